import type { Language } from '../../../src/domain/vocabulary.ts';
import { COORDINATOR, peopleIn } from './in-slack.ts';

export const WEB_REGION = `
key: midden
name: Regio Midden
schoolHolidays: Midden
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org }
  - { key: casemanager, name: Casemanager gemeente, email: casemanager@example.org }
  - { key: school, name: Ondersteuningscoördinator school, email: school@example.org }
  - { key: intern-begeleider, name: Intern begeleider school, email: ib@example.org }
  - { key: jeugdconsulent, name: Jeugdconsulent gemeente, email: jeugd@example.org }
  - { key: moeder, name: Moeder, email: moeder@example.org }
  - { key: teamleider, name: Teamleider jeugd, email: teamleider@example.org }
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
  - { key: swv, name: Samenwerkingsverband, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
coordinators: [coordinator]
`;

/** People of a region without chat, who look at the web. */
export const ON_THE_WEB = { region: WEB_REGION, web: true } as const;

/** Keys of the region file for the people of the stories. */
export const keyOf = (who: string): string => who.toLowerCase();

const named = (language: Language, nl: string, en: string): string => (language === 'nl' ? nl : en);

/** The people of the stories in a region without chat: the file names them, with an address each. */
export function webRegion(language: Language): string {
  const people = peopleIn(language).map(
    ({ id, realName, name }) => `  - { key: ${keyOf(id)}, name: ${realName}, email: ${name}@example.org }`,
  );
  const key = (name: string): string => keyOf(peopleIn(language).find((p) => p.name === name)?.id ?? '');
  return `
key: midden
name: ${named(language, 'Regio Midden', 'Region Midden')}
language: ${language}
schoolHolidays: Midden
people:
${people.join('\n')}
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: ${key('teamleider-jeugd')} }
ladder:
  - { rung: 3, title: ${named(language, 'teamleider jeugd', 'team leader youth')}, contacts: [${key('teamleider-jeugd')}] }
  - { rung: 4, title: ${named(language, 'directeur samenwerkingsverband', 'director of the partnership')}, contacts: [] }
coordinators: [${keyOf(COORDINATOR)}]
`;
}
