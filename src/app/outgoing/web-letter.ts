import { addDays, instantAt, localDate, nextContactWindow } from '../../domain/calendar/index.ts';
import { calendarOf, participant, personOf } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { isLetterWay, LETTER_WORKSPACES } from '../../domain/contact-details.ts';
import type { LetterFrom } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { NewMessage } from '../../ports/database/index.ts';

interface Noticing {
  /** Names what cannot wait for the one letter of the day. */
  readonly acute?: string | null;
  /** The lead to call, of the case it is about. */
  readonly lead?: LetterFrom['lead'];
  /** The message it leads to. */
  readonly about?: Uuid;
}

type Hours = Pick<NewMessage, 'notBefore' | 'notAfter'>;

/**
 * A letter that something waits on the web, without a word of what, as the person chose (e-mail or SMS). It is one a
 * day for everything together (docs/decisions/delivery.md#one-notice-a-day). Null: this person wants no letters.
 */
export function webLetterFor(
  { region, newId }: { readonly region: Region; readonly newId: () => Uuid },
  person: Person,
  first: Hours,
  { acute = null, lead = null, about }: Noticing = {},
): NewMessage | null {
  const way = person.notice ?? 'email';
  if (!isLetterWay(way)) return null;
  const hours = acute === null ? afterThatOfToday(region, person, first) : first;
  const day = localDate(region.calendar.zone, hours.notBefore);
  return {
    id: newId(),
    dedupeKey: `notice:${person.id}:${acute ?? day}`,
    conversation: { workspaceId: LETTER_WORKSPACES[way], personId: person.id },
    regionId: region.id,
    caseId: null,
    recipientId: person.id,
    isCard: false,
    payload: {
      type: 'SignInLink',
      purpose: 'notice',
      from: { region: region.file.name, lead },
      ...(about ? { about } : {}),
    },
    ...hours,
  };
}

/** Returns the lead whom the people of a case call; null while nobody leads it, or gave no number. */
export function leadOf(state: CaseState): LetterFrom['lead'] {
  const lead = participant(state, state.case.leadId);
  const phone = personOf(state, state.case.leadId)?.phone;
  return lead && phone ? { role: lead.role, phone } : null;
}

function afterThatOfToday({ calendar }: Region, person: Person, first: Hours): Hours {
  const day = localDate(calendar.zone, first.notBefore);
  if (!person.noticedAt || localDate(calendar.zone, person.noticedAt) < day) return first;
  const tomorrow = instantAt(calendar.zone, addDays(day, 1), '00:00');
  const { from, to } = nextContactWindow(calendar, calendarOf(person), tomorrow);
  return { notBefore: from, notAfter: to };
}
