import { ON_THE_WEB } from '../people/on-the-web.ts';
import type { Before } from '../schakel/asked.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { openToldStory, type ToldStory } from './told-story.ts';

/** A region without chat. The second coordinator takes part in no case, and is told all the same. */
const REGION = `
key: midden
name: Regio Midden
schoolHolidays: Midden
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org }
  - { key: tweede, name: Tweede coördinator, email: tweede@example.org }
  - { key: beheer, name: Beheerder, email: beheer@example.org }
  - { key: casemanager, name: Casemanager gemeente, email: casemanager@example.org }
  - { key: school, name: Ondersteuningscoördinator school, email: school@example.org }
  - { key: achtervang, name: Adjunct-directeur school, email: adjunct@example.org }
  - { key: leerplicht, name: Leerplichtambtenaar, email: leerplicht@example.org }
  - { key: behandelaar, name: Behandelaar, email: behandelaar@example.org }
  - { key: moeder, name: Moeder, email: moeder@example.org, phone: '0612345678' }
  - { key: vader, name: Vader, email: vader@example.org }
  - { key: teamleider, name: Teamleider jeugd, email: teamleider@example.org }
  - { key: directeur, name: Directeur samenwerkingsverband, email: directeur@example.org }
  - { key: bestuurder, name: Bestuurder, email: bestuurder@example.org }
  - { key: wethouder, name: Wethouder }
organisations:
  - key: school
    name: School
    type: school
    contactPoints:
      - { role: zorg, person: bestuurder }
      - { role: verzuim, person: bestuurder }
      - { role: bestuur, person: wethouder }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
  - { key: zorg, name: Zorgaanbieder, type: careProvider }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
  - { rung: 4, title: directeur samenwerkingsverband, contacts: [] }
coordinators: [coordinator, tweede]
administrators: [beheer]
`;

/** Where these people play: a case that somebody leads, and one that nobody leads. */
export interface Told extends ToldStory {
  readonly schakel: Schakel<'web' | 'letters'>;
  readonly led: string;
  readonly leaderless: string;
}

/** The parts of a story: what happens in each, and what its reader sees. */
export type Scenes = readonly (readonly [name: string, play: (t: Told) => Promise<void>])[];

/** The region was there before consent came first, so its coordinators are told. */
const fromBefore = async ({ database }: Before): Promise<void> => {
  await database.database.pool.query('UPDATE "region" SET "consentTold" = FALSE');
};

export async function openTold(): Promise<Told> {
  const schakel = await startSchakel({
    ...ON_THE_WEB,
    region: REGION,
    start: '2027-03-11T08:00:00.000Z',
    letters: true,
    earlier: fromBefore,
  });
  const people = openToldStory(schakel);
  const led = await people.open('coordinator', 'midden');
  const leaderless = await people.open('coordinator', 'midden');
  return { ...people, schakel, led, leaderless };
}
