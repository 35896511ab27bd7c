import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/app/registry.ts';
import { instantAt, localDate, nextContactMoment } from '../../src/domain/calendar/index.ts';
import type { CaseState } from '../../src/domain/case/state.ts';
import type { Message, Payload } from '../../src/domain/messages/index.ts';
import type { Change } from '../../src/ports/database/index.ts';
import { compose } from '../../src/text/compose.ts';
import { CALENDAR } from '../support/cases/case-builder.ts';
import { createTestDatabase } from '../support/database/test-database.ts';
import type { TestDatabase } from '../support/database/test-server.ts';
import { COORDINATOR, LEAD, MOTHER, MUNICIPALITY, SCHOOL } from '../support/people/in-slack.ts';
import { argumentsFor, MARKER, openWorld, type Plant, QUERIES, today, type World } from './history.ts';

/** Commands of a history: all of the registry but those that end it, or set the region up while it runs. */
const NAMES = [...COMMANDS.values()]
  .filter(
    (c) =>
      (c.run.on !== 'query' || QUERIES.includes(c.name)) &&
      !c.name.startsWith('manage.') &&
      !['case.close', 'case.open', 'case.import', 'person.days'].includes(c.name),
  )
  .map((c) => c.name);
const PEOPLE = [COORDINATOR, LEAD, SCHOOL, MUNICIPALITY, MOTHER];
const TASKS = new Set([
  'OpenRoom',
  'Invite',
  'InviteExternal',
  'Remove',
  'SetTopic',
  'ArchiveRoom',
  'Welcome',
]);
const STEP = fc.record({
  who: fc.nat(PEOPLE.length - 1),
  what: fc.nat(NAMES.length - 1),
  seeds: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  hours: fc.constantFrom(0, 0, 0, 3, 24, 72),
});
type Steps = { who: number; what: number; seeds: number[]; hours: number }[];

interface Found {
  readonly breach: string | null;
}

/** Plays one history in a new case and looks at every invariant after every step; the first breach ends it. */
async function play(database: TestDatabase, steps: Steps, plant?: Plant): Promise<Found> {
  await database.database.pool.query(
    'TRUNCATE "case", "intakeNote", "participant", "agreement", "confirmation", "blocker", "nudge", "escalation", "timer", "track", "room", "conversation", "message", "inbound", "digest", "round", "absence"',
  );
  const world = await openWorld(database, plant);
  await prepare(world);
  for (const step of steps) {
    const state = (await world.cases())[0];
    if (!state) return { breach: null };
    let seed = 0;
    const draw = <T>(from: readonly T[]): T | undefined =>
      from[(step.seeds[seed++ % step.seeds.length] ?? 0) % Math.max(1, from.length)];
    const name = NAMES[step.what] ?? '';
    await world.command(PEOPLE[step.who] ?? '', name, argumentsFor(name, state, draw, today(world)));
    world.clock.advance(step.hours * 3_600_000);
    const before = await world.cases();
    await world.round();
    await world.deliver();
    const breach = (await look(world)) ?? unmoved(before, await world.cases());
    if (breach) return { breach };
  }
  return { breach: null };
}

async function prepare(world: World): Promise<void> {
  await world.command(COORDINATOR, 'case.open', { firstDay: '2027-01-04' });
  const [opened] = await world.cases();
  const caseId = opened?.case.id ?? '';
  for (const [member, role] of [
    [LEAD, 'municipalCaseManager'],
    [SCHOOL, 'supportCoordinator'],
    [MUNICIPALITY, 'careProvider'],
    [MOTHER, 'guardian'],
  ] as const) {
    await world.command(COORDINATOR, 'participant.add', { caseId, member, role });
  }
  await world.command(LEAD, 'lead.accept', { caseId });
  const owner = (await world.cases())[0]?.participants.find((p) => p.role === 'supportCoordinator')?.id ?? '';
  await world.command(LEAD, 'agreement.create', {
    caseId,
    title: `${MARKER} plan`,
    doneWhen: `${MARKER} af`,
    owner,
    due: '2027-01-14',
  });
  if ((await world.cases())[0]?.agreements.length !== 1)
    throw new Error('the history has no agreement to begin with');
}

async function look(world: World): Promise<string | null> {
  const states = await world.cases();
  return (
    states.map(agreementsAreWhole).find((b) => b !== null) ??
    (await oneLead(world, states)) ??
    (await audited(world)) ??
    (await confirmedByPeople(world)) ??
    (await onlyInContactHours(world)) ??
    (await arrivedInContactHours(world)) ??
    (await sendsAreWritten(world)) ??
    (await readsAreWritten(world)) ??
    (await noSubstance(world))
  );
}

/** (3) one owner, a date, a criterion. */
function agreementsAreWhole(state: CaseState): string | null {
  const broken = state.agreements.find(
    (a) => !a.due || a.doneWhen.trim() === '' || !state.participants.some((p) => p.id === a.ownerId),
  );
  return broken ? `3: agreement ${broken.number} lacks an owner, a date or a criterion` : null;
}

