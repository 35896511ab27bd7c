import type { CaseState } from '../../../src/domain/case/state.ts';
import { type Reads, readingEverywhere } from '../people/read-everywhere.ts';
import { startSchakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';

/** The people of the case, by their key in the region file, each with the role and the party that they have in it. */
const PARTS = [
  ['regie', 'municipalCaseManager', 'gemeente'],
  ['achtervang', 'municipalManager', 'gemeente'],
  ['juf', 'supportCoordinator', 'zonnebloem'],
  ['therapeut', 'careProvider', 'praktijk'],
  ['moeder', 'guardian', ''],
  ['vader', 'guardian', ''],
  ['steun', 'familySupporter', ''],
] as const;
const YOUNG = ['jongere', 'child', ''] as const;

export const KEYS = [
  ...['coordinator', 'regie', 'achtervang', 'juf', 'therapeut', 'moeder', 'vader', 'steun'],
  ...['wethouder', 'elders', 'jongere'],
] as const;
export type Key = (typeof KEYS)[number];

const TEAM = 'T0SEEN';
const TENANT = '00000000-0000-4000-8000-00000000a0ff';
export const slackOf = (key: Key): string => `U0${key.toUpperCase()}`;
export const teamsOf = (key: Key): string =>
  `00000000-0000-4000-8000-0000000009${String(KEYS.indexOf(key)).padStart(2, '0')}`;

/** The school has no basis here: it takes part with a reason. */
const LEGAL = "legal: { covenantVersion: '2', accededOn: 2026-09-14, basis:";

function region({ chat, consent }: Watched, team: string): string {
  const account = (key: Key): string =>
    chat === 'slack' ? `slack: ${slackOf(key)}` : `teams: ${teamsOf(key)}`;
  const people = KEYS.map((key) => `  - { key: ${key}, name: Rol ${key}, ${account(key)} }`);
  const workspace =
    chat === 'slack'
      ? `{ platform: slack, teamId: ${TEAM} }`
      : `{ platform: teams, tenantId: ${TENANT}, team: ${team}, rooms: shared }`;
  return `
key: midden
name: Regio Midden
schoolHolidays: Midden
consent: ${consent}
${consent === 'unless-refused' ? 'consentReason: zo werken wij hier al jaren\n' : ''}workspaces:
  - ${workspace}
people:
${people.join('\n')}
organisations:
  - { key: zonnebloem, name: Zonnebloem, type: school }
  - { key: gemeente, name: Raadhuis, type: municipality, ${LEGAL} jeugdwet } }
  - { key: praktijk, name: Praktijk, type: careProvider, ${LEGAL} jeugdwet } }
covenant: { name: Convenant Midden, version: 2, date: 2026-09-01 }
ladder:
  - { rung: 5, title: wethouder, contacts: [wethouder] }
coordinators: [coordinator]
`;
}

/** The chat that everybody has an account in, beside the web, and what the region says of reading along. */
export interface Watched {
  readonly chat: 'slack' | 'teams';
  readonly consent: 'before-sharing' | 'unless-refused';
  /** The young person takes part too, and is sixteen. */
  readonly young?: true;
}

/** A case of which everybody has an account in one chat, and a page on the web. */
export interface WatchedCase {
  readonly id: string;
  readonly code: string;
  as(key: Key): Promise<Caller>;
  state(): Promise<CaseState>;
  participant(key: Key): Promise<string>;
  /** Gives a command as a button or a form of the web does; throws when it is not taken. */
  gives(key: Key, command: string, args: Readonly<Record<string, unknown>>): Promise<void>;
  /** Everything that somebody can read of Schakel, after they asked it all that can be typed. */
  reads(key: Key): Promise<Reads>;
  close(): Promise<void>;
}

export async function openWatchedCase(watched: Watched): Promise<WatchedCase> {
  const schakel = await startSchakel({
    slack: {
      teamId: TEAM,
      pace: false,
      users: KEYS.map((key) => ({
        id: slackOf(key),
        name: key,
        realName: `Rol ${key}`,
        tz: 'Europe/Amsterdam',
        locale: 'nl-NL',
      })),
    },
    teams: {
      midden: {
        tenantId: TENANT,
        pace: false,
        users: KEYS.map((key) => ({ aadObjectId: teamsOf(key), name: `Rol ${key}` })),
      },
    },
    web: true,
    region: (teamOf) => region(watched, teamOf('midden')),
  });
  const { store } = schakel.app;
  const as = (key: Key): Promise<Caller> => callerOf(schakel, key);
  const gives: WatchedCase['gives'] = async (key, command, args) => {
    const heard = await (await as(key)).press(command, args);
    await schakel.settle();
    if (heard.status !== 303) throw new Error(`${command} of ${key}: ${heard.status} ${heard.html}`);
  };
  await (await as('coordinator')).fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  await schakel.settle();
  const [id = ''] = await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1);
  const state = async (): Promise<CaseState> => (await store.cases([id]))[0] as CaseState;
  const participant = async (key: Key): Promise<string> => {
    const personId = await schakel.person(key);
    return (await state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  for (const [key, role, organisation] of watched.young ? [...PARTS, YOUNG] : PARTS)
    await gives('coordinator', 'participant.add', {
      ...{ caseId: id, person: await schakel.person(key), role, organisation },
      basisReason: 'de toetreding is onderweg',
    });
  await gives('coordinator', 'lead.suggest', { caseId: id, participant: await participant('regie') });
  await gives('regie', 'lead.accept', { caseId: id });
  await gives('regie', 'deputy.set', { caseId: id, deputy: await participant('achtervang') });
  if (watched.young) await gives('coordinator', 'intake.age', { caseId: id, band: 'from16' });
  const { code } = (await state()).case;
  const reading = readingEverywhere(schakel, id);
  const inChat = { slack: slackOf, teams: teamsOf }[watched.chat];
  return {
    ...{ id, code, as, state, participant, gives },
    reads: async (key) => reading(watched.chat, await as(key), inChat(key)),
    close: () => schakel.stop(),
  };
}
