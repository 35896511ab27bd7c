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

/** The days of a person, added to those of the region. Without `workingDays` the region's count. */
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
 * `to` is earlier. So `workingDaysBetween(cal, d, addWorkingDays(cal, d, n))` is `n`. The days are counted by the
 * week and not one by one: a date that somebody typed eight thousand years away costs what tomorrow costs.
 */
export function workingDaysBetween(cal: RegionCalendar, from: PlainDate, to: PlainDate): number {
  const upTo = countOf(cal);
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return last < first ? upTo(last - 1) - upTo(first - 1) : upTo(last) - upTo(first);
}

type Count = (day: number) => number;
const counts = new WeakMap<RegionCalendar, Count>();

/** The working days from 1 January 1970 up to and including a day, by its number; negative before it. */
function countOf(cal: RegionCalendar): Count {
  const found = counts.get(cal);
  if (found) return found;
  const isWorkday = (day: number): boolean => cal.workingDays.includes(weekdayOf(dateOf(day)));
  const offDays = Object.keys(cal.offDays)
    .map((date) => dayNumber(date))
    .filter(isWorkday)
    .sort((a, b) => a - b);
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (n) => [0, 1, 2, 3, 4, 5, 6].slice(0, n).filter(isWorkday).length,
  );
  const made: Count = (day) => {
    const weeks = Math.floor((day + 1) / 7);
    const rest = week[day + 1 - 7 * weeks] ?? 0;
    return weeks * (week[7] ?? 0) + rest - upToIn(offDays, day);
  };
  counts.set(cal, made);
  return made;
}

/** How many of these numbers, in order, are no larger than `last`. */
function upToIn(numbers: readonly number[], last: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Adds as `addWorkingDays` does, counting only days on which both the region and the person work. When a year passes
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

/** Finds the next day that both work, as `nextWorkingDay`, with the same way out as `addWorkingDaysFor`. */
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
    const next = addDays(day, direction);
    // The calendar ends here: its last day holds for whatever would come after it.
    if (next === day) return day;
    day = next;
    if (counts(day)) return day;
  }
  return null;
}

function must(date: PlainDate | null): PlainDate {
  if (date === null) throw new RangeError('this calendar has a year without a working day');
  return date;
}
