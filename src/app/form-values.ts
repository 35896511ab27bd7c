import type { RegionCalendar } from '../domain/calendar.ts';
import type { Language, PlainDate } from '../domain/names.ts';
import type { Args, Values } from './inbound.ts';
import { understandDate } from './typed-date.ts';

export interface ReadValues {
  readonly args: Record<string, string | number | readonly string[]>;
  /** Fields whose date could not be understood, with the reason. */
  readonly dateErrors: Readonly<Record<string, 'not-understood' | 'ambiguous'>>;
  /** The person saw the warning about personal data and goes on. */
  readonly sure: boolean;
}

interface Reading {
  readonly language: Language;
  readonly today: PlainDate;
  readonly calendar: RegionCalendar;
}

/** Fields that ask for a day that has been: "2 November" is then the last one. */
const LOOK_BACK: ReadonlySet<string> = new Set(['firstDay']);

/**
 * Makes arguments of what a form gave. A date may be typed, picked (`duePicked`) or, when it was asked about, chosen
 * from proposals (`due_choice`), in which case the command hears that it was a choice (`dueChosen`).
 */
export function readValues(args: Args, values: Values, reading: Reading): ReadValues {
  const read: Record<string, string | number | readonly string[]> = { ...args };
  const dateErrors: Record<string, 'not-understood' | 'ambiguous'> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'sure' || name.endsWith('Picked') || name.endsWith('_choice')) continue;
    if (!(`${name}Picked` in values)) {
      if (value !== '') read[name] = value;
      continue;
    }
    const found = dateOf(name, values, reading);
    if (found === null) continue;
    if (found.ok) read[name] = found.date;
    else dateErrors[name] = found.reason;
    if (found.ok && found.chosen) read[`${name}Chosen`] = 'yes';
  }
  return { args: read, dateErrors, sure: truthy(values.sure) };
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
