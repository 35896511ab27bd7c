import { addDays, addMonths, daysAtHome, daysBetween } from '../../calendar/index.ts';
import type { PlainDate } from '../../vocabulary.ts';
import type { CaseRow } from '../state.ts';
import type { DaysAtSchool } from './absence.ts';

/** A case as far as its clock goes. */
export type Clocked = Pick<CaseRow, 'firstDayHome' | 'absence'>;

/** Since when there are lessons again; null: the child is at home, or was never (a threatened absence). */
export function atSchoolSince({ absence }: Clocked): PlainDate | null {
  const last = absence.atSchool.at(-1);
  return last && last.until === null ? last.from : null;
}

/**
 * Days at home from the first day on, without the days with lessons; null: no day was missed yet. Home again counts on from
 * where it stood (docs/decisions/agreements-and-cases.md#clock-goes-on).
 */
export function daysHome({ firstDayHome, absence }: Clocked, today: PlainDate): number | null {
  if (firstDayHome === null) return null;
  const since = absence.atSchool.at(-1);
  const end = since?.until === null && since.from <= today ? addDays(since.from, -1) : today;
  const lessons = absence.atSchool.reduce((sum, one) => sum + (one.until === null ? 0 : lengthOf(one)), 0);
  return Math.max(0, daysAtHome(firstDayHome, end) - lessons);
}

/**
 * Three calendar months of being at home: the days with lessons that came before it move it on, and one that has passed stays
 * where it was. Null: no day was missed yet.
 */
export function normDate(firstDayHome: PlainDate, atSchool: readonly DaysAtSchool[]): PlainDate;
export function normDate(firstDayHome: PlainDate | null, atSchool: readonly DaysAtSchool[]): PlainDate | null;
export function normDate(
  firstDayHome: PlainDate | null,
  atSchool: readonly DaysAtSchool[],
): PlainDate | null {
  if (firstDayHome === null) return null;
  return atSchool.reduce(
    (norm, one) => (one.until !== null && one.from <= norm ? addDays(norm, lengthOf(one)) : norm),
    addMonths(firstDayHome, 3),
  );
}

function lengthOf({ from, until }: DaysAtSchool): number {
  return until === null ? 0 : daysBetween(from, until);
}

/** How the clock of a case stands: it counts, there are lessons again, or no day was missed yet. */
export type ClockState = 'home' | 'school' | 'threatened';

export function clockState(one: Clocked): ClockState {
  if (one.firstDayHome === null) return 'threatened';
  return atSchoolSince(one) === null ? 'home' : 'school';
}
