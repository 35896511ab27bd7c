import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { message, NOW, nudge, openedCase, regionOn, storeOn, timer } from '../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import type { CaseState } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import type { PostgresStore } from './index.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
});
afterAll(() => test.drop());

describe('absence', () => {
  it('is known of the person, and ends when they are back', async () => {
    const state = await openedCase(store, region);
    const personId = state.participants[0]?.personId as string;
    const absence = (from: string, until: string | null) => ({
      id: randomUUID(),
      personId,
      from,
      until,
      reportedAt: NOW,
    });
    await store.commit({
      now: NOW,
      cases: [],
      messages: [],
      absences: [absence('2026-11-20', null), absence('2026-12-24', '2026-12-31')],
    });
    await store.commit({
      now: NOW,
      cases: [],
      messages: [],
      absencesEnded: [{ personId, until: '2026-11-22' }],
    });
    const [person] = await store.people([personId]);
    expect(person?.absences).toEqual([
      { from: '2026-11-20', until: '2026-11-22' },
      { from: '2026-12-24', until: '2026-12-31' },
    ]);
    const absencesTakenBack = [{ personId, after: '2026-11-23' }];
    await store.commit({ now: NOW, cases: [], messages: [], absencesTakenBack });
    expect((await store.people([personId]))[0]?.absences).toEqual([
      { from: '2026-11-20', until: '2026-11-22' },
    ]);
  });
});

describe('the round', () => {
  it('is closed once, however many try', async () => {
    const closed = await Promise.all(
      Array.from({ length: 8 }, () => store.closeRound(region.id, '2026-11-23', NOW, 3)),
    );
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect(await store.roundClosed(region.id, '2026-11-23')).toBe(true);
    expect(await store.roundClosed(region.id, '2026-11-24')).toBe(false);
  });

  it('finds the cases with something due, the oldest first, each once', async () => {
    const own = await regionOn(test.database, store, 'ronde', 'T0RONDE');
    const states = await Promise.all([0, 1, 2].map(() => openedCase(store, own)));
    for (const [i, s] of states.entries()) {
      const timers = [
        timer(s.case.id, own.id, s.case.id, 'silence', `2026-11-2${3 - i}T08:00:00.000Z`),
        timer(s.case.id, own.id, s.case.id, 'clock', `2026-11-2${3 - i}T08:00:00.000Z`),
        timer(s.case.id, own.id, s.case.id, 'lead_missing', '2026-12-24T08:00:00.000Z'),
      ];
      await store.commit({
        now: NOW,
        cases: [{ before: s, after: { ...s, timers }, audit: [] }],
        messages: [],
      });
    }
    const ids = states.map((s) => s.case.id);
    expect(await store.dueCaseIds(own.id, '2026-11-23T08:00:00.000Z', 10)).toEqual([ids[2], ids[1], ids[0]]);
    expect((await store.dueCaseIds(own.id, '2026-11-23T08:00:00.000Z', 2))[0]).toBe(ids[2]);
    expect(await store.dueCaseIds(own.id, '2026-11-20T08:00:00.000Z', 10)).toEqual([]);
  });

  it('gives each person one digest a day: the second writer meets a conflict', async () => {
    const own = await regionOn(test.database, store, 'bundel', 'T0BUNDEL');
    const state = await openedCase(store, own);
    const personId = state.participants[0]?.personId as string;
    const [group, ...others] = await store.undigested(own.id, '2026-11-23', 10, null);
    expect(others).toEqual([]);
    expect(group).toEqual({
      personId,
      nudges: [
        {
          id: state.nudges[0]?.id,
          caseId: state.case.id,
          agreementId: state.agreements[0]?.id,
          step: 'before',
        },
      ],
    });
    const digest = () => ({
      id: randomUUID(),
      personId,
      date: '2026-11-23',
      nudgeIds: [state.nudges[0]?.id as string],
    });
    const write = () =>
      store.commit({ now: NOW, cases: [], messages: [message(state)], digests: [digest()] });
    expect((await Promise.all([write(), write()])).map((r) => r.result).sort()).toEqual(['conflict', 'done']);
    expect(await store.undigested(own.id, '2026-11-23', 10, null)).toEqual([]);
    expect((await store.cases([state.case.id]))[0]?.nudges[0]?.digestId).toEqual(expect.any(String));
  });

  it('settles what is no longer asked without a message, and the day stays free', async () => {
    const own = await regionOn(test.database, store, 'leeg', 'T0LEEG');
    const state = await openedCase(store, own);
    const personId = state.participants[0]?.personId as string;
    const settle = { id: null, personId, date: '2026-11-23', nudgeIds: state.nudges.map((n) => n.id) };
    await store.commit({ now: NOW, cases: [], messages: [], digests: [settle] });
    expect(await store.undigested(own.id, '2026-11-23', 10, null)).toEqual([]);
    const later = {
      ...nudge(state.case.id, state.agreements[0]?.id as string, personId),
      step: 'due' as const,
    };
    const [loaded] = await store.cases([state.case.id]);
    const before = loaded as CaseState;
    expect(before.nudges[0]?.outcome).toBe('skipped');
    await store.commit({
      now: NOW,
      cases: [{ before, after: { ...before, nudges: [...before.nudges, later] }, audit: [] }],
      messages: [],
    });
    expect(
      (await store.undigested(own.id, '2026-11-23', 10, null)).map((g) => g.nudges.map((n) => n.step)),
    ).toEqual([['due']]);
    expect(await store.undigested(own.id, '2026-11-23', 10, personId)).toEqual([]);
  });
});
