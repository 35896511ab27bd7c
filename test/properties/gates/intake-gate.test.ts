import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { missingOfIntake } from '../../../src/domain/intake/intake.ts';
import type { Change } from '../../../src/ports/database/index.ts';
import { createTestDatabase } from '../../support/database/test-database.ts';
import type { TestDatabase } from '../../support/database/test-server.ts';
import { COORDINATOR, LEAD, MOTHER, REGION_FILE } from '../../support/people/in-slack.ts';
import { argumentsFor, openWorld, type Plant, today, type World } from '../history.ts';

/** The commands that people in it give in any order while a case is in its intake. */
const NAMES = [
  'intake.contact',
  'intake.method',
  'intake.question',
  'intake.routes',
  'intake.authority',
  'intake.skip',
  'intake.skip',
  'intake.complete',
  'intake.decline',
  'agreement.create',
  'agreement.createByPhone',
  'case.hold',
  'case.resume',
  'case.reopen',
] as const;
const PEOPLE = [COORDINATOR, COORDINATOR, LEAD, MOTHER];
const STEP = fc.record({
  who: fc.nat(PEOPLE.length - 1),
  what: fc.nat(NAMES.length - 1),
  seeds: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
});
type Steps = { who: number; what: number; seeds: number[] }[];

/** C02: it is open only when all stands that is needed, and no agreement is made before that. */
function breachIn(state: CaseState): string | null {
  const { status } = state.case;
  if (status === 'intake' && state.agreements.length > 0) return 'an agreement was made in an intake';
  const missing = missingOfIntake(state);
  const isPast = status === 'open' || status === 'on_hold';
  return isPast && missing.length > 0 ? `it was opened without ${missing.join(', ')}` : null;
}

async function play(
  database: TestDatabase,
  steps: Steps,
  plant?: Plant,
  seen: CaseState[] = [],
): Promise<string | null> {
  await database.database.pool.query(
    'TRUNCATE "case", "intakeNote", "participant", "agreement", "confirmation", "timer", "room", "conversation", "message", "inbound"',
  );
  const world = await openWorld(database, plant, `${REGION_FILE}intake: skippable\n`);
  const caseId = await begin(world);
  for (const { who, what, seeds } of steps) {
    const [state] = await world.cases();
    if (!state) return null;
    let seed = 0;
    const draw = <T>(from: readonly T[]): T | undefined =>
      from[(seeds[seed++ % seeds.length] ?? 0) % Math.max(1, from.length)];
    const name = NAMES[what] ?? 'intake.complete';
    const args = { ...argumentsFor(name, state, draw, today(world)), caseId };
    await world.command(PEOPLE[who] ?? COORDINATOR, name, args);
    for (const now of await world.cases()) {
      seen.push(now);
      const breach = breachIn(now);
      if (breach) return breach;
    }
  }
  return null;
}

async function begin(world: World): Promise<string> {
  await world.command(COORDINATOR, 'case.open', { firstDay: '2027-01-04' });
  const caseId = (await world.cases())[0]?.case.id ?? '';
  for (const [member, role] of [
    [LEAD, 'municipalCaseManager'],
    [MOTHER, 'guardian'],
  ] as const)
    await world.command(COORDINATOR, 'participant.add', { caseId, member, role });
  if ((await world.cases())[0]?.case.status !== 'intake')
    throw new Error('the history begins with no intake');
  return caseId;
}

/** A bug on purpose: whatever is written down in an intake opens the case. */
const opensAtOnce: Plant = {
  change: (change: Change) => ({
    ...change,
    cases: change.cases.map((one) =>
      one.after.intake.length > 0 && one.after.case.status === 'intake'
        ? { ...one, after: { ...one.after, case: { ...one.after.case, status: 'open' as const } } }
        : one,
    ),
  }),
};

describe('the gate of an intake, over any history', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  const holds = (plant?: Plant, numRuns = 25) =>
    fc.check(
      fc.asyncProperty(fc.array(STEP, { minLength: 4, maxLength: 16 }), async (steps) => {
        expect(await play(database, steps, plant)).toBeNull();
      }),
      { numRuns, seed: 11, endOnFailure: true },
    );

  it('opens no case without what is needed, and takes no agreement before that', async () => {
    expect((await holds()).failed).toBe(false);
  });

  it('sees it when a case is opened too early', async () => {
    const found = await holds(opensAtOnce);
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toContain('it was opened without');
  });

  it('does open a case once everything stands', async () => {
    const all = ['contact', 'method', 'routes', 'authority'].map((step) => `intake.${step}`);
    const order = [...all, 'intake.skip', 'intake.complete'] as const;
    const steps = order.map((name) => ({
      ...{ who: 0, what: NAMES.indexOf(name as (typeof NAMES)[number]) },
      seeds: Array.from({ length: 8 }, () => 2),
    }));
    const seen: CaseState[] = [];
    expect(await play(database, steps, undefined, seen)).toBeNull();
    expect(seen.at(-1)).toMatchObject({ case: { status: 'open' } });
  });
});
