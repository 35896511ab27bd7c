import type { Values } from '../../../src/app/inbound.ts';
import type { Field, FieldErrors, Form, Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';

/** The values and errors of a form that came back. */
export interface Refilled {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: FieldErrors;
}

/** A form that was sent and comes back, filled into one that was made anew. */
export interface Sent {
  readonly values: Values;
  /** The values that the form showed when it was opened, for a form that says what now is. */
  readonly stood: string | null;
  readonly errors?: FieldErrors;
}

/** Returns the value that each field shows untouched: a difference from it is what somebody changed. */
export function untouchedValues(form: Form): string | null {
  if (!('version' in form.args)) return null;
  return JSON.stringify(Object.fromEntries(form.fields.map((field) => [field.name, shown(field)])));
}

/**
 * A form as it was filled in. Where somebody else changed what the form is about, what was not touched is what it now is,
 * so that sending it changes only what this person changed; what is otherwise is named.
 */
export function refilledOf(form: Form, { values, stood, errors = {} }: Sent, reader: Reader): Refilled {
  const mine = form.fields.map((field): [string, string | readonly string[]] => [
    field.name,
    given(field, values),
  ]);
  const before = stoodIn(stood);
  const all = { ...values, ...Object.fromEntries(mine) };
  const changed = form.fields.filter((field) => before && !same(before[field.name] ?? '', shown(field)));
  if (!before || changed.length === 0) return { values: all, errors };
  const kept = changed.filter(
    (field) =>
      !same(given(field, values), before[field.name] ?? '') && !same(given(field, values), shown(field)),
  );
  const taken = changed.filter((field) => !kept.includes(field));
  const now = Object.fromEntries(taken.map((field) => [field.name, shown(field)]));
  const list = new Intl.ListFormat(reader.language).format(changed.map((f) => f.label));
  return {
    values: { ...all, ...now },
    errors: {
      ...Object.fromEntries(kept.map((field) => [field.name, alsoChanged(field, reader)])),
      ...errors,
      version: word(reader, 'web.changedMeanwhile', { fields: list }),
    },
  };
}

function alsoChanged(field: Field, reader: Reader): string {
  const values = [shown(field)].flat();
  const label = (value: string): string =>
    ('options' in field && field.options.find((one) => one.value === value)?.label) || value;
  const now = new Intl.ListFormat(reader.language).format(values.filter((v) => v !== '').map(label));
  return word(reader, 'web.changedAlso', { is: now === '' ? 'empty' : 'filled', value: now });
}

/** A browser sends nothing for ticks when none is set. */
function given(field: Field, values: Values): string | readonly string[] {
  return values[field.name] ?? (field.kind === 'checks' ? [] : '');
}

function shown(field: Field): string | readonly string[] {
  return ('value' in field ? field.value : undefined) ?? (field.kind === 'checks' ? [] : '');
}

/** One tick comes as a text; in which order they come says nothing. */
function same(a: string | readonly string[], b: string | readonly string[]): boolean {
  const plain = (value: string | readonly string[]): string =>
    JSON.stringify(
      [value]
        .flat()
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .sort(),
    );
  return plain(a) === plain(b);
}

/** A claim of the browser, which says no more than what is shown to who sent it. */
function stoodIn(stood: string | null): Readonly<Record<string, string | readonly string[]>> | null {
  try {
    const found: unknown = JSON.parse(stood ?? 'null');
    const isList = (value: unknown): boolean =>
      typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
    return typeof found === 'object' && found !== null && Object.values(found).every(isList)
      ? (found as Record<string, string | readonly string[]>)
      : null;
  } catch {
    return null;
  }
}
