import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullCase, NOW, opening, praise, regionOn, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { PostgresStore } from '../index.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
});
afterAll(() => test.drop());

const ZONE = 'Europe/Amsterdam';
const open = (of = region) => store.caseload.openCases(of.id, ZONE, '2026-11-23');

async function opened(change: (s: CaseState) => CaseState): Promise<CaseState> {
  const state = change(fullCase(region));
  expect(await store.commit(opening(state))).toEqual({ result: 'done' });
  return (await store.cases([state.case.id]))[0] as CaseState;
}

it('a case comes as one row: its lead, what is open of it, who is waited for, and what it lacks', async () => {
  const state = await opened((s) => {
    const [a] = s.agreements as [CaseState['agreements'][number]];
    const [escalation] = s.escalations as [CaseState['escalations'][number]];
    const done = { ...a, id: crypto.randomUUID(), number: 2, status: 'done', doneOn: '2026-11-20' } as const;
    const after = { ...a, id: crypto.randomUUID(), number: 3, predecessorId: done.id, workingDaysAfter: 5 };
    const waits = { ...a, id: crypto.randomUUID(), number: 4, predecessorId: after.id, workingDaysAfter: 5 };
    return {
      ...s,
      agreements: [a, done, after, waits],
      escalations: [
        { ...escalation },
        {
          ...escalation,
          id: crypto.randomUUID(),
          rung: 4,
          contactTitle: 'Wethouder',
          contactPersonId: null,
          status: 'missing',
        },
      ],
    };
  });
  const found = (await open()).find((line) => line.caseId === state.case.id);
  expect(found).toMatchObject({
    code: state.case.code,
    openedOn: '2026-11-23',
    lead: { name: 'Coördinator' },
    strength: 'tekent elke dag',
    doneLately: 1,
    missing: ['Wethouder'],
    asked: ['Teamleider'],
  });
  const base = {
    ownerRole: 'coordinator',
    madeOn: '2026-11-23',
    due: '2026-12-01',
    awaiting: ['coordinator'],
  };
  expect(found?.agreements).toMatchObject([
    { ...base, disputed: true, stuck: true, waits: false, follows: null },
    {
      ...base,
      disputed: false,
      stuck: false,
      waits: false,
      follows: { doneOn: '2026-11-20', workingDays: 5 },
    },
    { ...base, waits: true, follows: null },
  ]);
});

it('what Schakel does by itself is no movement; what a person does, is', async () => {
  const state = await opened((s) => s);
  const at = async () => (await open()).find((line) => line.caseId === state.case.id)?.lastActOn;
  const later = { ...praise(state, 'lacht weer'), now: '2026-12-01T09:00:00.000Z' };
  const bySchakel = later.cases.map((c) => ({
    ...c,
    audit: c.audit.map((e) => ({ ...e, actor: 'schakel' as const })),
  }));
  await store.commit({ ...later, cases: bySchakel });
  expect(await at()).toBe('2026-11-23');
  const [now] = (await store.cases([state.case.id])) as [CaseState];
  await store.commit({ ...praise(now, 'tekent'), now: '2026-12-02T23:30:00.000Z' });
  // Half past midnight where the region is.
  expect(await at()).toBe('2026-12-03');
});

it('a closed case is not there, nor one of another region', async () => {
  const other = await regionOn(test.database, store, 'ander', 'T0TWO');
  const closed = await opened((s) => ({ ...s, case: { ...s.case, status: 'closed', closedAt: NOW } }));
  expect((await open()).map((line) => line.caseId)).not.toContain(closed.case.id);
  expect(await open(other)).toEqual([]);
});

it('the days on which signs came: organisations of care and youth, who took the lead, calls, and a difference', async () => {
  const state = await opened((s) => {
    const [first] = s.participants as [CaseState['participants'][number]];
    const one = (role: Role, organisationKey: string | null, joinedAt: string) => ({
      ...first,
      id: crypto.randomUUID(),
      role,
      organisationKey,
      joinedAt,
    });
    const helpers = [
      one('municipalCaseManager', 'gemeente', '2026-11-24T09:00:00.000Z'),
      one('municipalManager', 'gemeente', '2026-11-26T09:00:00.000Z'),
      one('careProvider', null, '2026-11-25T09:00:00.000Z'),
    ];
    return { ...s, participants: [...s.participants, ...helpers] };
  });
  const { cases, ...accepted } = praise(state, 'x');
  const audit = { actor: 'schakel', action: 'lead.accepted', objectId: state.case.id } as const;
  await store.commit({ ...accepted, cases: cases.map((c) => ({ ...c, audit: [audit, audit] })) });
  const found = (await open()).find((line) => line.caseId === state.case.id);
  expect(found).toMatchObject({
    helpers: ['2026-11-23', '2026-11-24', '2026-11-25'],
    leads: ['2026-11-23', '2026-11-23'],
    calls: ['2026-11-23'],
    agreements: [{ disputedOn: '2026-11-23' }],
  });
});
