import { z } from 'zod';
import type { DateKind } from '../../domain/calendar/date-bounds.ts';
import { isPlainDate } from '../../domain/calendar/index.ts';
import { withDigits } from '../../domain/typed-text.ts';
import { oneLineEnd } from '../../text/files/file-text.ts';

/** The shapes arguments come in: from buttons (strings and numbers) and from forms (strings). */

export const id = z.uuid();
export const optionalId = z
  .union([id, z.literal('')])
  .optional()
  .transform((v) => v || null);
export const number = z.preprocess(
  (v) => (typeof v === 'string' ? withDigits(v) : v),
  z.coerce.number().int(),
);

/**
 * The kind of date that an argument is; the application holds it against what that kind may be (`date-bounds.ts`).
 */
const dateKinds = new WeakMap<object, DateKind>();
export const dateKindOf = (schema: object): DateKind | undefined => dateKinds.get(schema);

function ofKind<S extends z.ZodType>(kind: DateKind, schema: S): S {
  dateKinds.set(schema, kind);
  return schema;
}

export const date = (kind: DateKind) => ofKind(kind, z.string().refine(isPlainDate));
export const optionalDate = (kind: DateKind) =>
  ofKind(
    kind,
    z
      .union([z.string().refine(isPlainDate), z.literal('')])
      .optional()
      .transform((v) => v || null),
  );
export const text = z.string().max(3000);
export const optionalText = z
  .string()
  .max(3000)
  .optional()
  .transform((v) => v?.trim() || null);
/** A whole text that was looked at and is sent again: a browser ends each of its lines with one sign more. */
export const sentText = (most: number) =>
  z
    .string()
    .max(2 * most)
    .transform((sent) => oneLineEnd(sent))
    .pipe(z.string().max(most));
/** The person saw a question about this and goes on all the same. */
export const yes = z
  .union([z.literal('yes'), z.literal(1), z.literal('1'), z.array(z.string())])
  .optional()
  .transform((v) => (Array.isArray(v) ? v.includes('yes') : v !== undefined));

/** Ticks of one field: a browser sends a single one as a word, and not as a list of one. */
export const several = <S extends z.ZodType>(one: S) =>
  z.preprocess((v) => (typeof v === 'string' && v !== '' ? [v] : v), z.array(one).max(20));

export const onAgreement = z.strictObject({ agreementId: id });
export const onCase = z.strictObject({ caseId: id });
/** `HH:MM`, or empty. */
export const optionalTime = z
  .union([
    z
      .string()
      .transform(withDigits)
      .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
    z.literal(''),
  ])
  .optional()
  .transform((v) => v || null);
