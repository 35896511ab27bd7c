import { createRequire } from 'node:module';
import type { ParsedResult } from 'chrono-node';
import { addMonths, isPlainDate, type PlainDate, weekdayOf } from '../../domain/calendar/index.ts';
import { type Context, isOnThisSide, type Meaning, two } from './meanings.ts';

type Chrono = Pick<typeof import('chrono-node/en'), 'parse'>;

const chronos = new Map<string, Chrono>();
/** "29 February" can be up to eight years away (2096 to 2104). */
const YEARS_AWAY = 8;

/** `18-3-2027`, `31/12`, `18.3`, `2027-03-18`. The day comes first, as in Europe. */
export function readNumbers(text: string, language: 'nl' | 'en', context: Context): Meaning {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isPlainDate(text) ? text : undefined;
  const match = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const year = match[4] === undefined ? undefined : Number(match[4].padStart(4, '20'));
  // With a slash, much of the English-speaking world puts the month first.
  const slash = match[2] === '/';
  if (slash && language === 'en' && first <= 12 && second <= 12 && first !== second) return 'ambiguous';
  if (slash && second > 12) return dayAndMonth(context, second, first, year);
  return dayAndMonth(context, first, second, year);
}

/** A day and a month's name, with or without weekday and year, through chrono: `do 18 mrt`, `April 1st`. */
export function readNames(text: string, language: 'nl' | 'en', context: Context): Meaning {
  if (!/\p{L}/u.test(text)) return undefined;
  // A year that chrono does not know is mistyped: it is read here, so that it can be asked back.
  const [, words = text, oddYear] = /^(.+) ([03-9]\d{3})$/u.exec(text) ?? [];
  const found = parse(words, language, context.today);
  if (found.length > 1 || found[0]?.end) return 'ambiguous';
  // Only words that are understood as a whole count: "three days after 1 April" is not 1 April.
  const start = found[0]?.text.length === words.length ? found[0].start : undefined;
  if (start) {
    const [day, month] = [start.get('day'), start.get('month')];
    if (!start.isCertain('day') || !start.isCertain('month') || day === null || month === null)
      return undefined;
    const ownYear = start.isCertain('year') ? (start.get('year') ?? undefined) : undefined;
    const year = oddYear === undefined ? ownYear : Number(oddYear);
    const date = dayAndMonth(context, day, month, year);
    const weekday = start.isCertain('weekday') ? start.get('weekday') || 7 : undefined;
    if (date === undefined || date === 'ambiguous' || weekday === undefined) return date;
    return weekdayOf(date) === weekday ? date : 'ambiguous';
  }
  return leapDay(text, language, context);
}

/** Chrono knows 29 February only in a leap year; people mean the coming one. */
function leapDay(text: string, language: 'nl' | 'en', context: Context): Meaning {
  if (!/^(?:\S+ )?(?:29|\S+ 29(?:th)?)(?: \S+)?$/.test(text)) return undefined;
  for (const year of yearsFrom(context)) {
    const [found] = parse(`${text} ${year}`, language, context.today);
    if (found?.text === `${text} ${year}`) return dayAndMonth(context, 29, 2, undefined);
  }
  return undefined;
}

/** A day that has just been comes again only after so long: whoever says it without a year is asked which is meant. */
const HARDLY_MEANT = { months: 10 };

/** The next time this day comes (or, looking back, the last time it came), today included, unless a year was said. */
function dayAndMonth(context: Context, day: number, month: number, year: number | undefined): Meaning {
  const of = (y: number): PlainDate => `${String(y).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (year !== undefined) return isPlainDate(of(year)) ? of(year) : undefined;
  const dates = yearsFrom(context).map(of);
  const coming = dates.find((date) => isPlainDate(date) && isOnThisSide(context, date));
  const [thisYear = ''] = dates;
  const hasJustBeen = !context.looksBack && isPlainDate(thisYear) && coming !== thisYear;
  const isFar = coming !== undefined && coming > addMonths(context.today, HARDLY_MEANT.months);
  return hasJustBeen && isFar ? 'ambiguous' : coming;
}

/** This year, and those after it or before it. */
function yearsFrom({ today, looksBack }: Context): number[] {
  return Array.from({ length: YEARS_AWAY + 1 }, (_, away) => yearOf(today) + (looksBack ? -away : away));
}

function parse(text: string, language: 'nl' | 'en', today: PlainDate): ParsedResult[] {
  const chrono =
    chronos.get(language) ?? (createRequire(import.meta.url)(`chrono-node/${language}`) as Chrono);
  chronos.set(language, chrono);
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  // Noon on this machine's own clock, read back in the same way: its time zone makes no difference.
  return chrono.parse(text, new Date(year, month - 1, day, 12));
}

function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}
