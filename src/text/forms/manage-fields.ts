import type { FileOrganisation, RegionFile } from '../../domain/region/region-file.ts';
import type { Field, Option } from '../../ports/document.ts';
import { weekdayName } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import type { FormContext } from './context.ts';

/** One function for each kind of field on the forms with which a region is set up, and what there is to choose from. */

const NAME = 120;

interface More {
  readonly value?: string | undefined;
  readonly optional?: boolean;
  readonly hint?: TextKey;
  /** When another form says it in the same words. */
  readonly label?: TextKey;
}

const label = (c: FormContext, name: string) => ({
  name,
  label: word(c.reader, `manage.f.${name}` as TextKey),
});
export const rest = (c: FormContext, { value, optional, hint, label }: More) => ({
  ...(label ? { label: word(c.reader, label) } : {}),
  ...(value ? { value } : {}),
  ...(optional ? { optional } : {}),
  ...(hint ? { hint: word(c.reader, hint) } : {}),
});

export function text(c: FormContext, name: string, more: More = {}, maxLength = NAME): Field {
  return { kind: 'text', ...label(c, name), maxLength, ...rest(c, more) };
}

export function choice(c: FormContext, name: string, options: readonly Option[], more: More = {}): Field {
  return { kind: 'choice', ...label(c, name), options, ...rest(c, more) };
}

export function day(c: FormContext, name: string): Field {
  return {
    kind: 'date',
    ...label(c, name),
    hint: word(c.reader, 'field.date.hint'),
    placeholder: word(c.reader, 'field.date.example'),
  };
}

export function tick(c: FormContext, name: string, yes: TextKey, ticked: boolean): Field {
  const options = [{ value: 'yes', label: word(c.reader, yes) }];
  return { kind: 'checks', ...label(c, name), optional: true, options, value: ticked ? ['yes'] : [] };
}

export function checks(
  c: FormContext,
  name: string,
  options: readonly Option[],
  value: readonly string[],
  hint?: TextKey,
): Field {
  return {
    kind: 'checks',
    ...label(c, name),
    optional: true,
    options,
    value,
    ...(hint ? { hint: word(c.reader, hint) } : {}),
  };
}

export function needed(field: Field): Field {
  return { ...field, optional: false };
}

export function people({ people }: RegionFile): Option[] {
  return people.map((p) => ({ value: p.key, label: p.name }));
}

/** Somebody, or whoever is behind a contact point: then its deputy counts as well. */
export function contacts(file: RegionFile): Option[] {
  const points = file.organisations.flatMap((o) =>
    o.contactPoints.map((p) => ({ value: `${o.key}/${p.role}`, label: `${o.name} – ${p.role}` })),
  );
  return [...points, ...people(file)];
}

export function organisation(c: FormContext): FileOrganisation | undefined {
  return c.region.file.organisations.find((o) => o.key === c.args.organisation);
}

export function weekdays(
  c: FormContext,
  name: string,
  value: readonly number[] | undefined,
  hint?: TextKey,
): Field {
  const options = [1, 2, 3, 4, 5, 6, 7].map((d) => ({
    value: String(d),
    label: weekdayName(d, c.reader.language),
  }));
  return checks(c, name, options, (value ?? []).map(String), hint);
}
