import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { createUseCases } from '../../../src/app/handle-request.ts';
import type { Request, UseCases } from '../../../src/app/inbound.ts';
import { COMMANDS } from '../../../src/app/registry.ts';
import type { Deps } from '../../../src/app/request-context.ts';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { regionFiles } from '../../../src/main/region-files.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { createStore } from '../../../src/store/index.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import { createEntrySeal } from '../../../src/store/sealing/entry-seal.ts';
import { createEntryBook } from '../../../src/store/sign-in/entry.ts';
import { createTestDatabase } from '../database/test-database.ts';
import { turnedClock } from '../schakel/clock.ts';
import { readingAlong } from '../schakel/region.ts';
import { SECRET } from '../schakel/secret.ts';

/** The things that an argument names by its id. */
export type Kind =
  | 'case'
  | 'track'
  | 'appeal'
  | 'request'
  | 'agreement'
  | 'escalation'
  | 'participant'
  | 'person'
  | 'message';

/** Every argument of the registry that names something by its id, and what. */
const KINDS: Readonly<Record<string, Kind>> = {
  caseId: 'case',
  cases: 'case',
  agreementId: 'agreement',
  agreement: 'agreement',
  predecessor: 'agreement',
  keeps: 'agreement',
  set: 'agreement',
  escalationId: 'escalation',
  trackId: 'track',
  appealId: 'appeal',
  against: 'agreement',
  requestId: 'request',
  contact: 'person',
  owner: 'participant',
  deputy: 'participant',
  participant: 'participant',
  person: 'person',
  successor: 'person',
  member: 'person',
  messageId: 'message',
};

/** These are ids of a platform, that its administrators type. */
const OF_A_PLATFORM: ReadonlySet<string> = new Set(['teamId', 'tenantId']);

/** These arguments lead to a case. They are tried with every command, also where it does not know them. */
export const SUBJECTS = ['caseId', 'agreementId', 'escalationId'] as const;
const LOOKS_LIKE_ONE = /ids?$|^(cases|member|person|successor)$/i;

/** Arguments of a command that take an id. One that is not known here has to be said what it names. */
export function idsOf(name: string, args: unknown): { readonly key: string; readonly kind: Kind }[] {
  const { shape } = args as z.ZodObject;
  return Object.entries(shape).flatMap(([key, schema]) => {
    const takes = (value: string): boolean => (schema as z.ZodType).safeParse(value).success;
    const uuid = randomUUID();
    const isId = (takes(uuid) || takes(`${uuid}:1`)) && !takes('geen id');
    // The lines of a set are numbered.
    const kind = KINDS[key.replace(/\d+$/, '')];
    if (kind) return [{ key, kind }];
    if (OF_A_PLATFORM.has(key)) return [];
    if (isId || LOOKS_LIKE_ONE.test(key))
      throw new Error(
        `"${key}" of ${name} takes an id that this test does not know. Say in KINDS (test/support/cases/smuggling.ts) what it names, so that it is tried with those of others.`,
      );
    return [];
  });
}

const people = (keys: readonly string[]): string =>
  keys.map((key) => `  - { key: ${key}, name: Rol ${key}, email: ${key}@example.org }`).join('\n');
/** A region in another language draws its codes from other words: no two of its cases are ever called alike. */
const regionFile = (
  key: string,
  language: 'nl' | 'en',
  names: readonly string[],
  called: readonly [string, string],
): string => `
key: ${key}
language: ${language}
name: Regio ${key}
people:
${people(names)}
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality }
  - { key: swv, name: Samenwerkingsverband, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider, contacts: [${called[0]}] }
  - { rung: 4, title: directeur, contacts: [${called[1]}] }
coordinators: [${names[0]}]
`;
const HERE = ['coordinator', 'jeugdconsulent', 'casemanager', 'school', 'traject', 'ouder'];
const THERE = ['noordcoordinator', 'noordschool'];

/** These words stand in cases of others and nowhere else. */
export const SECRETS = ['Zonnebloemplan', 'Oud plan', 'Noordplan', 'Pleegouder apart'];

