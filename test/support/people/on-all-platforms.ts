import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { type Everybody, everybody } from './everybody.ts';

const entra = (n: number): string => `00000000-0000-4000-8000-0000000008${n}`;
export const PEOPLE = {
  coordinator: { name: 'Coördinator', teams: entra(10) },
  lead: { name: 'Casemanager gemeente', teams: entra(11) },
  leadDeputy: { name: 'Jeugdconsulent gemeente', teams: entra(12) },
  school: { name: 'Ondersteuningscoördinator school', slack: 'U0SCHOOL' },
  teacher: { name: 'Leerkracht', slack: 'U0TEACHER' },
} as const;
const TEAM = 'T0SCHOOL';
const TENANT = '00000000-0000-4000-8000-00000000a008';

const IN_SLACK = Object.values(PEOPLE).flatMap((p) => ('slack' in p ? [{ id: p.slack, name: p.name }] : []));
const USERS = IN_SLACK.map(({ id, name }) => ({
  id,
  name: id.toLowerCase(),
  realName: name,
  tz: 'Europe/Amsterdam',
  locale: 'nl-NL',
}));
const MEMBERS = Object.values(PEOPLE).flatMap((p) =>
  'teams' in p ? [{ aadObjectId: p.teams, name: p.name }] : [],
);

type Coordinators = readonly Lowercase<keyof typeof PEOPLE>[];

function region(team: string, coordinators: Coordinators): string {
  const people = Object.entries(PEOPLE).map(([key, p]) =>
    'slack' in p
      ? `  - { key: ${key.toLowerCase()}, name: ${p.name}, slack: ${p.slack} }`
      : `  - { key: ${key.toLowerCase()}, name: ${p.name}, teams: ${p.teams}, teamsTenant: ${TENANT} }`,
  );
  return `
key: midden
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
  - { platform: teams, tenantId: ${TENANT}, team: ${team}, rooms: shared }
people:
${people.join('\n')}
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [] }
coordinators: [${coordinators.join(', ')}]
`;
}

/**
 * Story 2's people where they are: the school in Slack, the municipality in a Teams tenant, the mother at home with a
 * browser, a mailbox and a telephone.
 */
export type OnAllPlatforms = Schakel<'slack' | 'teams' | 'letters' | 'web', 'municipality'> & Rooms;

interface Rooms extends Everybody<keyof typeof PEOPLE> {
  /** Return the messages in the case's channel in Slack, and in its channel in Teams. */
  inSlack(): string[];
  inTeams(): string[];
  /** The name of the case's channel in Teams; in Slack it is the newest one. */
  room(): string;
}

export async function startOnAllPlatforms(
  start: string,
  coordinators: Coordinators = ['coordinator'],
): Promise<OnAllPlatforms> {
  const schakel = await startSchakel({
    start,
    slack: { teamId: TEAM, users: USERS, pace: false },
    teams: { municipality: { tenantId: TENANT, users: MEMBERS, pace: false } },
    letters: true,
    web: true,
    region: (teamOf) => region(teamOf('municipality'), coordinators),
  });
  const { slack, teams } = schakel;
  const room = (): string => teams.municipality.graph.team().channels.at(-1)?.displayName ?? '';
  const accountOf = (who: keyof typeof PEOPLE) => {
    const person = PEOPLE[who];
    return 'slack' in person ? person : { teams: person.teams, tenant: 'municipality' as const };
  };
  return Object.assign(schakel, everybody(schakel, accountOf), {
    room,
    inSlack: () => slack.read(slack.channels().at(-1)?.name ?? ''),
    inTeams: () => teams.municipality.read(teams.municipality.channel(room())),
  });
}
