import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Change } from '../../../src/ports/database/index.ts';
import { WITH_CONTACT } from '../../support/cases/request-story.ts';
import { createTestDatabase } from '../../support/database/test-database.ts';
import type { TestDatabase } from '../../support/database/test-server.ts';
import { personOf } from '../../support/schakel/region.ts';
import { argumentsFor, openWorld, type Plant, today, type World } from '../history.ts';

const REGION = WITH_CONTACT.replace(
  'organisations:',
  '  - { key: vader, name: Vader, email: vader@example.org }\norganisations:',
);
/** The commands that people give in any order about one party, the partnership, which takes no part. */
const NAMES = [
  'consent.ask',
  'consent.answer',
  'consent.answer',
  'consent.answer',
  'request.ask',
  'request.ask',
  'request.answer',
  'request.notHeld',
  'request.enterByPhone',
  'request.confirm',
  'request.takeBack',
  'participant.remove',
  'case.hold',
  'case.resume',
] as const;
const KEYS = ['coordinator', 'casemanager', 'moeder', 'moeder', 'vader', 'vader', 'consulent'] as const;
const GUARDIANS = ['moeder', 'vader'] as const;
const STEP = fc.record({
  who: fc.nat(KEYS.length - 1),
  what: fc.nat(NAMES.length - 1),
  seeds: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  hours: fc.constantFrom(0, 0, 3, 24, 72),
});
type Steps = { who: number; what: number; seeds: number[]; hours: number }[];

/** The last answer that each guardian who takes part gave about being asked, read from the answers themselves. */
function isAgreed(state: CaseState): boolean {
  const guardians = state.participants.filter((p) => p.role === 'guardian');
  const said = (id: string): string | undefined =>
    state.consents.find(
      (c) => c.participantId === id && c.partyKey === 'swv' && c.about === 'asking' && c.endedAt === null,
    )?.answer;
  const here = guardians.filter((p) => p.leftAt === null);
  const isRefused = guardians.some((p) => said(p.id) === 'no');
  return here.length > 0 && !isRefused && here.every((p) => said(p.id) === 'yes');
}

/** Invariant 1: what waits for a party has everybody's yes, and none was ever sent without it. */
function breachIn(before: CaseState | undefined, now: CaseState): string | null {
  const waits = ({ status }: CaseState['case']['requests'][number]): boolean =>
    status === 'open' || status === 'by_phone';
  if (now.case.requests.some(waits) && !isAgreed(now)) return 'a question waits without the yes of everybody';
  const known = new Set(before?.case.requests.map(({ id }) => id));
  const isNew = now.case.requests.some(({ id }) => !known.has(id));
  return before && isNew && !isAgreed(before) ? 'a party was asked without the yes of everybody' : null;
}

async function play(
  database: TestDatabase,
  steps: Steps,
  plant?: Plant,
  seen: CaseState[] = [],
): Promise<string | null> {
  await database.database.pool.query(
    'TRUNCATE "case", "intakeNote", "participant", "agreement", "confirmation", "consent", "timer", "room", "conversation", "message", "inbound", "substance"',
  );
  const world = await openWorld(database, plant, REGION);
  const ids = new Map<string, string>();
  for (const key of KEYS) ids.set(key, await personOf(database, key));
  const idOf = (key: string): string => ids.get(key) ?? '';
  const caseId = await begin(world, idOf);
  for (const { who, what, seeds, hours } of steps) {
    const [state] = await world.cases();
    if (!state) return null;
    let seed = 0;
    const draw = <T>(from: readonly T[]): T | undefined =>
      from[(seeds[seed++ % seeds.length] ?? 0) % Math.max(1, from.length)];
    const name = NAMES[what] ?? 'request.ask';
    const drawn = argumentsFor(name, state, draw, today(world));
    const about = 'about' in drawn ? { about: 'asking' } : {};
    const party = 'party' in drawn ? { party: 'swv' } : {};
    const contact =
      'contact' in drawn ? { contact: idOf('consulent'), question1: 'Wat is er geprobeerd?' } : {};
    await world.onWeb(idOf(KEYS[who] ?? ''), name, { ...drawn, caseId, ...about, ...party, ...contact });
    world.clock.advance(hours * 3_600_000);
    await world.round();
    for (const now of await world.cases()) {
      seen.push(now);
      const breach = breachIn(state, now);
      if (breach) return breach;
    }
  }
  return null;
}

async function begin(world: World, idOf: (key: string) => string): Promise<string> {
  await world.onWeb(idOf('coordinator'), 'case.open', { firstDay: '2027-01-04' });
  const caseId = (await world.cases())[0]?.case.id ?? '';
  for (const key of GUARDIANS)
    await world.onWeb(idOf('coordinator'), 'participant.add', {
      caseId,
      person: idOf(key),
      role: 'guardian',
    });
  await world.onWeb(idOf('coordinator'), 'consent.ask', { caseId, party: 'swv', about: 'asking' });
  if ((await world.cases())[0]?.participants.length !== 3)
    throw new Error('the history begins with no family');
  return caseId;
}

/** A bug on purpose: a question that is out goes on waiting, whatever the family says after that. */
const staysOut: Plant = {
  change: (change: Change) => ({
    ...change,
    cases: change.cases.map((one) => ({
      ...one,
      after: {
        ...one.after,
        case: {
          ...one.after.case,
          requests: one.after.case.requests.map((request) =>
            request.status === 'without_yes'
              ? { ...request, status: 'open' as const, endedAt: null }
              : request,
          ),
        },
      },
    })),
  }),
};

/** Presses in this order, each drawn the same way. */
const inOrder = (
  ...order: readonly (readonly [who: (typeof KEYS)[number], what: string, seed: number])[]
): Steps =>
  order.map(([key, what, seed]) => ({
    ...{ who: KEYS.indexOf(key), what: NAMES.indexOf(what as (typeof NAMES)[number]), hours: 0 },
    seeds: Array.from({ length: 8 }, () => seed),
  }));
const YES = 0;
const NO = 1;
const ASKED = [
  ['moeder', 'consent.answer', YES],
  ['vader', 'consent.answer', YES],
  ['coordinator', 'request.ask', 0],
] as const;

describe('a question to a party, over any history', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  const holds = (plant?: Plant, numRuns = 12) =>
    fc.check(
      fc.asyncProperty(fc.array(STEP, { minLength: 3, maxLength: 14 }), async (steps) => {
        expect(await play(database, [...inOrder(...ASKED), ...steps], plant)).toBeNull();
        expect(await play(database, steps, plant)).toBeNull();
      }),
      { numRuns, seed: 11, endOnFailure: true },
    );

  it('reaches nobody without the yes of everybody whose word counts', async () => {
    expect((await holds()).failed).toBe(false);
  });

  it('sees it when a question goes on waiting after a no', async () => {
    const found = await holds(staysOut);
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toContain('a question waits');
  });

  it('does reach the party with the yes of both, and is taken back with one of them', async () => {
    const seen: CaseState[] = [];
    const steps = inOrder(...ASKED, ['vader', 'consent.answer', NO]);
    expect(await play(database, steps, undefined, seen)).toBeNull();
    const [asked, after] = [seen.at(-2), seen.at(-1)].map((one) => one?.case.requests.map((r) => r.status));
    expect([asked, after]).toEqual([['open'], ['without_yes']]);
  });
});
