import data from './school-holidays.json' with { type: 'json' };

/** The regions of the Dutch national table of school holidays. */
export const SCHOOL_HOLIDAY_REGIONS = ['Noord', 'Midden', 'Zuid'] as const;
export type SchoolHolidayRegion = (typeof SCHOOL_HOLIDAY_REGIONS)[number];

/** First and last day, both included, ISO dates. */
export interface SchoolHoliday {
  name: string;
  from: string;
  to: string;
}

interface Row {
  kind: string;
  from: string;
  to: string;
}

/** The national table for one region, oldest first. Kept up by docs/school-holidays.md. */
export function schoolHolidays(region: SchoolHolidayRegion, language: 'nl' | 'en'): SchoolHoliday[] {
  const names: Record<string, Record<'nl' | 'en', string>> = data.names;
  const rows: readonly Row[] = data.regions[region];
  return rows.map(({ kind, from, to }) => ({ name: names[kind]?.[language] ?? kind, from, to }));
}

/** The last day the table speaks of; after it no school holiday is known, and a check should say so. */
export function schoolHolidaysKnownUntil(region: SchoolHolidayRegion): string {
  return data.regions[region].reduce((last, { to }) => (to > last ? to : last), '');
}
