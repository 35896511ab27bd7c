import type { Linked } from '../../app/sign-in/linked.ts';
import { addDays, localDate, nextContactWindow, weekdayOf } from '../../domain/calendar/index.ts';
import { calendarOf } from '../../domain/case/participants.ts';
import type { Person } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Instant, PlainDate } from '../../domain/vocabulary.ts';
import type { Claimed } from '../../ports/outbox.ts';

export type TooLate =
  | {
      readonly outcome: 'later';
      readonly notBefore: Instant;
      readonly notAfter: Instant;
      readonly uncertain: boolean;
    }
  | { readonly outcome: 'overtaken' };

/**
 * Says what becomes of a message that is too late for its contact hours: held up by a pace, an outage, a workspace
 * that let go of us. It waits for the next hours, but for a bundle (docs/decisions/delivery.md#past-contact-hours)
 * and the list of a week that is over, which are not sent any more. Null when it may go now.
 */
export async function tooLate(
  claimed: Claimed,
  region: Region | null,
  now: Instant,
  personOf: (id: string) => Promise<Person | null>,
): Promise<TooLate | null> {
  if (region === null || claimed.notAfter === null) return null;
  if (isListOfBefore(claimed, localDate(region.calendar.zone, now))) return { outcome: 'overtaken' };
  if (now < claimed.notAfter) return null;
  if (isBundle(claimed)) return { outcome: 'overtaken' };
  const person = claimed.recipientId ? await personOf(claimed.recipientId) : null;
  const hours = nextContactWindow(region.calendar, person ? calendarOf(person) : null, now);
  if (hours.from <= now) return null;
  return { outcome: 'later', notBefore: hours.from, notAfter: hours.to, uncertain: claimed.uncertain };
}

/** A day's questions; what stands in for one that could not be delivered directly is not one itself. */
function isBundle({ payload }: Claimed): boolean {
  return payload.type === 'NudgeDigest' || (payload.type === 'NudgeInChannel' && !payload.instead);
}

function isListOfBefore({ payload }: Claimed, today: PlainDate): boolean {
  return payload.type === 'MondayList' && mondayOf(payload.date) < mondayOf(today);
}

function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** A parent with a page in several cases has one letter a day for all of them. */
export async function isCovered(
  notice: Linked['notice'],
  claimed: Claimed,
  region: Region | null,
): Promise<boolean> {
  const { payload, recipientId: personId, id: messageId } = claimed;
  if (payload.type !== 'SignInLink' || payload.purpose !== 'notice' || personId === null) return false;
  const zone = region?.calendar.zone ?? 'UTC';
  return (await notice({ messageId, personId, zone })) === 'covered';
}