export interface Smuggling {
  readonly useCases: UseCases;
  readonly person: (key: string) => string;
  readonly give: (useCases: UseCases, who: string, request: Request, region?: string) => Promise<string>;
  readonly cases: () => Promise<{ theirs: CaseState; own: CaseState; left: CaseState; north: CaseState }>;
  /** Codes by which somebody comes into a case, and letters with a way in. */
  readonly waysIn: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/**
 * Somebody leads a case of their own, left another, and has no part in a third and in one of another region. In the third
 * somebody sees only the agreements of their own party.
 */
export async function openSmuggling(): Promise<Smuggling> {
  const database = await createTestDatabase();
  const { pool } = database.database;
  const clock = turnedClock('2027-01-11T10:00:00.000Z');
  const keys = auditKeys(SECRET);
  for (const text of [
    regionFile('midden', 'nl', HERE, ['school', 'jeugdconsulent']),
    regionFile('noord', 'en', THERE, ['noordschool', 'noordschool']),
  ]) {
    const parsed = parseRegionFile(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    await importRegion(database.database, keys, readingAlong(parsed.region), clock.now().toISOString());
  }
  const store = createStore(database.database, keys, () => '2027-01-11');
  const { rows } = await pool.query<{ key: string; personId: string }>(
    'SELECT "key", "personId" FROM "regionPerson"',
  );
  const person = (key: string): string => rows.find((r) => r.key === key)?.personId ?? '';
  const useCases = createUseCases(depsOf(store, pool, clock));
  const give: Smuggling['give'] = async (useCases, who, request, region = 'midden') =>
    JSON.stringify(
      await useCases.handle({
        key: randomUUID(),
        platform: 'web',
        workspaceExternalId: region,
        userExternalId: person(who),
        channel: null,
        request,
      }),
    );
  const found = await played({
    store,
    person,
    give: (who, command, args, region) => give(useCases, who, { type: 'command', command, args }, region),
  });
  await askedOf(pool, found.theirs, person('school'), person('casemanager'));
  return {
    useCases,
    person,
    give,
    cases: async () => {
      const states = await store.cases(Object.values(found));
      const of = (id: string): CaseState => states.find((s) => s.case.id === id) as CaseState;
      return { theirs: of(found.theirs), own: of(found.own), left: of(found.left), north: of(found.north) };
    },
    waysIn: async () =>
      (
        await pool.query(
          `SELECT (SELECT count(*) FROM "oneTimeCode") AS "codes", (SELECT count(*) FROM "message" WHERE "type" = 'SignInLink') AS "letters"`,
        )
      ).rows,
    close: () => database.drop(),
  };
}

type Pool = Parameters<typeof createEntryBook>[0];

function depsOf(store: Deps['store'], pool: Pool, clock: Deps['clock']): Deps {
  const quiet = (): void => undefined;
  const sealing = createEntrySeal(SECRET, []);
  return {
    store,
    clock,
    newId: randomUUID,
    webUrl: null,
    files: regionFiles,
    directories: {},
    entryMeans: { book: createEntryBook(pool, sealing), sealing, can: { email: true, sms: false } },
    log: { info: quiet, warn: quiet, error: quiet },
  };
}

/** The school was asked something in a case: as a row, since its words would be kept elsewhere. */
async function askedOf(pool: Pool, caseId: string, contact: string, byId: string): Promise<void> {
  const request = {
    ...{ id: randomUUID(), partyKey: 'school', askedIds: [contact], byId, due: '2027-01-18', count: 1 },
    ...{ at: '2027-01-11T10:00:00.000Z', questionsId: randomUUID(), status: 'open', answer: null },
    ...{ endedAt: null, steps: [] },
  };
  await pool.query('UPDATE "case" SET "requests" = $2 WHERE "id" = $1', [caseId, JSON.stringify([request])]);
}

interface Stage {
  readonly store: Deps['store'];
  readonly person: (key: string) => string;
  readonly give: (
    who: string,
    command: string,
    args: Record<string, string | number>,
    region?: string,
  ) => Promise<unknown>;
}

async function played({
  store,
  person,
  give,
}: Stage): Promise<Record<'theirs' | 'own' | 'left' | 'north', string>> {
  const open = async (
    by: string,
    region: string,
    joining: readonly (readonly [string, string, string])[],
  ) => {
    const id = (await store.regionByKey(region))?.id ?? '';
    const before = await store.openCaseIds(id, null, 10);
    await give(by, 'case.open', { firstDay: '2027-01-04' }, region);
    const caseId = (await store.openCaseIds(id, null, 10)).find((x) => !before.includes(x)) ?? '';
    for (const [key, role, organisation] of joining)
      await give(by, 'participant.add', { caseId, person: person(key), role, organisation }, region);
    return caseId;
  };
  const partOf = async (caseId: string, key: string): Promise<string> =>
    (await store.cases([caseId]))[0]?.participants.find((p) => p.personId === person(key))?.id ?? '';
  const agree = async (by: string, caseId: string, title: string, owner: string, region?: string) => {
    const rest = { doneWhen: 'af', owner: await partOf(caseId, owner), due: '2027-03-02' };
    await give(by, 'agreement.create', { caseId, title, ...rest }, region);
    return (await store.cases([caseId]))[0]?.agreements.find((a) => a.title === title)?.id ?? '';
  };
  const lead = ['casemanager', 'municipalCaseManager', 'gemeente'] as const;
  const school = ['school', 'supportCoordinator', 'school'] as const;
  const me = ['jeugdconsulent', 'municipalManager', 'gemeente'] as const;
  const theirs = await open('coordinator', 'midden', [
    lead,
    school,
    ['traject', 'educationPartnership', 'swv'],
    ['ouder', 'guardian', ''],
  ]);
  await give('casemanager', 'lead.accept', { caseId: theirs });
  const plan = await agree('casemanager', theirs, 'Zonnebloemplan', 'casemanager');
  await agree('casemanager', theirs, 'Plaatsing', 'traject');
  await give('casemanager', 'ladder.raise', { agreementId: plan, rung: 3 });
  await give('casemanager', 'track.note', { caseId: theirs, trackKind: 'mediation', from: '2027-01-11' });
  const guest = {
    shownName: 'Pleegouder apart',
    role: 'other',
    ownEmail: 'apart@thuis.example',
    language: 'nl',
  };
  await give('casemanager', 'participant.inviteByLink', { caseId: theirs, ...guest });
  await give('ouder', 'consent.answer', { caseId: theirs, party: 'swv', answer: 'no' });
  await give('ouder', 'consent.answer', { caseId: theirs, party: 'school', about: 'asking', answer: 'yes' });
  const own = await open('coordinator', 'midden', [me, school]);
  await give('jeugdconsulent', 'lead.accept', { caseId: own });
  await give('school', 'deputy.set', { caseId: own, deputy: await partOf(own, 'jeugdconsulent') });
  const mine = await agree('jeugdconsulent', own, 'Eigen plan', 'jeugdconsulent');
  await agree('jeugdconsulent', own, 'Rooster', 'school');
  await give('jeugdconsulent', 'ladder.raise', { agreementId: mine, rung: 4 });
  const left = await open('coordinator', 'midden', [lead, me]);
  await give('casemanager', 'lead.accept', { caseId: left });
  await agree('casemanager', left, 'Oud plan', 'casemanager');
  await give('coordinator', 'participant.remove', {
    caseId: left,
    participant: await partOf(left, 'jeugdconsulent'),
  });
  const north = await open('noordcoordinator', 'noord', [['noordschool', 'supportCoordinator', 'school']]);
  await give('noordschool', 'lead.accept', { caseId: north }, 'noord');
  const theirPlan = await agree('noordschool', north, 'Noordplan', 'noordschool', 'noord');
  await give('noordschool', 'ladder.raise', { agreementId: theirPlan, rung: 4 }, 'noord');
  return { theirs, own, left, north };
}

/** Every command there is, with its arguments that take an id. */
export function commandsWithIds(): { readonly name: string; readonly ids: ReturnType<typeof idsOf> }[] {
  return [...COMMANDS.values()].map(({ name, args }) => ({ name, ids: idsOf(name, args) }));
}
