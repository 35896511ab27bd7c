import {
  addDays,
  addMonths,
  addWorkingDays,
  isPlainDate,
  nextWorkingDay,
  type PlainDate,
  previousWorkingDay,
  type RegionCalendar,
  type Weekday,
  weekdayOf,
} from '../../domain/calendar/index.ts';

/** A day; or words that fit more than one day; or words that are not understood. */
export type Meaning = PlainDate | 'ambiguous' | undefined;

export interface Context {
  today: PlainDate;
  calendar: RegionCalendar;
  /** Asked for a day that has been: a weekday is the last one, a day and month its latest. */
  looksBack?: boolean;
}

/** The parts that stood in the words: numbers already read. */
export interface Found {
  day?: Weekday;
  n?: number;
  /** 1–12. */
  month?: number;
  year?: number;
}

/** The coming one; on the day itself, the one a week later: for today people say "today". */
export function comingDay({ today }: Context, day: Weekday): PlainDate {
  return addDays(today, ((day - weekdayOf(today) + 6) % 7) + 1);
}

/** The last one; on the day itself, the one a week earlier. */
export function lastDay({ today }: Context, day: Weekday): PlainDate {
  return addDays(today, -(((weekdayOf(today) - day + 6) % 7) + 1));
}

/** A weekday and no more: the coming one, or the last one where a day is asked for that has been. */
export function bareDay(context: Context, day: Weekday): PlainDate {
  return context.looksBack ? lastDay(context, day) : comingDay(context, day);
}

/** "This Friday": today when it is Friday. */
export function todayOrComing(context: Context, day: Weekday): PlainDate {
  return weekdayOf(context.today) === day ? context.today : comingDay(context, day);
}

/** "Next Friday": this week's for one, next week's for the other; clear only when those are the same day. */
export function nextDay(context: Context, day: Weekday): Meaning {
  return day > weekdayOf(context.today) ? 'ambiguous' : comingDay(context, day);
}

/** "Tuesday in a week": a week after the coming one; said on a Tuesday, a week from today. */
export function dayWeeksLater(context: Context, day: Weekday, weeks: number): PlainDate {
  return addDays(todayOrComing(context, day), 7 * weeks);
}

/** A day in this week (0), the next (1), …; weeks begin on Monday. */
export function dayInWeek({ today }: Context, day: Weekday, weeks: number): PlainDate {
  return addDays(today, day - weekdayOf(today) + 7 * weeks);
}

/** The last working day of this week (0) or a later one; once that is over (or all days off), of the next. */
export function endOfWeek(context: Context, weeks: number): PlainDate {
  const end = previousWorkingDay(context.calendar, dayInWeek(context, 7, weeks));
  const over = end < context.today || end < dayInWeek(context, 1, weeks);
  return over ? endOfWeek(context, weeks + 1) : end;
}

/** The first working day of a later week. */
export function startOfWeek(context: Context, weeks: number): PlainDate {
  return nextWorkingDay(context.calendar, dayInWeek(context, 1, weeks));
}

export function inWorkingDays({ calendar, today }: Context, n: number): PlainDate {
  return addWorkingDays(calendar, today, n);
}

export function inUnits({ today }: Context, n: number, unit: 'day' | 'week' | 'month'): PlainDate {
  return unit === 'month' ? addMonths(today, n) : addDays(today, unit === 'week' ? 7 * n : n);
}

/** The last working day of this month (0), the next (1), …; once this month's is over, that of the next. */
export function endOfMonth(context: Context, months: number): PlainDate {
  const first = addMonths(`${context.today.slice(0, 7)}-01`, months + 1);
  const end = previousWorkingDay(context.calendar, addDays(first, -1));
  return end < context.today ? endOfMonth(context, months + 1) : end;
}

/** The last working day of a named month: this year, or the next when it is over. */
export function endOfNamedMonth(context: Context, month: number, year?: number): PlainDate {
  const of = (y: number) => {
    const first = addMonths(`${y}-${two(month)}-01`, 1);
    return previousWorkingDay(context.calendar, addDays(first, -1));
  };
  const thisYear = Number(context.today.slice(0, 4));
  if (year !== undefined) return of(year);
  return of(thisYear) < context.today ? of(thisYear + 1) : of(thisYear);
}

/** "The 15th": of this month, or of the first later month that has it and where it is not over. */
export function dayOfMonth(context: Context, n: number): Meaning {
  const first = `${context.today.slice(0, 7)}-01`;
  for (let months = 0; months < 3; months++) {
    const month = addMonths(first, context.looksBack ? -months : months);
    const date = `${month.slice(0, 7)}-${two(n)}`;
    if (isPlainDate(date) && isOnThisSide(context, date)) return date;
  }
  return undefined;
}

/** A day in an ISO week, this year or the next when it is over; without a day, its last working day. */
export function dayInNumberedWeek(context: Context, week: number, day?: Weekday): Meaning {
  const year = Number(context.today.slice(0, 4));
  const years = [year - 1, year, year + 1];
  for (const y of context.looksBack ? years.reverse() : years) {
    const monday = mondayOfWeek(y, week);
    if (monday === undefined) continue;
    const last = previousWorkingDay(context.calendar, addDays(monday, 6));
    const date = day === undefined ? last : addDays(monday, day - 1);
    if (isOnThisSide(context, date)) return date;
  }
  return undefined;
}

/** Today, or on the side of it that is asked for. */
export function isOnThisSide({ today, looksBack }: Context, date: PlainDate): boolean {
  return looksBack ? date <= today : date >= today;
}

/** Week 1 is the week with 4 January in it; a week 53 that a year does not have is no week. */
function mondayOfWeek(year: number, week: number): PlainDate | undefined {
  const fourth = `${year}-01-04`;
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (week - 1));
  const thursday = addDays(monday, 3);
  return week >= 1 && thursday.startsWith(`${year}-`) ? monday : undefined;
}

export function two(n: number): string {
  return String(n).padStart(2, '0');
}
