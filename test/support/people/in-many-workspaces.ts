import type { StandInUser } from '../../fakes/slack/index.ts';
import type { ManyOptions } from '../../fakes/slack/many/index.ts';

/**
 * Three regions. North has two workspaces of its own, of a school and of a municipality. South has one. East and West each have
 * one workspace of the same large organisation, which installs the app as a whole. Roles only.
 */
export const SCHOOL = 'T0SCHOOL';
export const MUNICIPALITY = 'T0TOWN';
export const SOUTH = 'T0SOUTH';
export const EAST = 'T0EAST';
export const WEST = 'T0WEST';
export const WHOLE = 'E0WHOLE';

const user = (id: string, realName: string): StandInUser => ({
  id,
  name: realName.toLowerCase().replaceAll(' ', '-'),
  realName,
  tz: 'Europe/Amsterdam',
  locale: 'nl-NL',
});

export const PEOPLE = {
  coordinator: user('U0COORDINATOR', 'Coördinator noord'),
  coordinatorAtSchool: user('U0COORDSCHOOL', 'Tweede coördinator noord'),
  teacher: user('U0TEACHER', 'Intern begeleider'),
  caseManager: user('U0CASEMANAGER', 'Casemanager gemeente'),
  consultant: user('U0CONSULTANT', 'Jeugdconsulent'),
  officer: user('U0OFFICER', 'Leerplichtambtenaar'),
  south: user('U0SOUTH', 'Coördinator zuid'),
  southTeacher: user('U0SOUTHTEACHER', 'Leerkracht zuid'),
  east: user('U0EAST', 'Coördinator oost'),
  west: user('U0WEST', 'Coördinator west'),
} as const;
const { consultant, officer } = PEOPLE;
const { coordinator, coordinatorAtSchool, teacher, caseManager, south, southTeacher, east, west } = PEOPLE;
export const ALL_PEOPLE: readonly StandInUser[] = Object.values(PEOPLE);

export const WORKSPACES: ManyOptions['teams'] = [
  {
    teamId: SCHOOL,
    teamName: 'Basisschool',
    users: [coordinatorAtSchool, teacher],
    botUserId: 'U0BOTSCHOOL',
  },
  {
    teamId: MUNICIPALITY,
    teamName: 'Gemeente',
    users: [coordinator, caseManager, consultant, officer],
    botUserId: 'U0BOTTOWN',
  },
  { teamId: SOUTH, teamName: 'Regio Zuid', users: [south, southTeacher], botUserId: 'U0BOTSOUTH' },
  { teamId: EAST, teamName: 'Stichting oost', users: [east], botUserId: 'U0BOTEAST' },
  { teamId: WEST, teamName: 'Stichting west', users: [west], botUserId: 'U0BOTWEST' },
];
export const ORGANISATION = { id: WHOLE, name: 'Stichting', teams: [EAST, WEST] };

/** Region files; the first coordinators of North sit in the municipality, the second one at the school. */
export const REGION_FILES: readonly string[] = [
  `
key: noord
name: Regio Noord
schoolHolidays: Noord
workspaces:
  - { platform: slack, teamId: ${MUNICIPALITY} }
  - { platform: slack, teamId: ${SCHOOL} }
people:
  - { key: een, name: ${coordinator.realName}, slack: ${coordinator.id} }
  - { key: twee, name: ${coordinatorAtSchool.realName}, slack: ${coordinatorAtSchool.id}, slackTeam: ${SCHOOL} }
  - { key: ib, name: ${teacher.realName}, slack: ${teacher.id}, slackTeam: ${SCHOOL} }
organisations:
  - { key: school, name: School, type: school }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [een] }
coordinators: [een, twee]
`,
  ...(
    [
      ['zuid', 'Zuid', SOUTH, south],
      ['oost', 'Oost', EAST, east],
      ['west', 'West', WEST, west],
    ] as const
  ).map(
    ([key, name, team, who]) => `
key: ${key}
name: Regio ${name}
schoolHolidays: Zuid
workspaces:
  - { platform: slack, teamId: ${team} }
people:
  - { key: een, name: ${who.realName}, slack: ${who.id} }
organisations:
  - { key: school, name: School, type: school }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [een] }
coordinators: [een]
`,
  ),
];

/** The people of these regions in their workspaces, with what is logged of them. */
export const IN_MANY_WORKSPACES = {
  workspaces: { teams: WORKSPACES, enterprise: ORGANISATION },
  region: REGION_FILES,
  log: true,
} as const;
