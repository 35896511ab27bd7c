import { afterEach, beforeAll, expect } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import type { NewMessage } from '../../../src/ports/database/index.ts';
import type { Claimed, DeliveryOutcome } from '../../../src/ports/outbox.ts';
import type { PostgresStore } from '../../../src/store/index.ts';
import type { Database } from '../../../src/store/postgres/database.ts';
import { message, NOW, regionOn, storeOn } from '../../fixtures/cases.ts';
import { createTestDatabase } from './test-database.ts';

export const LEASE = 60_000;
export const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
export const about = (c: Claimed) => ({
  messageId: c.id,
  conversationId: c.conversation.id,
  revision: c.revision,
});
export const sent = (c: Claimed, externalRef: string | null = 'C1:1.1'): DeliveryOutcome => ({
  ...about(c),
  outcome: 'sent',
  externalRef,
});
export const again = (c: Claimed, when: string, over = {}): DeliveryOutcome => ({
  ...about(c),
  outcome: 'again',
  at: when,
  counts: true,
  uncertain: false,
  error: 'later',
  ...over,
});
export const one = (claimed: Claimed[]): Claimed => {
  expect(claimed).toHaveLength(1);
  return claimed[0] as Claimed;
};
export const wordsOf = ({ payload }: Pick<Claimed, 'payload'>): unknown =>
  payload.type === 'GoodNews' ? payload.strength : payload.type;
export const texts = (claimed: readonly Pick<Claimed, 'payload'>[]): unknown[] => claimed.map(wordsOf);
export const of = ({ case: { id, code } }: CaseState) => ({ caseId: id, code });
export const said = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
  message(state, { payload: { type: 'GoodNews', ...of(state), agreement: null, strength: text }, ...over });
export const DIGEST = {
  type: 'NudgeDigest',
  date: '2026-11-23',
  strengths: [],
  items: [],
  confirm: [],
} as const;

/** A store for one test file, with a region whose outbox is emptied after each test, and a sender. */
export function outboxDatabase() {
  const here: { database: Database; store: PostgresStore; region: Region } = {
    database: undefined as never,
    store: undefined as never,
    region: undefined as never,
  };
  beforeAll(async () => {
    const test = await createTestDatabase();
    here.database = test.database;
    here.store = storeOn(test.database);
    here.region = await regionOn(test.database, here.store);
    return () => test.drop();
  });
  afterEach(async () => {
    await here.database.pool.query('TRUNCATE "message", "conversation", "pace"');
  });
  const claim = (worker = 'a', now = NOW, limit = 50): Promise<Claimed[]> =>
    here.store.outbox.claim(worker, now, LEASE, limit);
  const post = async (...messages: NewMessage[]): Promise<void> => {
    expect(await here.store.commit({ now: NOW, cases: [], messages })).toEqual({ result: 'done' });
  };
  const rowOf = async (id: string): Promise<Record<string, unknown>> =>
    (await here.database.pool.query('SELECT * FROM "message" WHERE "id" = $1', [id])).rows[0];
  /** Sends all that a case says when it is opened. */
  const claimAll = async (): Promise<void> => {
    for (let c = await claim(); c.length > 0; c = await claim())
      await here.store.outbox.record(
        'a',
        NOW,
        c.map((x) => sent(x)),
      );
  };
  return Object.assign(here, { claim, post, rowOf, claimAll });
}
