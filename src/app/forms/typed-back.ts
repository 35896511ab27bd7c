import type { Outcome, Values } from '../inbound.ts';

const CHOSEN = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|yes|no|nl|en|[a-z]+[A-Z]\w*)$/;

/** Returns what a person would miss of a form: not what they chose from a list. */
export function typedIn(values: Values): string[] {
  return Object.values(values)
    .flat()
    .filter((value) => value.trim() !== '' && !CHOSEN.test(value));
}

/** A form that came to nothing is given back; of one that said what is so already, only words that would be lost. */
export function comesBack({ nothingDone }: Outcome, values: Values): boolean {
  return nothingDone === 'refused' || (nothingDone === 'unchanged' && typedIn(values).length > 0);
}
