import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidayKind } from '../../domain/region/region-file.ts';

export interface HolidayOptions {
  /** ISO 3166 code, `NL`. */
  country: string;
  /** The language of the names. */
  language: string;
  /** The sorts that count. Default: what is usual in the country, see `USUAL`. */
  count?: readonly HolidayKind[] | undefined;
  /** Names (Dutch, English or the country's own) or dates that do not count after all. */
  except?: readonly string[] | undefined;
}

interface Usual {
  count: readonly HolidayKind[];
  /** Rules of `date-holidays` that name a Sunday which no law lists: it is a day off already. */
  leaveOut: readonly string[];
}

/**
 * The Netherlands: the days of the Algemene termijnenwet with Good Friday, and 5 May every year. The library
 * calls those two `school`, and 31 December `bank`. A bot that is silent one day too many harms nobody.
 */
const USUAL: Readonly<Record<string, Usual>> = {
  NL: { count: ['public', 'school'], leaveOut: ['easter', 'easter 49'] },
};
const ELSEWHERE: Usual = { count: ['public'], leaveOut: [] };
const DAY_MS = 86_400_000;

type Library = new (country?: string) => Holidays;

// Reading all countries takes a fifth of a second, and nothing needs them until a first calendar is made.
let library: Library | undefined;
function load(): Library {
  library ??= createRequire(import.meta.url)('date-holidays') as Library;
  return library;
}

/** Whether holidays are known for this country code. */
export function isKnownCountry(country: string): boolean {
  return Object.hasOwn(new (load())().getCountries(), country);
}

/**
 * The holidays that count in `years`, by date, with the name that people see.
 * @returns an empty record for a country that is not known.
 */
export function holidaysIn(options: HolidayOptions, years: readonly number[]): Record<string, string> {
  const usual = USUAL[options.country] ?? ELSEWHERE;
  const count = options.count ?? usual.count;
  const except = new Set((options.except ?? []).map(fold));
  const days: Record<string, string> = {};
  for (const { holiday, names } of holidays(options, years)) {
    const leftOut = options.count === undefined && usual.leaveOut.includes(holiday.rule);
    if (leftOut || !count.includes(holiday.type) || names.some((name) => except.has(fold(name)))) continue;
    for (const day of daysOf(holiday)) if (!except.has(day)) days[day] ??= holiday.name;
  }
  return days;
}

/** Every name by which a holiday of this country can be left out; for checking what people wrote. */
export function holidayNames(options: HolidayOptions, year: number): string[] {
  return [...new Set(holidays(options, [year]).flatMap(({ names }) => names))];
}

interface NamedHoliday {
  readonly holiday: HolidaysTypes.Holiday;
  readonly names: readonly string[];
}

/** The holidays of a country in a year stay what they are, and computing them takes longer than reading a region. */
const computed = new Map<string, readonly NamedHoliday[]>();

function holidays({ country, language }: HolidayOptions, years: readonly number[]): readonly NamedHoliday[] {
  return years.flatMap((year) => {
    const key = `${country} ${language} ${year}`;
    const known = computed.get(key) ?? compute(country, language, year);
    computed.set(key, known);
    return known;
  });
}

function compute(country: string, language: string, year: number): NamedHoliday[] {
  const source = new (load())(country);
  const perLanguage = [language, 'nl', 'en'].map((one) => source.getHolidays(year, one) ?? []);
  return (perLanguage[0] ?? []).map((holiday, i) => ({
    holiday,
    names: perLanguage.map((list) => list[i]?.name ?? holiday.name),
  }));
}

function daysOf(holiday: HolidaysTypes.Holiday): string[] {
  const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS));
  const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
}

function fold(name: string): string {
  return name.trim().toLocaleLowerCase('nl');
}
