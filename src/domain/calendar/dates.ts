import { Temporal } from 'temporal-polyfill';

/** A day without time or zone, ISO 8601: `2027-03-18`. Compares correctly as text. */
export type PlainDate = string;

/** A moment in UTC, written as `Date.prototype.toISOString` does (`2027-03-18T08:00:00.000Z`), so that
 * two of them compare correctly as text. Functions here also accept other precisions, never write them. */
export type Instant = string;

/** A time on the wall clock, `HH:MM`, 24 hours. */
export type ClockTime = string;

/** ISO numbering: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** First and last day, both included. `to: null` is "until further notice". */
export interface DateRange {
  from: PlainDate;
  to: PlainDate | null;
}

/** Whether `text` is an existing day written as `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The weekday of `date`, 1 (Monday) to 7 (Sunday). */
export function weekdayOf(date: PlainDate): Weekday {
  // Day 0, 1 January 1970, was a Thursday.
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** `n` calendar days later, or earlier when `n` is negative. */
export function addDays(date: PlainDate, n: number): PlainDate {
  return dateOf(dayNumber(date) + n);
}

/** `n` calendar months later; a day that month does not have becomes its last one. */
export function addMonths(date: PlainDate, n: number): PlainDate {
  return monthsLater(`${date} ${n}`);
}

const monthsLater = remembering((key: string): PlainDate => {
  const [date = '', n] = key.split(' ');
  const later = Temporal.PlainDate.from(date).add({ months: Number(n) });
  return later.year > 9999 ? dateOf(LAST_DAY) : later.toString();
});

// Counting days is the hot path of every round: days are numbered from 1970 by the built-in Date in UTC, which without
// zones or months gives the same answers as Temporal (a property test holds them together), and the same few days are
// asked about again and again.
const DAY_MS = 86_400_000;
/** Its number, counted from 1 January 1970. */
export const dayNumber: (date: PlainDate) => number = remembering(
  (date: PlainDate) => Date.parse(`${date}T00:00:00Z`) / DAY_MS,
);
// A date has four digits for its year, in every zone of the world: what lies beyond is the last or first such day.
const FIRST_DAY = Date.parse('0001-01-02T00:00:00Z') / DAY_MS;
const LAST_DAY = Date.parse('9999-12-30T00:00:00Z') / DAY_MS;
/** The date of a number as `dayNumber` gives it. */
export const dateOf: (day: number) => PlainDate = remembering((day: number) =>
  new Date(Math.min(LAST_DAY, Math.max(FIRST_DAY, day)) * DAY_MS).toISOString().slice(0, 10),
);

/** The most days or moments that are in use at the same time in any region; beyond it, it begins anew. */
const MOST_REMEMBERED = 20_000;

/** A pure function that keeps its answers. */
function remembering<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const made = work(key);
    known.set(key, made);
    return made;
  };
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whether `date` lies in the range, its first and last day included. */
export function inRange(range: DateRange, date: PlainDate): boolean {
  return range.from <= date && (range.to === null || date <= range.to);
}

/** The day on the calendar in `zone` at `instant`. */
export function localDate(zone: string, instant: Instant): PlainDate {
  return dayIn(`${minuteOf(instant)}|${zone}`);
}

/** Everywhere a day begins at a whole minute, so that what is remembered of one holds for all of it. */
function minuteOf(instant: Instant): Instant {
  return instant[16] === ':' && instant.endsWith('Z') ? `${instant.slice(0, 16)}Z` : instant;
}

const dayIn = remembering((key: string): PlainDate => {
  const [instant = '', zone = ''] = key.split('|');
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
});

/**
 * The moment at which clocks in `zone` show `time` on `date`. A time that the clock skips (spring) becomes
 * the moment an hour later; one that it shows twice (autumn) becomes the first of the two.
 */
export function instantAt(zone: string, date: PlainDate, time: ClockTime): Instant {
  return momentOf(`${date}T${time} ${zone}`);
}

const momentOf = remembering((key: string): Instant => {
  const [, date = '', time = '', zone = ''] = /^(.*?)T(.*?) (.*)$/.exec(key) ?? [];
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return toInstant(local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant());
});

/** The same moment in the one notation that compares as text. */
export const normaliseInstant: (instant: Instant) => Instant = remembering((instant) =>
  toInstant(Temporal.Instant.from(instant)),
);

function toInstant(instant: Temporal.Instant): Instant {
  return instant.toString({ fractionalSecondDigits: 3 });
}
