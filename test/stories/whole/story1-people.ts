import type { Language } from '../../../src/domain/vocabulary.ts';
import type { Actor } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const TEAM = 'T0SCHOOL';
const entra = (n: number): string => `00000000-0000-4000-8000-0000000006${n}`;
const TENANTS = {
  gemeente: '00000000-0000-4000-8000-00000000a061',
  swv: '00000000-0000-4000-8000-00000000a062',
} as const;
type Tenant = keyof typeof TENANTS;

/** The people of story 1, each where they are: two tenants of Teams, one workspace of Slack, and a mailbox. */
export const PEOPLE = {
  coordinator: { nl: 'Coördinator', en: 'Coordinator', tenant: 'gemeente', id: entra(10) },
  casemanager: {
    nl: 'Casemanager gemeente',
    en: 'Municipal case manager',
    tenant: 'gemeente',
    id: entra(11),
  },
  consulent: { nl: 'Jeugdconsulent', en: 'Youth consultant', tenant: 'gemeente', id: entra(12) },
  leerplicht: { nl: 'Leerplichtambtenaar', en: 'Attendance officer', tenant: 'gemeente', id: entra(13) },
  afdeling: { nl: 'Afdelingshoofd jeugd', en: 'Head of youth', tenant: 'gemeente', id: entra(14) },
  traject: { nl: 'Trajectbegeleider', en: 'Partnership adviser', tenant: 'swv', id: entra(20) },
  school: { nl: 'Zorgcoördinator', en: 'Support coordinator', slack: 'U0SCHOOL' },
  therapeut: { nl: 'Therapeut', en: 'Therapist', mail: 'therapeut@praktijk.example' },
} as const;
export type Who = keyof typeof PEOPLE;

/** Each with its kind, its names, and the person whom the region has as its contact point. */
const PARTIES = [
  ['school', 'school', 'School', 'School', 'school'],
  ['gemeente', 'municipality', 'Gemeente', 'Municipality', 'casemanager'],
  ['swv', 'educationPartnership', 'Samenwerkingsverband', 'Partnership', 'traject'],
  ['leerplicht', 'municipality', 'Leerplicht', 'Attendance office', 'leerplicht'],
  ['praktijk', 'careProvider', 'Praktijk', 'Practice', 'therapeut'],
] as const;
export type Party = (typeof PARTIES)[number][0];
export const partyIn = (language: Language, key: Party): string =>
  PARTIES.find((party) => party[0] === key)?.[language === 'nl' ? 2 : 3] ?? '';

function region(teamOf: (tenant: string) => string, language: Language): string {
  const account = (who: Who): string => {
    const person = PEOPLE[who];
    if ('slack' in person) return `slack: ${person.slack}`;
    if ('mail' in person) return `email: ${person.mail}`;
    return `teams: ${person.id}, teamsTenant: ${TENANTS[person.tenant]}`;
  };
  const people = (Object.keys(PEOPLE) as Who[]).map(
    (who) => `  - { key: ${who}, name: ${PEOPLE[who][language]}, ${account(who)} }`,
  );
  const parties = PARTIES.map(
    ([key, type, , , who]) =>
      `  - { key: ${key}, name: ${partyIn(language, key)}, type: ${type}, contactPoints: [{ role: contact, person: ${who} }] }`,
  );
  const tenants = Object.entries(TENANTS).map(
    ([name, id]) => `  - { platform: teams, tenantId: ${id}, team: ${teamOf(name)}, rooms: shared }`,
  );
  return `
key: midden
name: ${language === 'nl' ? 'Regio Midden' : 'Region Midden'}
language: ${language}
schoolHolidays: Midden
intake: required
consent: before-sharing
workspaces:
  - { platform: slack, teamId: ${TEAM} }
${tenants.join('\n')}
people:
${people.join('\n')}
organisations:
${parties.join('\n')}
ladder:
  - { rung: 3, title: ${PEOPLE.afdeling[language]}, contacts: [afdeling] }
coordinators: [coordinator]
`;
}

/** Story 1 as it runs: the municipality and the partnership on Teams, the school in Slack, the mother at home. */
export type Story1 = Schakel<'slack' | 'teams' | 'letters' | 'web' | 'log', Tenant> & {
  as(who: Who): Actor;
  /** Everything that Schakel wrote to somebody where they are: in person, and in the rooms that they are in. */
  reads(who: Who): string;
  /** The name of the room of the case on Teams, which is its code; and of the channel in Slack. */
  room(): string;
  slackRoom(): string;
};

export async function startStory1(language: Language, start: string): Promise<Story1> {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  const members = (tenant: Tenant) =>
    Object.values(PEOPLE).flatMap((p) =>
      'tenant' in p && p.tenant === tenant ? [{ aadObjectId: p.id, name: p[language] }] : [],
    );
  const { slack: id } = PEOPLE.school;
  const users = [{ id, name: 'school', realName: PEOPLE.school[language], tz: 'Europe/Amsterdam', locale }];
  const schakel = await startSchakel({
    start,
    slack: { teamId: TEAM, pace: false, users },
    teams: {
      gemeente: { tenantId: TENANTS.gemeente, users: members('gemeente'), pace: false, language: locale },
      swv: { tenantId: TENANTS.swv, users: members('swv'), pace: false, language: locale },
    },
    ...{ letters: true, web: true, log: true },
    region: (teamOf) => region(teamOf, language),
  });
  const known = new Map<Who, Actor>();
  const actorOf = (who: Who): Actor => {
    const person = PEOPLE[who];
    if ('slack' in person) return schakel.slack.as(person.slack) as Actor;
    if ('mail' in person) throw new Error(`${who} is in no chat`);
    return actorInTeams(schakel.teams[person.tenant], person.id, language);
  };
  const reads = (who: Who): string => {
    const person = PEOPLE[who];
    if ('slack' in person) {
      const mine = schakel.slack.channels().filter((c) => c.members.includes(person.slack));
      const there = mine.flatMap((c) => [...schakel.slack.readBy(person.slack, c.name)]);
      return [...there, ...schakel.slack.dm(person.slack)].map((m) => readMessage(m, users)).join('\n———\n');
    }
    if ('mail' in person)
      return schakel.letters.mails
        .filter((m) => m.to === person.mail)
        .map((m) => m.text)
        .join('\n———\n');
    const tenant = schakel.teams[person.tenant];
    const mine = tenant.graph.team().channels.filter((c) => c.members.some((m) => m.userId === person.id));
    const rooms = mine.flatMap((c) => tenant.read(tenant.channel(c.displayName)));
    return [...rooms, ...tenant.written(person.id)].join('\n———\n');
  };
  return Object.assign(schakel, {
    as: (who: Who): Actor => {
      const actor = known.get(who) ?? actorOf(who);
      known.set(who, actor);
      return actor;
    },
    reads,
    slackRoom: () => schakel.slack.channels().at(-1)?.name ?? '',
    room: () => schakel.teams.gemeente.graph.team().channels.at(-1)?.displayName ?? '',
  });
}
