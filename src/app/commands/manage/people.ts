import { z } from 'zod';
import { type Refused, refuse } from '../../../domain/decision.ts';
import { putPerson, putRoles, removePerson } from '../../../domain/manage/people.ts';
import type { Region } from '../../../domain/region.ts';
import { MANAGERS, maybe, ticks, weekdays, words } from './fields.ts';
import { managed } from './managed.ts';

/** Who has an administrator's address or account could become one; so only an administrator writes those down. */
function isAbove(region: Region, key: string | null, actorId: string): Refused | null {
  const { file, administratorPersonIds } = region;
  const theirs = (file.administrators ?? []).includes(key ?? '');
  return theirs && !administratorPersonIds.includes(actorId) ? refuse('refused.onlyAdministrator') : null;
}

export const peopleCommands = [
  managed({
    name: 'manage.person',
    action: 'region.person',
    who: MANAGERS,
    shape: {
      person: maybe,
      name: words,
      email: words,
      phone: words,
      slack: words,
      slackTeam: words,
      teams: words,
      teamsTenant: words,
      language: z
        .enum(['nl', 'en', ''])
        .optional()
        .transform((v) => v || null),
      workingDays: ticks,
    },
    edit: ({ region, args, actorId }) =>
      isAbove(region, args.person, actorId) ??
      putPerson(region.file, args.person, { ...args, workingDays: weekdays(args.workingDays) }),
  }),
  managed({
    name: 'manage.personRemove',
    action: 'region.person_removed',
    who: MANAGERS,
    shape: { person: words },
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
