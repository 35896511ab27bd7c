import { z } from 'zod';
import type { Weekday } from '../../../domain/calendar/index.ts';
import { withDigits } from '../../../domain/typed-text.ts';

/** Texts that forms give, empty when they were left empty. The rules of the region file say what is right. */
export const typedText = z
  .string()
  .max(300)
  .optional()
  .transform((v) => v?.trim() ?? '');
export const maybe = z
  .string()
  .max(300)
  .optional()
  .transform((v) => v?.trim() || null);
/** Ticks come as one text or as a list. */
export const ticks = z
  .union([z.string().max(300), z.array(z.string().max(300)).max(400)])
  .optional()
  .transform((v): readonly string[] => (v === undefined ? [] : typeof v === 'string' ? [v] : v));
export const tick = ticks.transform((v) => v.includes('yes'));
/** Text that is no number stays wrong, and is told so. */
export const count = z
  .union([z.string().max(10), z.number()])
  .optional()
  .transform((v) => (v === undefined || v === '' ? Number.NaN : Number(withDigits(String(v)))));

export const MANAGERS = ['coordinator', 'administrator'] as const;

export function weekdays(given: readonly string[]): Weekday[] {
  return given.map(Number).filter((n): n is Weekday => n >= 1 && n <= 7);
}
