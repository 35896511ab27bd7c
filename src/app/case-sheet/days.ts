import { isPlainDate } from '../../domain/calendar/index.ts';
import { seen, withDigits } from '../../domain/typed-text.ts';
import type { PlainDate } from '../../domain/vocabulary.ts';
import type { Sheet } from './read.ts';

/** How a sheet writes its days: 4/6 as the fourth of June, or as the sixth of April. */
export const DAY_ORDERS = ['dayFirst', 'monthFirst'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** A day of a sheet; both days that it may be, when nobody has said yet which; null: no day at all. */
export type SheetDay = PlainDate | { readonly [order in DayOrder]: PlainDate } | null;

/**
 * The order in which a sheet writes day and month. Its person says it; else its own dates do, when they all agree; in
 * Dutch the day comes first. Where nothing says it, or a Dutch sheet speaks against that, nothing is guessed.
 *
 * @returns null when somebody has to be asked
 */
export function orderOf({ rows, language }: Sheet, chosen: DayOrder | null): DayOrder | null {
  if (chosen) return chosen;
  const pairs = rows.flatMap(({ cells }) => [slashed(cells.firstDay) ?? [], slashed(cells.due) ?? []]);
  const monthFirst = pairs.some(([, second = 0]) => second > 12);
  const dayFirst = pairs.some(([first = 0]) => first > 12);
  if (monthFirst) return language === 'en' && !dayFirst ? 'monthFirst' : null;
  return dayFirst || language === 'nl' ? 'dayFirst' : null;
}

/** `18-3-2027`, `18.03.2027` or `2027-03-18`; with slashes in the order of the sheet. Only whole dates are read. */
export function readDay(typed: string, order: DayOrder | null): SheetDay {
  const text = withDigits(seen(typed));
  const pair = slashed(text);
  const year = text.slice(-4);
  if (!pair) {
    const dutch = /^(\d{1,2})[-.](\d{1,2})[-.](\d{4})$/.exec(text);
    return existing(dutch ? dayOf(year, Number(dutch[2]), Number(dutch[1])) : text);
  }
  const [first, second] = pair;
  const dayFirst = existing(dayOf(year, second, first));
  const monthFirst = existing(dayOf(year, first, second));
  if (order) return order === 'dayFirst' ? dayFirst : monthFirst;
  if (!dayFirst || !monthFirst || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  return { dayFirst, monthFirst };
}

function slashed(typed: string): readonly [number, number] | null {
  const found = /^(\d{1,2})\/(\d{1,2})\/\d{4}$/.exec(withDigits(seen(typed)));
  return found ? [Number(found[1]), Number(found[2])] : null;
}

function dayOf(year: string, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function existing(day: string): PlainDate | null {
  return isPlainDate(day) ? day : null;
}
