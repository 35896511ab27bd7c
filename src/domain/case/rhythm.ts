import {
  addDays,
  addMonths,
  nextWorkingDay,
  type PlainDate,
  type RegionCalendar,
  weekdayOf,
} from '../calendar/index.ts';
import type { RhythmEvery, Uuid } from '../vocabulary.ts';

/** An agreement that comes back (a weekly call): one agreement, one owner, whose date moves on each time (C08). */
export interface Rhythm {
  readonly every: RhythmEvery;
  /** The day of the week (1–7), or of the month (1–31), that was agreed. */
  readonly day: number;
  /** The day by the rhythm itself; the date is the first working day from there. */
  readonly nominal: PlainDate;
  /** The last day on which it can come back; null: until somebody ends it. */
  readonly until: PlainDate | null;
  /** Its days so far, oldest first. */
  readonly past: readonly Occurrence[];
}

export interface Occurrence {
  readonly due: PlainDate;
  readonly outcome: 'kept' | 'missed';
  /** When that was said. */
  readonly on: PlainDate;
  /** Participant; null: nobody said anything of it, and the next one came. */
  readonly byId: Uuid | null;
}

/** A rhythm that begins on this date. */
export function rhythmFrom(
  date: PlainDate,
  { every, until }: Pick<Rhythm, 'every' | 'until'>,
  past: Rhythm['past'] = [],
): Rhythm {
  const day = every === 'month' ? Number(date.slice(8)) : weekdayOf(date);
  return { every, day, nominal: date, until, past };
}

/** The day after this one by the rhythm itself; a month without that day has its last one. */
function nextNominal({ every, day }: Rhythm, nominal: PlainDate): PlainDate {
  if (every !== 'month') return addDays(nominal, every === 'week' ? 7 : 14);
  const first = addMonths(`${nominal.slice(0, 8)}01`, 1);
  const last = addDays(addMonths(first, 1), -1);
  const wanted = `${first.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return wanted > last ? last : wanted;
}

/** The date that comes after this one; null: it was the last. */
export function nextOf(
  calendar: RegionCalendar,
  rhythm: Rhythm,
  due: PlainDate,
): { readonly nominal: PlainDate; readonly due: PlainDate } | null {
  let nominal = nextNominal(rhythm, rhythm.nominal);
  // A holiday can move a date as far as the one after it: two on a day would be one that nobody was asked about.
  while (nextWorkingDay(calendar, nominal) <= due) nominal = nextNominal(rhythm, nominal);
  if (rhythm.until !== null && nominal > rhythm.until) return null;
  return { nominal, due: nextWorkingDay(calendar, nominal) };
}
