import {
  addDays,
  addMonths,
  addWorkingDays,
  nextWorkingDay,
  type RegionCalendar,
} from '../calendar/index.ts';
import type { PlainDate } from '../vocabulary.ts';

/**
 * Terms of the law and of the field as information: on which day each ends, counted from which
 * day, and where that can be looked up. Never a verdict: whether a term holds in a case is for people to find out.
 */

export const TERM_UNITS = ['days', 'workingDays', 'weeks', 'months'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** The day from which a term is counted: what the case knows, or a day that somebody types. */
export const TERM_STARTS = ['firstDay', 'opened', 'typed'] as const;
export type TermStart = (typeof TERM_STARTS)[number];

/** `begins`: what happened on the day that somebody types. */
export const TERM_TEXTS = ['name', 'begins', 'who', 'source'] as const;
export type TermText = (typeof TERM_TEXTS)[number];
export const TERM_TEXT_MAX = 200;

/** A line of a region's file: what it says otherwise than what comes with Schakel, or a term of its own. */
export interface FileTerm extends Readonly<Partial<Record<TermText, string | undefined>>> {
  readonly key: string;
  readonly n?: number | undefined;
  readonly unit?: TermUnit | undefined;
  readonly from?: TermStart | undefined;
  readonly off?: boolean | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

export interface Term {
  readonly key: string;
  readonly n: number;
  readonly unit: TermUnit;
  readonly from: TermStart;
  readonly own: Readonly<Partial<Record<TermText, string | undefined>>>;
  readonly isStandard: boolean;
  readonly isChanged: boolean;
  readonly isOff: boolean;
  /** Null: nobody of the region has looked at it yet. */
  readonly checkedOn: PlainDate | null;
}

/** The day on which the terms that come with Schakel were put together. */
export const TERMS_DRAWN_UP: PlainDate = '2026-12-01';

/** The terms that come with Schakel, in the order in which they are shown. */
export const STANDARD_TERMS = [
  { key: 'first-table', n: 5, unit: 'workingDays', from: 'opened' },
  { key: 'long-absence', n: 4, unit: 'weeks', from: 'firstDay' },
  { key: 'pact', n: 3, unit: 'months', from: 'firstDay' },
  { key: 'admission', n: 6, unit: 'weeks', from: 'typed' },
  { key: 'placement', n: 10, unit: 'weeks', from: 'typed' },
  { key: 'opp', n: 6, unit: 'weeks', from: 'typed' },
  { key: 'youth-help', n: 8, unit: 'weeks', from: 'typed' },
  { key: 'long-term-care', n: 6, unit: 'weeks', from: 'typed' },
  { key: 'objection', n: 6, unit: 'weeks', from: 'typed' },
  { key: 'disputes', n: 10, unit: 'weeks', from: 'typed' },
  { key: 'privacy-request', n: 1, unit: 'months', from: 'typed' },
] as const satisfies readonly Pick<Term, 'key' | 'n' | 'unit' | 'from'>[];

export function standardTerm(key: string): (typeof STANDARD_TERMS)[number] | undefined {
  return STANDARD_TERMS.find((one) => one.key === key);
}

interface WithTerms {
  readonly terms?: readonly FileTerm[] | undefined;
}

/** All terms of a region, also those that it does not show: what comes with Schakel, then its own. */
export function allTerms({ terms = [] }: WithTerms): Term[] {
  const said = (key: string): FileTerm => terms.find((one) => one.key === key) ?? { key };
  const own = terms.filter((one) => standardTerm(one.key) === undefined);
  return [...STANDARD_TERMS.map(({ key }) => said(key)), ...own].map(termOf);
}

export function termsOf(file: WithTerms): Term[] {
  return allTerms(file).filter((one) => !one.isOff);
}

function termOf({ key, n, unit, from, off, checkedOn, ...own }: FileTerm): Term {
  const standard = standardTerm(key);
  const said = [n, unit, from, ...TERM_TEXTS.map((name) => own[name])];
  return {
    key,
    n: n ?? standard?.n ?? 1,
    unit: unit ?? standard?.unit ?? 'weeks',
    from: from ?? standard?.from ?? 'typed',
    own,
    isStandard: standard !== undefined,
    isChanged: standard !== undefined && said.some((one) => one !== undefined),
    isOff: off ?? false,
    checkedOn: checkedOn ?? null,
  };
}

/** The day on which a term ends that began on this one; on a day off it is the first working day after it. */
export function endOf(
  { n, unit }: Pick<Term, 'n' | 'unit'>,
  from: PlainDate,
  calendar: RegionCalendar,
): PlainDate {
  if (unit === 'workingDays') return addWorkingDays(calendar, from, n);
  if (unit === 'months') return nextWorkingDay(calendar, addMonths(from, n));
  return nextWorkingDay(calendar, addDays(from, unit === 'weeks' ? 7 * n : n));
}
