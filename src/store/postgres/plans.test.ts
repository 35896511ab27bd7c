import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  KEYS,
  message,
  NOW,
  openedCase,
  praise,
  regionOn,
  SECRET,
  storeOn,
} from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { mayRead, type RightToRead } from '../../domain/substance/may-read.ts';
import { Substance } from '../../domain/substance/substance.ts';
import type { ContextQuery } from '../../ports/database/index.ts';
import { sentTo } from '../outbox/sent-letters.ts';
import { createDeliveries } from '../regions/health.ts';
import { createSeal } from '../sealing/seal.ts';
import { createSubstanceBook } from '../substance/book.ts';
import { resealSubstance } from '../substance/reseal.ts';
import { createReading } from '../web/reading.ts';

/**
 * A query of a command, a round or a delivery must not read a whole table, however much lies in it. With whole reads
 * forbidden, the planner still writes one down where no index can serve: that is what is looked for.
 */
let test: Awaited<ReturnType<typeof createTestDatabase>>;
const asked = new Map<string, string>();

beforeAll(async () => {
  test = await createTestDatabase();
  const listen = vi.spyOn(pg.Client.prototype, 'query');
  await useEverything();
  for (const [query] of listen.mock.calls as unknown as [string | pg.QueryConfig][])
    if (typeof query === 'object' && query.name) asked.set(query.name, query.text);
  listen.mockRestore();
});
afterAll(() => test.drop());

async function useEverything(): Promise<void> {
  const store = storeOn(test.database);
  const region = await regionOn(test.database, store);
  const state = await openedCase(store, region, (s) => [message(s)]);
  const personId = state.participants[0]?.personId as string;
  const from = {
    platform: 'slack',
    workspaceExternalId: 'T0ONE',
    userExternalId: 'U0REGIO1',
    inboundKey: 'k',
  };
  const finds: ContextQuery['find'][] = [
    { caseId: state.case.id },
    { agreementId: state.agreements[0]?.id as string },
    { escalationId: state.case.id },
    { channel: 'C' },
    { code: 'x' },
    null,
  ];
  for (const find of finds) await store.context({ ...from, find });
  await store.cases([state.case.id, region.id]);
  await store.openCaseIdsOf([personId]);
  await store.renewed([state.case.id], personId);
  await store.importedBefore(region.id, [state.case.id]);
  await store.people([personId]);
  await store.personByIdentity(region.workspaces[0]?.id as string, 'U0');
  await store.dueCaseIds(region.id, NOW, 100);
  await store.undigested(region.id, '2026-11-23', 100, null);
  await store.outbox.troubles(NOW);
  await createDeliveries(test.database.pool).ofRegion(region.id, NOW);
  await store.noteRead({ now: NOW, actor: personId, action: 'read.room', caseIds: [state.case.id] });
  await store.caseload.openCases(region.id, 'Europe/Amsterdam', '2026-11-23');
  await sentTo(test.database.pool, { id: state.case.id, personId, caseId: state.case.id }, NOW, true);
  const reading = createReading(test.database.pool, KEYS);
  await reading.versions([state.case.id, personId]);
  await reading.toldTo(personId, 10);
  await reading.cameSince([personId]);
  await reading.toldAbout(personId, 10);
  await reading.noteSeen([state.case.id], NOW);
  await reading.history(state.case.id, null, 10);
  const book = createSubstanceBook(test.database.pool, createSeal(SECRET), store.noteRead);
  const right = mayRead('record', state, region, personId) as RightToRead;
  await book.read(right, NOW);
  const touched = Object.fromEntries(
    ['participants', 'agreements', 'confirmations', 'blockers', 'escalations', 'rooms'].map((part) => [
      part,
      (state as unknown as Record<string, object[]>)[part]?.map((row) => ({ ...row })),
    ]),
  );
  const [now = state] = await store.cases([state.case.id]);
  const change = praise({ ...state, timers: [] } as CaseState, 'x', [message(state)]);
  const written = await store.commit({
    ...change,
    inbound: { key: 'once', reply: null },
    cases: change.cases.map((c) => ({
      ...c,
      before: now,
      after: { ...c.after, ...touched } as CaseState,
      substance: [
        book.seal(new Substance('record', state.case.id, 'x'), {
          id: state.case.id,
          writtenById: personId,
          writtenAt: NOW,
        }),
      ],
    })),
    erased: [{ caseId: state.case.id }, { writtenById: region.id }],
    emptied: [{ caseId: region.id }],
    absences: [],
    absencesReplaced: [{ personId, from: '2026-11-22', until: null, today: '2026-11-22' }],
    absencesEnded: [{ personId, until: '2026-11-22' }],
    digests: [{ id: state.case.id, personId, date: '2026-11-23', nudgeIds: state.nudges.map((n) => n.id) }],
  });
  expect(written).toEqual({ result: 'done' });
  await resealSubstance(test.database.pool, createSeal('another key, as long as one is', [SECRET]));
  const [claimed] = await store.outbox.claim('w', NOW, 60_000, 10);
  if (!claimed) throw new Error('nothing to send');
  const about = {
    messageId: claimed.id,
    conversationId: claimed.conversation.id,
    revision: claimed.revision,
  };
  await store.outbox.record('w', NOW, [{ ...about, outcome: 'sent', externalRef: null }]);
  await store.outbox.takePace(NOW, [{ key: 'k', everyMs: 1, burst: 1 }]);
}

it('nothing that is asked all day reads a whole table', async () => {
  const client = await test.database.pool.connect();
  await client.query('SET enable_seqscan = off');
  const whole: string[] = [];
  for (const [name, text] of asked) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>({
      text: `EXPLAIN (GENERIC_PLAN) ${text}`,
      queryMode: 'simple',
    } as pg.QueryConfig);
    for (const row of rows)
      if (/Seq Scan on/.test(row['QUERY PLAN'])) whole.push(`${name}: ${row['QUERY PLAN'].trim()}`);
  }
  const planted = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT 1 FROM "message" WHERE "lastError" = 'x'`,
  );
  client.release(true);
  expect(planted.rows.some((row) => row['QUERY PLAN'].includes('Seq Scan on'))).toBe(true);
  expect([...asked.keys()].filter((n) => n.startsWith('context')).length).toBe(6);
  expect([...asked.keys()]).toEqual(
    expect.arrayContaining([
      'case',
      'cases',
      'claim',
      'take-reads',
      'note-reads',
      'record',
      'due-cases',
      'renewed',
      'imported-before',
      'undigested',
      'open-cases',
      'region-health',
      'troubles',
      'versions',
      'told-to',
      'note-seen',
      'history',
      'sent-to',
      'read-substance',
      'substance-keys',
      'substance-of-key',
      'reseal-substance',
    ]),
  );
  expect(whole).toEqual([]);
});
