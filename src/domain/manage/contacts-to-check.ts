import { addDays, addMonths } from '../calendar/index.ts';
import type { FileContactPoint, RegionFile } from '../region/region-file.ts';
import type { PlainDate, WhyCoordinator } from '../vocabulary.ts';

/** Half-yearly (C07): "is this still right?" */
export const CHECK_MONTHS = 6;

/** Nobody answers a question at once; after this many days without an answer a coordinator asks otherwise. */
const ANSWER_DAYS = 14;

export interface ContactToCheck {
  readonly organisation: { readonly key: string; readonly name: string };
  readonly point: FileContactPoint;
}

/** Whether somebody should ask again: it was half a year ago, or never, or it is known not to stay as it is. */
export function isDue(point: FileContactPoint, today: PlainDate): boolean {
  return (
    point.changes !== undefined ||
    point.checkedOn === undefined ||
    addMonths(point.checkedOn, CHECK_MONTHS) <= today
  );
}

/** The contact points of a region about which somebody should ask whether they are still right, longest ago first. */
export function contactsToCheck(file: RegionFile, today: PlainDate): ContactToCheck[] {
  return file.organisations
    .flatMap(({ key, name, contactPoints }) =>
      contactPoints
        .filter((point) => isDue(point, today))
        .map((point) => ({ organisation: { key, name }, point })),
    )
    .sort((a, b) => (a.point.checkedOn ?? '').localeCompare(b.point.checkedOn ?? ''));
}

/** When whoever is behind a contact point was asked last; `person` is their key then. */
export interface ContactAsked {
  readonly organisation: string;
  readonly role: string;
  readonly person: string;
  readonly askedOn: PlainDate;
}

/**
 * Says whom to ask whether a contact point is still right. The person behind it comes first, at most once a month,
 * where they can be reached; no answer is never "right", so after two weeks a coordinator is asked, and at once where
 * nobody can be reached or somebody said that it changes.
 */
export function contactQuestions(
  file: RegionFile,
  today: PlainDate,
  asked: readonly ContactAsked[],
  isReached: (person: string) => boolean,
): {
  readonly ofContacts: readonly ContactToCheck[];
  readonly ofCoordinators: readonly (ContactToCheck & { readonly why: WhyCoordinator })[];
} {
  const last = ({ organisation, point }: ContactToCheck): PlainDate | null =>
    asked.find(
      (a) =>
        a.organisation === organisation.key &&
        a.role === point.role &&
        a.person === point.person &&
        // An answer came after it: that question is over.
        (point.checkedOn === undefined || a.askedOn > point.checkedOn),
    )?.askedOn ?? null;
  const due = contactsToCheck(file, today).map((one) => ({ one, on: last(one) }));
  return {
    ofContacts: due
      .filter(
        ({ one, on }) => one.point.changes === undefined && isReached(one.point.person) && isAgain(on, today),
      )
      .map(({ one }) => one),
    ofCoordinators: due.flatMap(({ one, on }) => {
      const why = whyCoordinator(one.point, on, today, isReached);
      return why ? [{ ...one, why }] : [];
    }),
  };
}

function isAgain(on: PlainDate | null, today: PlainDate): boolean {
  return on === null || addMonths(on, 1) <= today;
}

function whyCoordinator(
  point: FileContactPoint,
  on: PlainDate | null,
  today: PlainDate,
  isReached: (person: string) => boolean,
): WhyCoordinator | null {
  if (point.changes !== undefined) return 'changes';
  if (!isReached(point.person)) return 'unreachable';
  return on !== null && addDays(on, ANSWER_DAYS) <= today ? 'unanswered' : null;
}
