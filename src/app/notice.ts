import { addDays, instantAt, localDate, nextContactWindow } from '../domain/calendar.ts';
import type { Person } from '../domain/case-state.ts';
import type { Message } from '../domain/messages.ts';
import type { Uuid } from '../domain/names.ts';
import { isLetterWay, LETTER_PLACES } from '../domain/reach.ts';
import type { Region } from '../domain/region.ts';
import { calendarOf } from '../domain/who.ts';
import type { NewMessage } from '../ports/store.ts';

type Hours = Pick<NewMessage, 'notBefore' | 'notAfter'>;

/**
 * A letter that something waits on the web, without a word of what, as the person chose (e-mail or SMS). One a day for
 * everything together (C36): what comes after that of today is in that of the next day they work, unless they come to
 * look before. `acute` names what cannot wait for that. Null: this person wants no letters.
 */
export function noticeFor(
  { region, newId }: { readonly region: Region; readonly newId: () => Uuid },
  person: Person,
  first: Hours,
  acute: string | null = null,
): NewMessage | null {
  const way = person.notice ?? 'email';
  if (!isLetterWay(way)) return null;
  const hours = acute === null ? afterThatOfToday(region, person, first) : first;
  const day = localDate(region.calendar.zone, hours.notBefore);
  return {
    id: newId(),
    dedupeKey: `notice:${person.id}:${acute ?? day}`,
    conversation: { workspaceId: LETTER_PLACES[way], personId: person.id },
    regionId: region.id,
    caseId: null,
    recipientId: person.id,
    isCard: false,
    type: 'SignInLink',
    payload: { type: 'SignInLink', purpose: 'notice' } satisfies Message,
    ...hours,
  };
}

function afterThatOfToday({ calendar }: Region, person: Person, first: Hours): Hours {
  const day = localDate(calendar.zone, first.notBefore);
  if (!person.noticedAt || localDate(calendar.zone, person.noticedAt) < day) return first;
  const tomorrow = instantAt(calendar.zone, addDays(day, 1), '00:00');
  const { from, to } = nextContactWindow(calendar, calendarOf(person), tomorrow);
  return { notBefore: from, notAfter: to };
}
