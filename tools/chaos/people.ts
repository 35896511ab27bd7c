import type { StandInUser } from '../../test/fakes/slack/index.ts';

export const TEAM = 'T0CHAOS';

/** Everybody of one case: who opens it, who leads it, who owns its agreements. */
export interface Trio {
  readonly coordinator: string;
  readonly lead: string;
  readonly school: string;
}

export function trios(cases: number): Trio[] {
  return Array.from({ length: cases }, (_, i) => ({
    coordinator: `U0COORD${i}`,
    lead: `U0LEAD${i}`,
    school: `U0SCHOOL${i}`,
  }));
}

export function usersOf(all: readonly Trio[]): StandInUser[] {
  return all.flatMap((trio, i) => [
    { id: trio.coordinator, name: `coordinator-${i}`, realName: `Coördinator ${i}` },
    { id: trio.lead, name: `casemanager-${i}`, realName: `Casemanager ${i}` },
    { id: trio.school, name: `school-${i}`, realName: schoolName(i) },
  ]);
}

export function schoolName(i: number): string {
  return `Ondersteuningscoördinator ${i}`;
}

export function regionFile(all: readonly Trio[]): string {
  const people = all.map((t, i) => `  - { key: c${i}, name: Coördinator ${i}, slack: ${t.coordinator} }`);
  return `
key: midden
name: Regio Midden
consent: unless-refused
consentReason: everybody comes into the room at once, so that a kill has something to lose
workspaces:
  - { platform: slack, teamId: ${TEAM} }
people:
${people.join('\n')}
organisations:
  - { key: school, name: School, type: school }
coordinators: [${all.map((_, i) => `c${i}`).join(', ')}]
`;
}