/** (2) whoever has the lead is the one whom everybody was told last, and nobody else was told so after them. */
async function oneLead(world: World, states: readonly CaseState[]): Promise<string | null> {
  const { rows } = await world.database.database.pool.query<{ caseId: string; leadId: string }>(
    `SELECT DISTINCT ON ("payload"->>'caseId') "payload"->>'caseId' AS "caseId", "payload"->'lead'->>'id' AS "leadId"
     FROM "message"
     WHERE "type" = 'LeadMandate'
     ORDER BY "payload"->>'caseId', "createdAt" DESC, "id" DESC`,
  );
  const told = new Map(rows.map((row) => [row.caseId, row.leadId]));
  const wrong = states.some((state) => {
    const lead = state.participants.find((p) => p.id === state.case.leadId);
    return lead !== undefined && told.get(state.case.id) !== lead.personId;
  });
  return wrong ? '2: somebody has the lead, and everybody was told of another' : null;
}

/** (4) every confirmation was somebody's act at that very moment. */
async function confirmedByPeople(world: World): Promise<string | null> {
  const { rowCount } = await world.database.database.pool.query(
    `SELECT 1 FROM "confirmation" c WHERE NOT EXISTS (SELECT 1 FROM "audit" a WHERE a."chainId" = c."caseId" AND a."at" = c."at" AND a."actor" <> 'schakel')`,
  );
  return rowCount ? '4: a confirmation that nobody gave' : null;
}

/** (5) time changes no status, owner or date. */
function unmoved(before: readonly CaseState[], after: readonly CaseState[]): string | null {
  const facts = (states: readonly CaseState[]): string =>
    JSON.stringify(states.flatMap((s) => s.agreements.map((a) => [a.id, a.status, a.ownerId, a.due])));
  return facts(before) === facts(after) ? null : '5: a round changed a status, an owner or a date';
}

/** (7) nothing unsolicited outside contact hours. */
async function onlyInContactHours(world: World): Promise<string | null> {
  const { rows } = await world.database.database.pool.query<{ type: string; notBefore: string }>(
    'SELECT DISTINCT "type", "notBefore" FROM "message" WHERE NOT "isCard"',
  );
  const bad = rows.find(
    (m) => !TASKS.has(m.type) && nextContactMoment(CALENDAR, null, m.notBefore) !== m.notBefore,
  );
  return bad ? `7: ${bad.type} at ${bad.notBefore}` : null;
}

/** (7) nor does it arrive then, however long it was held up: what came in the evening is an answer or a card. */
async function arrivedInContactHours(world: World): Promise<string | null> {
  const late = world.arrived.filter(({ at }) => nextContactMoment(CALENDAR, null, at) !== at);
  const { rows } = await world.database.database.pool.query<{ type: string }>(
    'SELECT "type" FROM "message" WHERE "id" = ANY ($1) AND NOT "isCard"',
    [late.map((one) => one.messageId)],
  );
  return rows[0] ? `7: ${rows[0].type} arrived outside contact hours` : null;
}

/** (9) of every message that arrived it stands written when, where and to whom. */
async function sendsAreWritten(world: World): Promise<string | null> {
  const { rows } = await world.database.database.pool.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM "message" WHERE "id" = ANY ($1) AND "confirmedAt" IS NOT NULL AND "conversationId" IS NOT NULL`,
    [world.arrived.map((one) => one.messageId)],
  );
  return rows[0]?.n === world.arrived.length ? null : '9: something was sent that is written nowhere';
}

/** (9) whoever was shown something of a case stands in its audit. */
async function readsAreWritten(world: World): Promise<string | null> {
  const { rows } = await world.database.database.pool.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM "audit" WHERE "action" LIKE 'read.%' AND "actor" <> 'schakel'`,
  );
  return Number(rows[0]?.n) - world.readsBefore === world.looked.length
    ? null
    : '9: somebody read, and it is written nowhere';
}

/** (8) no substance in push texts, names of rooms or logs. */
async function noSubstance(world: World): Promise<string | null> {
  const { rows } = await world.database.database.pool.query<{ payload: Message; type: string }>(
    'SELECT "payload", "type" FROM "message"',
  );
  const reader = { language: 'nl', formal: false, titles: true, place: 'direct', webUrl: null } as const;
  const pushed = rows
    .filter((m) => !TASKS.has(m.type) || m.type === 'Welcome')
    .some((m) => compose(m.payload, reader).notification.includes(MARKER));
  if (pushed) return '8: free text in a push text';
  const named = rows.some(
    (m) => TASKS.has(m.type) && m.type !== 'Welcome' && JSON.stringify(m.payload).includes(MARKER),
  );
  return named || world.logged.some((line) => line.includes(MARKER))
    ? '8: free text in a room task or a log'
    : null;
}

