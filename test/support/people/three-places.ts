import type { StandInUser as SlackUser } from '../../fakes/slack/index.ts';
import type { StandInUser as TeamsUser } from '../../fakes/teams/index.ts';
import type { TenantPeople, TenantTown } from '../schakel/tenant.ts';
import * as town from './in-slack.ts';

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
    id: town.DIRECTOR,
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
  [town.SCHOOL]: { tenant: 'school', user: SCHOOL },
  [town.SCHOOL_DEPUTY]: { tenant: 'school', user: SCHOOL_DEPUTY },
  [town.LEAD]: { tenant: 'municipality', user: LEAD },
  [town.MUNICIPALITY]: { tenant: 'municipality', user: MUNICIPALITY },
};

/** The kind of room in each tenant. */
export type RoomKinds = Readonly<Record<keyof typeof TENANTS, 'shared' | 'chat' | 'standard'>>;

/** A group chat stands in no team; a standard channel wants the declaration of an administrator. */
function workspace(town: TenantTown, tenantId: string, rooms: RoomKinds[keyof RoomKinds]): string {
  const team = rooms === 'chat' ? '' : `, team: ${town.graph.team().id}`;
  const declared = rooms === 'standard' ? ', everyoneInTeamMayReadEveryCase: true' : '';
  return `  - { platform: teams, tenantId: ${tenantId}${team}, rooms: ${rooms}${declared} }`;
}

/** The coordinator may bring in whom the region names, wherever they sit. */
export function regionFile(school: TenantTown, municipality: TenantTown, rooms: RoomKinds): string {
  const named = (key: string, who: TeamsUser, tenant: TenantPeople): string =>
    `  - { key: ${key}, name: ${who.name}, teams: ${who.aadObjectId}, teamsTenant: ${tenant.tenantId} }`;
  return `
key: district
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
${workspace(school, TENANTS.school.tenantId, rooms.school)}
${workspace(municipality, TENANTS.municipality.tenantId, rooms.municipality)}
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
