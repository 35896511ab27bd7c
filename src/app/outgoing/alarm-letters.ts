import { nextContactWindow } from '../../domain/calendar/index.ts';
import { calendarOf } from '../../domain/case/participants.ts';
import type { Person } from '../../domain/case/state.ts';
import { isLetterWay } from '../../domain/contact-details.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { ConversationKey, NewMessage } from '../../ports/database/index.ts';
import type { Deps } from '../request-context.ts';
import { webLetterFor } from './web-letter.ts';

interface Alarm {
  readonly region: Region;
  readonly now: string;
  /** Names the alarm: each is a letter of its own, beside the one of the day (C36: acute). */
  readonly key: string;
}

/**
 * A platform is away, and some who should hear it are only there: a letter each, that says nothing but that something
 * waits. `told` are the places where the others hear it. Where no letter can be sent, and for whom no address is known,
 * there is the log and the operator's monitor.
 */
export async function alarmLetters(
  deps: Pick<Deps, 'entryMeans' | 'newId'>,
  { region, now, key }: Alarm,
  people: readonly Person[],
  told: readonly ConversationKey[],
): Promise<NewMessage[]> {
  const heard = new Set(told.flatMap((place): Uuid[] => ('personId' in place ? [place.personId] : [])));
  const letters = await Promise.all(
    people
      .filter((person) => !heard.has(person.id))
      .map(async (person) => {
        if (!(await hasAddress(deps, person))) return null;
        const { from, to } = nextContactWindow(region.calendar, calendarOf(person), now);
        const hours = { notBefore: from, notAfter: to };
        return webLetterFor({ region, newId: deps.newId }, person, hours, { acute: key });
      }),
  );
  return letters.filter((letter) => letter !== null);
}

async function hasAddress({ entryMeans }: Pick<Deps, 'entryMeans'>, person: Person): Promise<boolean> {
  const way = person.notice ?? 'email';
  if (!entryMeans || !isLetterWay(way) || !entryMeans.can[way]) return false;
  const reach = await entryMeans.book.reachOf(person.id);
  return Boolean(way === 'email' ? reach?.email : reach?.phone);
}
