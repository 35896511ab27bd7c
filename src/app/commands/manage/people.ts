import { z } from 'zod';
import { type Refused, refuse } from '../../../domain/case/decision.ts';
import { putPerson, putRoles, removePerson } from '../../../domain/manage/people.ts';
import type { Region } from '../../../domain/region/region.ts';
import { MANAGERS, maybe, ticks, typedText, weekdays } from './fields.ts';
import { managed } from './managed.ts';

/**
 * A person with an administrator's address or account could become one, and a person given a coordinator's account is
 * one: only an administrator writes those down.
 */
function isAbove(region: Region, key: string | null, actorId: string, given: Accounts): Refused | null {
  const { file, administratorPersonIds } = region;
  if (key === null || administratorPersonIds.includes(actorId)) return null;
  const old = file.people.find((p) => p.key === key);
  const isSame = ACCOUNTS.every((field) => (old?.[field] ?? '') === given[field]);
  const theirs = (file.administrators ?? []).includes(key) || (file.coordinators.includes(key) && !isSame);
  return theirs ? refuse('refused.onlyAdministrator') : null;
}

const ACCOUNTS = ['slack', 'slackTeam', 'teams', 'teamsTenant'] as const;
type Accounts = Readonly<Record<(typeof ACCOUNTS)[number], string>>;

export const peopleCommands = [
  managed({
    name: 'manage.person',
    action: 'region.person',
    who: MANAGERS,
    shape: {
      person: maybe,
      name: typedText,
      email: typedText,
      phone: typedText,
      slack: typedText,
      slackTeam: typedText,
      teams: typedText,
      teamsTenant: typedText,
      language: z
        .enum(['nl', 'en', ''])
        .optional()
        .transform((v) => v || null),
      workingDays: ticks,
    },
    freeTexts: (a) => [a.name],
    edit: ({ region, args, actorId }) =>
      isAbove(region, args.person, actorId, args) ??
      putPerson(region.file, args.person, { ...args, workingDays: weekdays(args.workingDays) }),
  }),
  managed({
    name: 'manage.personRemove',
    action: 'region.person_removed',
    who: MANAGERS,
    shape: { person: typedText },
    edit: ({ region, args }) => removePerson(region.file, args.person),
  }),
  managed({
    name: 'manage.roles',
    action: 'region.roles',
    who: ['administrator'],
    shape: { coordinators: ticks, administrators: ticks },
    edit: ({ region, args }) => putRoles(region.file, args.coordinators, args.administrators),
  }),
];
