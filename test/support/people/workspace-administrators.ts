import type { StandInUser as SlackUser } from '../../fakes/slack/index.ts';
import { person } from '../../fakes/teams/graph/graph-world.ts';
import type { StandInUser as TeamsUser } from '../../fakes/teams/index.ts';
import type { Tenant, TenantAsked } from '../schakel/parts/tenant.ts';
import { IN_MANY_WORKSPACES, type WORKSPACES } from './in-many-workspaces.ts';

/** Workspaces that no region has yet, by whose they are. */
export const CARE = 'T0CARE';
export const WELFARE = 'T0WELFARE';
export const SPORT = 'T0SPORT';
const member = (id: string, realName: string, more: Partial<SlackUser> = {}): SlackUser => ({
  id,
  name: realName.toLowerCase().replaceAll(' ', '-'),
  realName,
  locale: 'nl-NL',
  ...more,
});
/** People at the care provider: some run the workspace, some do not. */
export const SLACK = {
  runner: member('U0RUNNER', 'Applicatiebeheerder zorg', { runsIt: 'admin' }),
  owner: member('U0OWNER', 'Eigenaar zorg', { runsIt: 'owner' }),
  employee: member('U0EMPLOYEE', 'Begeleider zorg'),
  guest: member('U0GUEST', 'Gast zorg', { isGuest: true, runsIt: 'admin' }),
  stranger: member('U0STRANGER', 'Beheerder elders', {
    isStranger: true,
    teamId: 'T0ELSEWHERE',
    runsIt: 'owner',
  }),
};
export const sport = member('U0SPORT', 'Beheerder sport', { runsIt: 'admin' });
export const welfare = member('U0WELFARE', 'Beheerder welzijn', { runsIt: 'owner' });
export const TENANT = '00000000-0000-4000-8000-00000000c001';
const onTeams = (n: number, name: string): TeamsUser => ({
  aadObjectId: `00000000-0000-4000-8000-0000000008${String(n).padStart(2, '0')}`,
  name,
});
/** People in the tenant of a municipality, and beside it. */
export const TEAMS = {
  first: onTeams(1, 'Beleidsmedewerker gemeente'),
  guest: onTeams(2, 'Gast gemeente'),
  external: onTeams(3, 'Inhuur gemeente'),
  neighbour: { ...onTeams(4, 'Iemand van elders'), tenantId: '00000000-0000-4000-8000-00000000c002' },
};

/** Two regions on the web, without a workspace; only the first has administrators apart from its coordinator. */
export const MIDDEN = `
key: midden
name: Regio Midden
people:
  - { key: coordinator, name: Coördinator midden, email: coordinator@midden.example }
  - { key: een, name: Beheerder midden, email: een@midden.example }
  - { key: twee, name: Tweede beheerder midden, email: twee@midden.example }
coordinators: [coordinator]
administrators: [een, twee]
`;
export const BUREN = `
key: buren
name: Regio Buren
people:
  - { key: een, name: Beheerder buren, email: een@buren.example }
coordinators: [een]
`;

/** Beside the usual workspaces. */
export const MORE_WORKSPACES: typeof WORKSPACES = [
  { teamId: CARE, teamName: 'Zorgaanbieder', users: Object.values(SLACK), botUserId: 'U0BOTCARE' },
  { teamId: WELFARE, teamName: 'Welzijn', users: [welfare], botUserId: 'U0BOTWELFARE' },
  { teamId: SPORT, teamName: 'Sport', users: [sport], botUserId: 'U0BOTSPORT' },
];

/** The usual workspaces and these, with more regions. */
export function withMoreWorkspaces(...regions: readonly string[]) {
  const { workspaces, region } = IN_MANY_WORKSPACES;
  return {
    ...IN_MANY_WORKSPACES,
    workspaces: { ...workspaces, teams: [...workspaces.teams, ...MORE_WORKSPACES] },
    region: [...region, ...regions],
  };
}

/** The tenant of the municipality. */
export const MUNICIPALITY: TenantAsked = { tenantId: TENANT, users: Object.values(TEAMS) };

/** Its Graph knows one as a guest, and one as a member who signs in elsewhere. */
export function withGuests({ graph }: Tenant): void {
  const { users } = graph.world;
  for (const [who, more] of [
    [TEAMS.guest, { userType: 'Guest' }],
    [TEAMS.external, { userPrincipalName: 'inhuur_elders.example#EXT#@gemeente.example' }],
  ] as const) {
    const at = users.findIndex((u) => u.id === who.aadObjectId);
    users[at] = person(who.aadObjectId, { tenantId: TENANT, displayName: who.name, ...more });
  }
}
