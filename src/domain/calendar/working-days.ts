import {
  addDays,
  type ClockTime,
  type DateRange,
  dateOf,
  dayNumber,
  inRange,
  type PlainDate,
  type Weekday,
  weekdayOf,
} from './dates.ts';

/** Hours in which something may be asked of people, on the wall clock; `to` itself is outside. */
export interface ContactHours {
  from: ClockTime;
  to: ClockTime;
}

/** The days of a region. `offDays` must cover every year that is asked about: the caller chooses the years. */
export interface RegionCalendar {
  /** IANA name, e.g. `Europe/Amsterdam`. */
  zone: string;
  workingDays: readonly Weekday[];
  /** Holidays that count, with the name that people see. */
  offDays: Readonly<Record<PlainDate, string>>;
  schoolHolidays: readonly { name: string; from: PlainDate; to: PlainDate }[];
  contactHours: ContactHours;
  /** When the daily bundle goes out. */
  nudgeTime: ClockTime;
}

/** What a person's own days add to those of the region. Without `workingDays` the region's count. */
export interface PersonCalendar {
  workingDays?: readonly Weekday[];
  absences: readonly DateRange[];
  contactHours?: ContactHours;
}

/** A year without one working day is a mistake in the calendar, not a long holiday. */
const BOUND_DAYS = 366;

type Test = (date: PlainDate) => boolean;

/** Whether the region works on `date`. */
export function isWorkingDay(cal: RegionCalendar, date: PlainDate): boolean {
  return cal.workingDays.includes(weekdayOf(date)) && !Object.hasOwn(cal.offDays, date);
}

/** Whether `person` is absent on `date`. */
export function isAbsent(person: PersonCalendar, date: PlainDate): boolean {
  return person.absences.some((absence) => inRange(absence, date));
}

/** Whether something may be asked of `person` on `date`: the region works, they work, and they are not absent. */
export function worksOn(cal: RegionCalendar, person: PersonCalendar, date: PlainDate): boolean {
  const own = person.workingDays?.includes(weekdayOf(date)) ?? true;
  return own && isWorkingDay(cal, date) && !isAbsent(person, date);
}

/**
 * The `n`th working day after `date` (before, when negative). `date` itself never counts, so from a Saturday
 * +1 is Monday and -1 is Friday; 0 gives `date` back, even on a day off.
 * @throws RangeError when the calendar has a year without a working day.
 */
export function addWorkingDays(cal: RegionCalendar, date: PlainDate, n: number): PlainDate {
  return must(step((day) => isWorkingDay(cal, day), date, n));
}

/** `date` when it is a working day, else the first one after it. */
export function nextWorkingDay(cal: RegionCalendar, date: PlainDate): PlainDate {
  return isWorkingDay(cal, date) ? date : addWorkingDays(cal, date, 1);
}

/** `date` when it is a working day, else the last one before it. */
export function previousWorkingDay(cal: RegionCalendar, date: PlainDate): PlainDate {
  return isWorkingDay(cal, date) ? date : addWorkingDays(cal, date, -1);
}

/**
 * How many working days lie after `from` up to and including `to`; negative, counting back from `from`, when
 * `to` is earlier. So `workingDaysBetween(cal, d, addWorkingDays(cal, d, n))` is `n`.
 */
export function workingDaysBetween(cal: RegionCalendar, from: PlainDate, to: PlainDate): number {
  const counts = countingDays(cal);
  const direction = to < from ? -1 : 1;
  const last = dayNumber(to);
  let count = 0;
  for (let day = dayNumber(from); day !== last; ) {
    day += direction;
    if (counts(day)) count += direction;
  }
  return count;
}

const known = new WeakMap<RegionCalendar, Map<number, boolean>>();

/** `isWorkingDay` by number, remembered with the calendar: a round asks it of the same days for every agreement. */
function countingDays(cal: RegionCalendar): (day: number) => boolean {
  const days = known.get(cal) ?? new Map<number, boolean>();
  known.set(cal, days);
  return (day) => {
    const found = days.get(day);
    if (found !== undefined) return found;
    const works = isWorkingDay(cal, dateOf(day));
    days.set(day, works);
    return works;
  };
}

/**
 * As `addWorkingDays`, counting only days on which both the region and the person work. When a year passes
 * without such a day (an absence without an end), the region's days count: a step must not wait for ever.
 */
export function addWorkingDaysFor(
  cal: RegionCalendar,
  person: PersonCalendar,
  date: PlainDate,
  n: number,
): PlainDate {
  return step((day) => worksOn(cal, person, day), date, n) ?? addWorkingDays(cal, date, n);
}

/** As `nextWorkingDay` for the days that both work, with the same way out as `addWorkingDaysFor`. */
export function nextWorkingDayFor(cal: RegionCalendar, person: PersonCalendar, date: PlainDate): PlainDate {
  if (worksOn(cal, person, date)) return date;
  return step((day) => worksOn(cal, person, day), date, 1) ?? nextWorkingDay(cal, date);
}

function step(counts: Test, date: PlainDate, n: number): PlainDate | null {
  if (!Number.isInteger(n)) throw new RangeError(`working days are whole numbers, got ${n}`);
  let day: PlainDate | null = date;
  for (let left = Math.abs(n); left > 0 && day !== null; left--) day = seek(counts, day, n < 0 ? -1 : 1);
  return day;
}

function seek(counts: Test, date: PlainDate, direction: 1 | -1): PlainDate | null {
  let day = date;
  for (let i = 0; i < BOUND_DAYS; i++) {
    day = addDays(day, direction);
    if (counts(day)) return day;
  }
  return null;
}

function must(date: PlainDate | null): PlainDate {
  if (date === null) throw new RangeError('this calendar has a year without a working day');
  return date;
}
