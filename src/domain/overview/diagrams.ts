import { addDays, addMonths, daysBetween } from '../calendar/index.ts';
import type { PlainDate } from '../vocabulary.ts';
import type { OverviewLine } from './attention.ts';

/** The pictures of a region count cases and agreements, never people. */

/** How long children are at home; the norm of three months lies between the third and the fourth. */
export const HOME_BINS = ['month1', 'month2', 'month3', 'month6', 'longer'] as const;
export const AGE_BINS = ['week2', 'week4', 'month2', 'month3', 'longer'] as const;

export type Bins<K extends string> = readonly { readonly bin: K; readonly count: number | null }[];

const MONTHS = [1, 2, 3, 6] as const;
const AGE_DAYS = [14, 28, 61, 92] as const;

export function casesByTimeAtHome(
  lines: readonly OverviewLine[],
  today: PlainDate,
): Bins<(typeof HOME_BINS)[number]> {
  // A report is no case yet. Days with lessons do not count: who was at home for forty days began forty days ago.
  const firsts = lines.flatMap(({ daysAtHome, atSchoolSince, isReport }) =>
    daysAtHome === null || atSchoolSince !== null || isReport ? [] : [addDays(today, 1 - daysAtHome)],
  );
  const at = (first: PlainDate): number => MONTHS.findIndex((n) => today <= addMonths(first, n));
  return counted(HOME_BINS, firsts.map(at));
}

/** Since they were made, whatever their date. */
export function openAgreementsByAge(
  lines: readonly OverviewLine[],
  today: PlainDate,
): Bins<(typeof AGE_BINS)[number]> {
  const ages = lines.flatMap((line) => line.agreements.map((a) => daysBetween(a.madeOn, today)));
  return counted(
    AGE_BINS,
    ages.map((age) => AGE_DAYS.findIndex((days) => age <= days)),
  );
}

/** Index -1 is beyond the last limit. */
function counted<K extends string>(bins: readonly K[], places: readonly number[]): Bins<K> {
  const counts = bins.map(
    (_, i) => places.filter((place) => (place === -1 ? bins.length - 1 : place) === i).length,
  );
  const shown = withoutSmall(counts);
  return bins.map((bin, i) => ({ bin, count: shown[i] ?? null }));
}

/** Below this a number could point at one child (P28; docs/decisions/consent-and-privacy.md#below-five). */
const SMALL = 5;

/** Small numbers are left out: null. Nothing is nothing, and may be shown. A picture has no total to work them out from. */
export function withoutSmall(counts: readonly number[]): (number | null)[] {
  return counts.map((n) => (n > 0 && n < SMALL ? null : n));
}
