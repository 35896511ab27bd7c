import { z } from 'zod';
import { isPlainDate } from '../../domain/calendar/index.ts';
import type { ProblemKind } from './error-words.ts';

/** The look that a text must have; the words for it are in words.json. */
type Form = Extract<
  ProblemKind,
  | 'key'
  | 'date'
  | 'time'
  | 'zone'
  | 'country'
  | 'email'
  | 'phone'
  | 'phone'
  | 'slack-user'
  | 'slack-channel'
  | 'slack-team'
  | 'teams-tenant'
  | 'teams-team'
  | 'teams-user'
  | 'teams-channel'
  | 'person-or-role'
>;

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Longer than anything that has a form; keeps what is far longer away from the patterns. */
const LONGEST_FORMED = 1000;

/** A text in a given form. The form travels in `params`, so that each language can say it in its own words. */
function formed(form: Form, holds: (text: string) => boolean) {
  return z.string().refine((text) => text.length <= LONGEST_FORMED && holds(text), { params: { form } });
}
export const matching = (form: Form, pattern: RegExp) => formed(form, (text) => pattern.test(text));

/** Makes pasted text as it was meant first; what is no text is left to the rule. */
export const tidied =
  (tidy: (text: string) => string) =>
  (value: unknown): unknown =>
    typeof value === 'string' && value.length <= LONGEST_FORMED ? tidy(value) : value;

/** An object that refuses unknown keys; the message lists those it does know, and the nearest is looked for when it is told. */
export function object<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join('\n');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined),
  });
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id of Microsoft, in small letters as Microsoft gives it back, so that two spellings are one id. */
export const guid = (form: Form) =>
  z
    .string()
    .toLowerCase()
    .refine((text) => GUID.test(text), { params: { form } });

export const key = matching('key', SLUG).max(40);
export const name = z.string().trim().min(1).max(120);
export const date = formed('date', isPlainDate);
export const time = matching('time', /^([01]\d|2[0-3]):[0-5]\d$/);
export const zone = formed('zone', isZone);
export const language = z.enum(['nl', 'en']);
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
export const weekdays = z.array(weekday).min(1).max(7);
export const workingDayCount = z.int().min(0).max(250);
export const personOrRole = matching('person-or-role', /^[a-z0-9-]+(\/[a-z0-9-]+)?$/);

function isZone(zone: string): boolean {
  try {
    return zone.includes('/') && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
