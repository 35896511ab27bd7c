import { inRange, type PlainDate } from './dates.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, type RegionCalendar } from './working-days.ts';

/** `name` is that of the holiday; a day off without a name is a weekday on which the region does not work. */
export type DueDateCheck =
  | { ok: true }
  | { ok: false; why: 'past' | 'day-off' | 'school-holiday'; name?: string; proposals: PlainDate[] };

/** The longest school year has far fewer days than this; a longer search means a wrong table. */
const SEARCH_WORKING_DAYS = 260;

/** The school holiday that `date` falls in, if any. */
export function schoolHolidayOn(cal: RegionCalendar, date: PlainDate): { name: string } | undefined {
  return cal.schoolHolidays.find((holiday) => inRange(holiday, date));
}

/**
 * Whether `date` can be proposed as a due date without a question. When not, nothing is shifted: `proposals`
 * holds the last good day before and the first good day after it, in that order, never one before `today`.
 * A good day is a working day outside the school holidays. The person may still keep their own choice.
 */
export function checkDueDate(cal: RegionCalendar, date: PlainDate, today: PlainDate): DueDateCheck {
  if (date < today) return { ok: false, why: 'past', proposals: around(cal, today, today) };
  if (!isWorkingDay(cal, date)) {
    const name = cal.offDays[date];
    const proposals = around(cal, date, today);
    return { ok: false, why: 'day-off', ...(name === undefined ? {} : { name }), proposals };
  }
  const holiday = schoolHolidayOn(cal, date);
  if (!holiday) return { ok: true };
  return { ok: false, why: 'school-holiday', name: holiday.name, proposals: around(cal, date, today) };
}

function around(cal: RegionCalendar, date: PlainDate, today: PlainDate): PlainDate[] {
  const before = date > today ? goodDay(cal, addWorkingDays(cal, date, -1), -1) : undefined;
  const after = goodDay(cal, nextWorkingDay(cal, date), 1);
  return [before, after].filter((day) => day !== undefined && day >= today) as PlainDate[];
}

function goodDay(cal: RegionCalendar, start: PlainDate, direction: 1 | -1): PlainDate | undefined {
  let day = start;
  for (let i = 0; i < SEARCH_WORKING_DAYS; i++) {
    if (!schoolHolidayOn(cal, day)) return day;
    day = addWorkingDays(cal, day, direction);
  }
  return undefined;
}
