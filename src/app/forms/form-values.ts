import type { RegionCalendar } from '../../domain/calendar/index.ts';
import { orEmpty } from '../../domain/typed-text.ts';
import type { Language, PlainDate } from '../../domain/vocabulary.ts';
import type { Args, Values } from '../inbound.ts';
import { understandDate } from '../typed-date/understand-date.ts';

export interface ReadValues {
  readonly args: Record<string, string | number | readonly string[]>;
  /** Fields whose date could not be understood, with the reason. */
  readonly dateErrors: Readonly<Record<string, 'not-understood' | 'ambiguous'>>;
  /** Names of what was sent and is not asked by this form, or is named by its arguments. Nothing of it is read. */
  readonly strange: readonly string[];
  /** The person saw the warning about personal data and goes on. */
  readonly sure: boolean;
}

/** The fields that a form asks, by their names. */
export interface AskedFields {
  readonly names: ReadonlySet<string>;
  /** The fields that ask for a day: typed, picked, or chosen when it was asked about. */
  readonly dates: ReadonlySet<string>;
  /** How long a text may be, as its field says. */
  readonly longest: ReadonlyMap<string, number>;
}

interface Reading {
  readonly language: Language;
  readonly today: PlainDate;
  readonly calendar: RegionCalendar;
}

/** Fields that ask for a day that has been: "2 November" is then the last one. */
const LOOK_BACK: ReadonlySet<string> = new Set([
  'firstDay',
  'since',
  'spokenOn',
  'on',
  'termDay',
  'covenantDate',
  'accededOn',
]);

/**
 * Makes arguments of what a form gave: of its own fields alone, and never in the place of an argument, since those say
 * what the form is about. A date may be typed, picked (`duePicked`) or, when it was asked about, chosen
 * from proposals (`due_choice`), in which case the command hears that it was a choice (`dueChosen`).
 */
export function readValues(args: Args, values: Values, asked: AskedFields, reading: Reading): ReadValues {
  const read: Record<string, string | number | readonly string[]> = { ...args };
  const dateErrors: Record<string, 'not-understood' | 'ambiguous'> = {};
  for (const name of asked.names) {
    const value = values[name];
    if (name in args) continue;
    if (!isDay(name, values, asked)) {
      const given = typeof value === 'string' ? orEmpty(value) : value;
      if (given !== undefined && given !== '') read[name] = given;
      continue;
    }
    const found = dateOf(name, values, reading);
    if (found === null) continue;
    if (found.ok) read[name] = found.date;
    else dateErrors[name] = found.reason;
    if (found.ok && found.chosen) read[`${name}Chosen`] = 'yes';
  }
  return { args: read, dateErrors, strange: strangeIn(args, values, asked), sure: truthy(values.sure) };
}

/** How a day is sent that was picked, or chosen when it was asked about. */
export const DAY = /(?:Picked|_choice)$/;

function isDay(name: string, values: Values, { dates }: AskedFields): boolean {
  return dates.has(name) && (`${name}Picked` in values || `${name}_choice` in values);
}

/** A field that was offered when the form was opened and left empty says nothing, also when it is not there any more. */
function strangeIn(args: Args, values: Values, { names, dates }: AskedFields): string[] {
  const isAsked = (name: string): boolean =>
    name === 'sure' || names.has(name) || (DAY.test(name) && dates.has(name.replace(DAY, '')));
  return Object.entries(values).flatMap(([name, value]) => {
    const isNamed = name in args || name.replace(DAY, '') in args;
    return isNamed || (!isAsked(name) && value.length > 0) ? [name] : [];
  });
}

type FoundDate =
  | { ok: true; date: PlainDate; chosen: boolean }
  | { ok: false; reason: 'not-understood' | 'ambiguous' };

function dateOf(name: string, values: Values, reading: Reading): FoundDate | null {
  const choice = single(values[`${name}_choice`]);
  if (choice) return { ok: true, date: choice, chosen: true };
  const typed = single(values[name]);
  const picked = single(values[`${name}Picked`]);
  if (!typed) return picked ? { ok: true, date: picked, chosen: false } : null;
  const understood = understandDate(typed, { ...reading, looksBack: LOOK_BACK.has(name) });
  return understood.ok
    ? { ok: true, date: understood.date, chosen: false }
    : { ok: false, reason: understood.reason };
}

function single(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

function truthy(value: string | readonly string[] | undefined): boolean {
  return Array.isArray(value) ? value.includes('yes') : value === 'yes';
}
