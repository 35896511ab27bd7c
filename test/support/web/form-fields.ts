import { COMMANDS } from '../../../src/app/registry.ts';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import type { CommandName } from '../../../src/domain/command-names.ts';
import type { FormContext } from '../../../src/text/forms/context.ts';
import { askedFields } from '../../../src/text/forms.ts';
import { CHOSEN, LIBRARY_LINES } from '../../fixtures/library.ts';
import { REGION_FILE } from '../people/in-slack.ts';

/**
 * Names of what the form of a command asks, in a place where there is something to choose of everything: what a person
 * fills in. Everything else stands in the arguments that the form was opened on.
 */
export function fieldsOf(command: CommandName): ReadonlySet<string> {
  const { names } = askedFields(command, EVERYWHERE);
  return new Set([...names, ...(COMMANDS.get(command)?.fields ?? [])]);
}

function regionOf(text: string): FormContext['region'] {
  const parsed = parseRegionFile(text);
  if (!parsed.ok) throw new Error('the region file of the tests is wrong');
  return { file: parsed.region, version: 1, holidays: () => [] };
}

const REGION = regionOf(REGION_FILE);

const EVERYTHING: Omit<FormContext, 'region'> = {
  reader: { language: 'nl', formal: false, titles: true, place: 'direct' },
  args: { templates: CHOSEN },
  library: () => LIBRARY_LINES,
  today: '2027-01-11',
  me: null,
  code: 'Wilg-27',
  participants: [{ id: 'p', person: { id: 'p', name: 'Iemand' }, role: 'guardian' }],
  firstDayRule: 'missed',
  hasMembers: true,
  reachable: [{ id: 'p', name: 'Iemand' }],
  known: [{ id: 'p', name: 'Iemand' }],
  closing: null,
  missing: ['contact', 'question'],
  supporters: [],
  answering: ['p'],
  agreements: [{ id: 'a', number: 1, title: 'Plan' }],
  agreement: null,
  parties: [{ key: 'school', name: 'School' }],
  organisations: [{ key: 'school', name: 'School' }],
  rungs: [{ rung: 3, title: 'teamleider' }],
};

/** A place in which every form has all that it can ask. */
export const EVERYWHERE: FormContext = { ...EVERYTHING, region: REGION };
