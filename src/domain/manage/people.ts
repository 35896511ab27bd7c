import type { Weekday } from '../calendar/index.ts';
import { type Refused, refuse } from '../case/decision.ts';
import { addressIn, isWrongNumber, tidyNumber } from '../contact-details.ts';
import type { FilePerson, RegionFile } from '../region/region-file.ts';
import type { Language } from '../vocabulary.ts';
import { type Edit, edited, given, gone, keyFor, put, without } from './edit.ts';

/** The people a region names, and who runs it. */

export interface PersonValues extends Omit<FilePerson, 'key' | 'language' | 'workingDays'> {
  readonly language: Language | null;
  /** Empty: every day on which the region works. */
  readonly workingDays: readonly Weekday[];
}

export function putPerson(file: RegionFile, key: string | null, values: PersonValues): Edit {
  const index = file.people.findIndex((p) => p.key === key);
  if (key !== null && index < 0) return gone();
  const keys = file.people.map((p) => p.key);
  const { name, slack, slackTeam, teams, teamsTenant, language, workingDays } = values;
  const reach = reachOf(values, file.people[index]);
  if ('ok' in reach) return reach;
  const made: FilePerson = {
    key: key ?? keyFor(name, keys),
    name,
    ...given('email', reach.email),
    ...given('slack', slack),
    ...given('slackTeam', slackTeam),
    ...given('teams', teams),
    ...given('teamsTenant', teamsTenant),
    ...given('language', language),
    ...(workingDays.length > 0 ? { workingDays } : {}),
    ...given('phone', reach.phone),
  };
  const people = put(file.people, index, made);
  return edited({ ...file, people }, ['people', index < 0 ? people.length - 1 : index], {
    key: 'done.manage.saved',
    values: { what: name },
  });
}

/** Reads what was pasted as it was meant. What stood there already keeps nobody from changing something else. */
function reachOf(
  { email = '', phone = '' }: PersonValues,
  old: FilePerson | undefined,
): Refused | { readonly email: string; readonly phone: string } {
  const address = addressIn(email);
  if (email.trim() && !address && email !== old?.email)
    return refuse('refused.email', {}, { field: 'email' });
  const number = tidyNumber(phone);
  if (number !== old?.phone && isWrongNumber(number)) return refuse('refused.number', {}, { field: 'phone' });
  return { email: address ?? email, phone: number };
}

/** Where a person is named; each is a text key's end with its values. */
export interface Use {
  readonly as: 'coordinator' | 'administrator' | 'contact' | 'escalation' | 'rung';
  readonly where: string;
}

export function usesOfPerson(file: RegionFile, key: string): Use[] {
  const points = file.organisations.flatMap((o): Use[] => [
    ...o.contactPoints
      .filter((c) => c.person === key || c.deputy === key)
      .map((c): Use => ({ as: 'contact', where: `${o.name} – ${c.role}` })),
    ...(o.escalationContact === key ? [{ as: 'escalation' as const, where: o.name }] : []),
  ]);
  return [
    ...(file.coordinators.includes(key) ? [{ as: 'coordinator' as const, where: file.name }] : []),
    ...(file.administrators?.includes(key) ? [{ as: 'administrator' as const, where: file.name }] : []),
    ...(file.escalationContact === key ? [{ as: 'escalation' as const, where: file.name }] : []),
    ...points,
    ...file.ladder
      .filter((r) => [...r.contacts, ...r.deputies].includes(key))
      .map((r): Use => ({ as: 'rung', where: r.title })),
  ];
}

/** Removes a person who is named nowhere else: otherwise something would be left without anybody. */
export function removePerson(file: RegionFile, key: string): Edit {
  const index = file.people.findIndex((p) => p.key === key);
  const old = file.people[index];
  if (!old) return gone();
  const [use] = usesOfPerson(file, key);
  if (use) return refuse('refused.managePersonUsed', { what: old.name, where: use.where });
  return edited({ ...file, people: without(file.people, index) }, ['people'], {
    key: 'done.manage.removed',
    values: { what: old.name },
  });
}

/** Sets who runs the region, and who may change how it is set up (nobody chosen: the coordinators). */
export function putRoles(
  file: RegionFile,
  coordinators: readonly string[],
  administrators: readonly string[],
): Edit {
  const { administrators: _old, ...rest } = file;
  return edited({ ...rest, coordinators, ...(administrators.length > 0 ? { administrators } : {}) }, [], {
    key: 'done.manage.roles',
  });
}
