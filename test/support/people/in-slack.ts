import type { StandInUser } from '../../fakes/slack/index.ts';

/** The people of the stories: roles only. All sit in one workspace here; the mother is a guest. */
export const TEAM = 'T0TOWN';
export const COORDINATOR = 'U0COORD';
export const LEAD = 'U0LEAD';
export const SCHOOL = 'U0SCHOOL';
export const SCHOOL_DEPUTY = 'U0SCHOOLDEP';
export const MUNICIPALITY = 'U0MUNI';
export const MOTHER = 'U0MOTHER';
export const DIRECTOR = 'U0SWVDIR';
export const CONTACT = 'U0CONTACT';
export const STRANGER = 'U0NOBODY';

const user = (id: string, name: string, realName: string, more: Partial<StandInUser> = {}): StandInUser => ({
  id,
  name,
  realName,
  email: `${name}@example.org`,
  tz: 'Europe/Amsterdam',
  locale: 'nl-NL',
  ...more,
});

export const USERS: readonly StandInUser[] = [
  user(COORDINATOR, 'coordinator', 'Coördinator'),
  user(LEAD, 'casemanager', 'Casemanager gemeente'),
  user(SCHOOL, 'ondersteuningscoordinator', 'Ondersteuningscoördinator school'),
  user(SCHOOL_DEPUTY, 'intern-begeleider', 'Intern begeleider school'),
  user(MUNICIPALITY, 'jeugdconsulent', 'Jeugdconsulent gemeente'),
  user(MOTHER, 'moeder', 'Moeder', { isGuest: true }),
  user(DIRECTOR, 'directeur-swv', 'Directeur samenwerkingsverband'),
  user(CONTACT, 'teamleider-jeugd', 'Teamleider jeugd'),
  user(STRANGER, 'iemand', 'Iemand anders'),
];

export const REGION_FILE = `
key: midden
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
people:
  - { key: coordinator, name: Coördinator, slack: ${COORDINATOR} }
  - { key: teamleider, name: Teamleider jeugd, slack: ${CONTACT} }
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
  - { key: swv, name: Samenwerkingsverband, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
  - { rung: 4, title: directeur samenwerkingsverband, contacts: [] }
coordinators: [coordinator]
`;

/** These people in their workspace, and the region that they are in. */
export const IN_SLACK = { region: REGION_FILE, slack: { teamId: TEAM, users: USERS } } as const;

/** The same people for the demonstration in English. */
const ENGLISH: Readonly<Record<string, string>> = {
  [COORDINATOR]: 'Coordinator',
  [LEAD]: 'Municipal case manager',
  [SCHOOL]: 'Support coordinator at school',
  [SCHOOL_DEPUTY]: 'Deputy at school',
  [MUNICIPALITY]: 'Youth consultant',
  [MOTHER]: 'Mother',
  [DIRECTOR]: 'Director of the partnership',
  [CONTACT]: 'Team leader youth',
  [STRANGER]: 'Somebody else',
};

export function peopleIn(language: 'nl' | 'en'): readonly StandInUser[] {
  if (language === 'nl') return USERS;
  return USERS.map((u) => ({ ...u, realName: ENGLISH[u.id] ?? u.name, locale: 'en-GB' }));
}

/** The name somebody goes by in a story. */
export function nameIn(language: 'nl' | 'en', id: string): string {
  return peopleIn(language).find((u) => u.id === id)?.realName ?? id;
}

/** The region file in the story's language. */
export function regionIn(language: 'nl' | 'en'): string {
  if (language === 'nl') return REGION_FILE;
  return `${REGION_FILE}language: en\n`
    .replace('name: Coördinator', 'name: Coordinator')
    .replace('name: Teamleider jeugd', 'name: Team leader youth')
    .replace('title: teamleider jeugd', 'title: team leader youth')
    .replace('title: directeur samenwerkingsverband', 'title: director of the partnership')
    .replace('name: Regio Midden', 'name: Region Midden');
}