/** (9) every version of a case that changed what people agreed has a row in the audit, and the head counts them. */
async function audited(world: World): Promise<string | null> {
  const { rowCount } = await world.database.database.pool.query(
    `SELECT 1 FROM "case" c WHERE c."auditCount" <> (SELECT count(*) FROM "audit" a WHERE a."chainId" = c."id")
     OR EXISTS (SELECT 1 FROM "agreement" g WHERE g."caseId" = c."id" AND NOT EXISTS (SELECT 1 FROM "audit" a WHERE a."chainId" = c."id" AND a."objectId" = g."id"::text))
     OR EXISTS (SELECT 1 FROM "blocker" b WHERE b."caseId" = c."id" AND NOT EXISTS (SELECT 1 FROM "audit" a WHERE a."chainId" = c."id" AND a."objectId" = b."id"::text))`,
  );
  return rowCount ? '9: something happened that the audit does not know' : null;
}

describe('whatever people do and however time passes', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  // A dozen histories of thirty steps, each looked at as a whole: on a busy machine that takes minutes.
  it('the invariants hold', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 10, maxLength: 30 }), async (steps) => {
        expect((await play(database, steps)).breach).toBeNull();
      }),
      { numRuns: 12 },
    );
  });

  const WAIT: Steps = Array.from({ length: 8 }, (_, i) => ({
    who: 2,
    what: NAMES.indexOf('agreement.onTrack'),
    seeds: Array(12).fill(i),
    hours: 24,
  }));
  const time = (change: Change): boolean => change.inbound === undefined;
  const bend = (change: Change, after: (state: CaseState) => CaseState): Change => ({
    ...change,
    cases: change.cases.map((c) => ({ ...c, after: after(c.after) })),
  });
  const agreements = (state: CaseState, over: object): CaseState => ({
    ...state,
    agreements: state.agreements.map((a) => ({ ...a, ...over })),
  });

  it.each<[string, NonNullable<Plant['change']>]>([
    [
      '2',
      (c) =>
        time(c)
          ? bend(c, (s) => {
              const other = s.participants.find((p) => p.role === 'careProvider')?.id ?? null;
              return { ...s, case: { ...s.case, leadId: other } };
            })
          : c,
    ],
    ['3', (c) => (time(c) ? bend(c, (s) => agreements(s, { doneWhen: ' ' })) : c)],
    [
      '4',
      (c) =>
        time(c)
          ? bend(c, (s) => ({
              ...s,
              confirmations: [
                ...s.confirmations,
                {
                  id: crypto.randomUUID(),
                  caseId: s.case.id,
                  agreementId: s.agreements[0]?.id ?? '',
                  textVersion: 1,
                  participantId: s.participants.find((p) => p.role === 'guardian')?.id ?? '',
                  answer: 'confirmed',
                  enteredById: null,
                  words: null,
                  at: c.now,
                },
              ],
            }))
          : c,
    ],
    ['5', (c) => (time(c) ? bend(c, (s) => agreements(s, { due: '2027-06-01' })) : c)],
    [
      '7',
      (c) => ({
        ...c,
        messages: c.messages.map((m) => ({
          ...m,
          notBefore: instantAt('Europe/Amsterdam', localDate('Europe/Amsterdam', m.notBefore), '03:00'),
        })),
      }),
    ],
    [
      '8',
      (c) => ({
        ...c,
        messages: c.messages.map((m) => ({ ...m, payload: { ...m.payload, code: MARKER } as Payload })),
      }),
    ],
    ['9', (c) => ({ ...c, cases: c.cases.map((x) => ({ ...x, audit: [] })) })],
  ])('invariant %s turns red when it is broken on purpose', async (invariant, plant) => {
    const { breach } = await play(database, WAIT, { change: plant });
    expect(breach).toMatch(new RegExp(`^${invariant}:`));
  });

  /** Somebody says what goes well, every three hours: also at three in the afternoon, to be sent at six. */
  const DAY: Steps = WAIT.map((step) => ({ ...step, what: NAMES.indexOf('strength.note'), hours: 3 }));

  it('a message that was held up into the evening turns invariant 7 red when its hours are forgotten', async () => {
    expect((await play(database, DAY)).breach).toBeNull();
    const plant: Plant = {
      change: (c) => ({ ...c, messages: c.messages.map((m) => ({ ...m, notAfter: null })) }),
    };
    expect((await play(database, DAY, plant)).breach).toMatch(/^7: GoodNews arrived/);
  });

  it('a read that is not written down turns invariant 9 red', async () => {
    const looks: Steps = DAY.map((step) => ({ ...step, what: NAMES.indexOf('agreement.list') }));
    expect((await play(database, looks)).breach).toBeNull();
    expect((await play(database, looks, { forgetsReads: true })).breach).toMatch(/^9: somebody read/);
  });

  it('a send that is not written down turns invariant 9 red', async () => {
    const plant: Plant = {
      outcome: (o) => {
        const { messageId, conversationId, revision } = o;
        return o.outcome === 'sent' && o.externalRef !== null
          ? { messageId, conversationId, revision, outcome: 'dropped', error: 'planted' }
          : o;
      },
    };
    expect((await play(database, DAY, plant)).breach).toMatch(/^9: something was sent/);
  });
});
