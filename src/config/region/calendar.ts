import type { RegionCalendar } from '../../domain/calendar/index.ts';
import { holidaysIn } from '../holidays/holidays.ts';
import { schoolHolidays } from '../holidays/school-holidays.ts';
import type { RegionConfig } from './schema.ts';

/** The years that a calendar made on `today` (ISO date) should know: last year up to three years ahead. */
export function yearsAround(today: string): number[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1, year + 2, year + 3];
}

/** The calendar of a region, with the public holidays of `years`. Make it anew when the year changes. */
export function toRegionCalendar(region: RegionConfig, years: readonly number[]): RegionCalendar {
  const { country, language, holidays, schoolHolidays: school } = region;
  const own = Object.fromEntries(holidays.extra.map(({ date, name }) => [date, name]));
  return {
    zone: region.zone,
    workingDays: region.workingDays,
    offDays: { ...holidaysIn({ country, language, ...holidays }, years), ...own },
    schoolHolidays: holidaysOf(school, language),
    contactHours: region.contactHours,
    nudgeTime: region.nudgeTime,
  };
}

/** The school holidays of one organisation, when it has its own: its days beside those of its part of the country. */
export function schoolHolidaysOf(
  region: RegionConfig,
  own: RegionConfig['schoolHolidays'] | undefined,
): RegionCalendar['schoolHolidays'] | null {
  if (!own) return null;
  const { schoolHolidays: whole, language } = region;
  return own.region
    ? holidaysOf(own, language)
    : holidaysOf({ ...whole, extra: [...whole.extra, ...own.extra] }, language);
}

function holidaysOf(
  school: RegionConfig['schoolHolidays'],
  language: RegionConfig['language'],
): RegionCalendar['schoolHolidays'] {
  const table = school.region ? schoolHolidays(school.region, language) : [];
  return [...table, ...school.extra].sort((a, b) => a.from.localeCompare(b.from));
}

/**
 * The people of one rung of the ladder, as keys, in the order in which they are asked: its contacts, each
 * contact point followed by its own deputy, then the deputies of the rung. Nobody twice; empty is a gap.
 */
export function contactsOfRung(region: RegionConfig, rung: number): string[] {
  const found = region.ladder.find((step) => step.rung === rung);
  const people = [...(found?.contacts ?? []), ...(found?.deputies ?? [])].flatMap((reference) =>
    peopleBehind(region, reference),
  );
  return [...new Set(people)];
}

function peopleBehind(region: RegionConfig, reference: string): string[] {
  const [organisation, role] = reference.split('/');
  if (role === undefined) return [reference];
  const point = region.organisations
    .find(({ key }) => key === organisation)
    ?.contactPoints.find((candidate) => candidate.role === role);
  return point ? [point.person, ...(point.deputy ? [point.deputy] : [])] : [];
}
