import { isPlainDate } from '../../domain/calendar/index.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Field, Option } from '../../ports/document.ts';
import { formatDate } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import type { FormContext } from './context.ts';

interface More {
  readonly label?: TextKey;
  readonly hint?: TextKey;
  readonly optional?: boolean;
  readonly seldom?: boolean;
  readonly value?: string | undefined;
}

/** One function for each kind of field: its label, its hint, and what was filled in before. */
export interface Tools {
  text(name: string, max: number, more?: More & { multiline?: boolean }): Field;
  date(name: string, more?: More & { example?: TextKey }): Field;
  choice(name: string, options: readonly Option[], more?: More): Field | null;
  tick(name: string, label: TextKey, tick: TextKey): Field;
  /** A field that is left out for now where there is nothing that it could be about. */
  only(isThere: boolean, field: Field): Field | null;
  /** Anyone of the platform; null where it has no list of its members. */
  member(optional?: boolean): Field | null;
  people(except?: Uuid | null): Option[];
  /** Names of what must be chosen and cannot be, since there is nothing to choose from. */
  readonly lacking: readonly string[];
  /** Names of all that the form asks, also of what is left out because there is nothing to choose from. */
  readonly asked: readonly string[];
}

/** The fields of one form. */
export type Fields = (c: FormContext, f: Tools) => (Field | null)[];

/** A choice of words that the texts know under one prefix. */
export const options = (c: FormContext, prefix: string, keys: readonly string[]): Option[] =>
  keys.map((key) => ({ value: key, label: word(c.reader, `${prefix}.${key}` as TextKey) }));

export function tools(c: FormContext): Tools {
  const { reader } = c;
  const before = (name: string): string | undefined => {
    const value = c.again?.values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  /** A day that was picked stands in words when the form comes again: the picker itself starts empty. */
  const picked = (name: string): string | undefined => {
    const day = before(`${name}Picked`);
    return day && isPlainDate(day) ? formatDate(day, reader.language) : undefined;
  };
  const base = (name: string, more: More = {}) => ({
    name,
    label: word(reader, more.label ?? (`field.${name}` as TextKey)),
    ...(more.hint ? { hint: word(reader, more.hint) } : {}),
    ...(more.optional ? { optional: true } : {}),
    ...(more.seldom ? { seldom: true } : {}),
  });
  const value = (v: string | undefined): { value?: string } => (v === undefined ? {} : { value: v });
  const lacking: string[] = [];
  const asked: string[] = [];
  return {
    lacking,
    asked,
    text: (name, maxLength, more = {}) => ({
      kind: 'text',
      ...base(name, more),
      maxLength,
      ...(more.multiline ? { multiline: true } : {}),
      ...value(before(name) ?? more.value),
    }),
    date: (name, more = {}) => ({
      kind: 'date',
      ...base(name, { hint: 'field.date.hint', ...more }),
      placeholder: word(reader, more.example ?? 'field.date.example'),
      ...value(before(name) ?? picked(name) ?? more.value),
    }),
    choice: (name, options, more = {}) => {
      asked.push(name);
      if (options.length > 0)
        return { kind: 'choice', ...base(name, more), options, ...value(before(name) ?? more.value) };
      if (!more.optional) lacking.push(name);
      return null;
    },
    tick: (name, label, tick) => ({
      kind: 'checks',
      name,
      label: word(reader, label),
      optional: true,
      options: [{ value: 'yes', label: word(reader, tick) }],
    }),
    only: (isThere, field) => {
      asked.push(field.name);
      return isThere ? field : null;
    },
    member: (optional = false) => (c.hasMembers ? { kind: 'member', ...base('member', { optional }) } : null),
    people: (except) =>
      c.participants
        .filter((p) => p.id !== except)
        .map((p) => ({
          value: p.id,
          label: `${p.person.name} (${word(reader, `role.${p.role}` as TextKey)})`,
        })),
  };
}

/** Every language that Schakel speaks, in its own name. */
export const languages = (c: FormContext): Option[] =>
  (['nl', 'en'] as const).map((one) => ({ value: one, label: word(c.reader, `language.${one}`) }));
