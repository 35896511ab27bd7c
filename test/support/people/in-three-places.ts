import type { StandInUser as SlackUser } from '../../fakes/slack/index.ts';
import type { StandInUser as TeamsUser } from '../../fakes/teams/index.ts';
import type { TenantPeople } from '../schakel/parts/tenant.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import type { Actor } from './actor.ts';
import { type Everybody, everybody } from './everybody.ts';
import * as slack from './in-slack.ts';

/** The people of story 4, spread over three places: roles only. */
export const TEAM = 'T0REGIO';
export const COORDINATOR = 'U0COORD';
export const MOTHER = 'U0MOTHER';
/** The school's support coordinator has an account here as well. */
export const SCHOOL_IN_SLACK = 'U0SCHOOLTOO';

export const SLACK_USERS: readonly SlackUser[] = [
  { id: COORDINATOR, name: 'coordinator', realName: 'Coördinator', tz: 'Europe/Amsterdam', locale: 'nl-NL' },
  { id: MOTHER, name: 'moeder', realName: 'Moeder', tz: 'Europe/Amsterdam', locale: 'nl-NL', isGuest: true },
  {
    id: SCHOOL_IN_SLACK,
    name: 'ib-school',
    realName: 'Ondersteuningscoördinator school',
    tz: 'Europe/Amsterdam',
    locale: 'nl-NL',
  },
  {
    id: slack.DIRECTOR,
    name: 'directeur-swv',
    realName: 'Directeur samenwerkingsverband',
    tz: 'Europe/Amsterdam',
    locale: 'nl-NL',
  },
];

const user = (n: number, name: string): TeamsUser => ({
  aadObjectId: `00000000-0000-4000-8000-0000000007${String(n).padStart(2, '0')}`,
  name,
});
export const SCHOOL = user(1, 'Ondersteuningscoördinator school');
export const SCHOOL_DEPUTY = user(2, 'Intern begeleider school');
export const LEAD = user(11, 'Casemanager gemeente');
export const MUNICIPALITY = user(12, 'Jeugdconsulent gemeente');
export const CONTACT = user(13, 'Teamleider jeugd');

/** Somebody of another organisation's tenant, who was let into the shared channel by hand. */
export const NEIGHBOUR: TeamsUser = {
  ...user(21, 'Jeugdarts'),
  tenantId: '00000000-0000-4000-8000-00000000a009',
};

export const TENANTS = {
  school: { tenantId: '00000000-0000-4000-8000-00000000a001', users: [SCHOOL, SCHOOL_DEPUTY, NEIGHBOUR] },
  municipality: { tenantId: '00000000-0000-4000-8000-00000000a002', users: [LEAD, MUNICIPALITY, CONTACT] },
} as const satisfies Record<string, TenantPeople>;

/** The people of the stories who are on Teams here, and in which tenant. */
export const ON_TEAMS: Readonly<
  Record<string, { readonly tenant: keyof typeof TENANTS; readonly user: TeamsUser }>
> = {
  [slack.SCHOOL]: { tenant: 'school', user: SCHOOL },
  [slack.SCHOOL_DEPUTY]: { tenant: 'school', user: SCHOOL_DEPUTY },
  [slack.LEAD]: { tenant: 'municipality', user: LEAD },
  [slack.MUNICIPALITY]: { tenant: 'municipality', user: MUNICIPALITY },
};

/** The kind of room in each tenant. */
export type RoomKinds = Readonly<Record<keyof typeof TENANTS, 'shared' | 'chat' | 'standard'>>;

/** Gives the id of the team in the tenant that goes by this name. */
export type TeamOf = (tenant: string) => string;

/** A group chat stands in no team; a standard channel wants the declaration of an administrator. */
function workspace(teamOf: TeamOf, name: keyof typeof TENANTS, rooms: RoomKinds): string {
  const kind = rooms[name];
  const team = kind === 'chat' ? '' : `, team: ${teamOf(name)}`;
  const declared = kind === 'standard' ? ', everyoneInTeamMayReadEveryCase: true' : '';
  return `  - { platform: teams, tenantId: ${TENANTS[name].tenantId}${team}, rooms: ${kind}${declared} }`;
}

/** The coordinator may bring in whom the region names, wherever they sit. */
export function regionFile(teamOf: TeamOf, rooms: RoomKinds): string {
  const named = (key: string, who: TeamsUser, tenant: TenantPeople): string =>
    `  - { key: ${key}, name: ${who.name}, teams: ${who.aadObjectId}, teamsTenant: ${tenant.tenantId} }`;
  return `
key: midden
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
${workspace(teamOf, 'school', rooms)}
${workspace(teamOf, 'municipality', rooms)}
people:
  - { key: coordinator, name: Coördinator, slack: ${COORDINATOR} }
${named('ib', SCHOOL, TENANTS.school)}
${named('ib-achtervang', SCHOOL_DEPUTY, TENANTS.school)}
${named('casemanager', LEAD, TENANTS.municipality)}
${named('consulent', MUNICIPALITY, TENANTS.municipality)}
${named('teamleider', CONTACT, TENANTS.municipality)}
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
  - { key: swv, name: Samenwerkingsverband, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
  - { rung: 4, title: directeur samenwerkingsverband, contacts: [] }
coordinators: [coordinator]
`;
}

const SHARED: RoomKinds = { school: 'shared', municipality: 'shared' };

/** The parts and people that a story in three places asks for. A region file of one's own puts other people in the same places. */
export function threePlaces(rooms: RoomKinds = SHARED, file = regionFile) {
  return {
    slack: { teamId: TEAM, users: SLACK_USERS },
    teams: TENANTS,
    region: (teamOf: TeamOf) => file(teamOf, rooms),
  } as const;
}

/** Schakel for these people: the coordinator and the mother in Slack, the others each in their tenant of Teams. */
export type InThreePlaces = Schakel<'slack' | 'teams', keyof typeof TENANTS> & People;

interface People extends Everybody<string> {
  /** The Entra object id of somebody who is on Teams. */
  idOf(who: string): string;
  /** The name of the Slack channel that was made last. */
  newest(): string;
}

export async function startInThreePlaces(
  start: string,
  rooms?: RoomKinds,
  file?: typeof regionFile,
): Promise<InThreePlaces> {
  return withPeople(await startSchakel({ ...threePlaces(rooms, file), start }));
}

export function withPeople<S extends Schakel<'slack' | 'teams', keyof typeof TENANTS>>(
  schakel: S,
): S & People {
  const accountOf = (who: string) => {
    const there = ON_TEAMS[who];
    return there ? { teams: there.user.aadObjectId, tenant: there.tenant } : { slack: who };
  };
  return Object.assign(
    schakel,
    everybody(schakel, accountOf, (who) => inSlack(schakel, who)),
    {
      idOf: (who: string) => ON_TEAMS[who]?.user.aadObjectId ?? '',
      newest: () => schakel.slack.channels().at(-1)?.name ?? '',
    },
  );
}

/** Nobody of another workspace can be picked as a member in Slack: they are chosen by name from the region's list. */
function inSlack({ slack }: Schakel<'slack'>, who: string): Actor {
  const actor = slack.as(who);
  return {
    ...actor,
    submit: ({ member, ...values }) => {
      const there = typeof member === 'string' ? ON_TEAMS[member] : undefined;
      const person = there ? { person: there.user.name } : member === undefined ? {} : { member };
      return actor.submit({ ...values, ...person } as Parameters<typeof actor.submit>[0]);
    },
  };
}
