import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { message, NOW, openedCase, praise, regionOn, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { Region } from '../../domain/region/region.ts';
import { StoreUnavailable } from '../../ports/database/index.ts';
import type { PostgresStore } from '../index.ts';
import { listen } from '../outbox/wake.ts';
import { openDatabase } from '../postgres/database.ts';
import { askTwice } from '../postgres/write-probe.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
});
afterAll(() => test.drop());

/** Breaks every connection to this database, as a restart of the server does. */
async function breakConnections(): Promise<void> {
  const admin = new pg.Client({ connectionString: test.url });
  await admin.connect();
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await admin.end();
}

/** Tries as a person told to try again does: each of the pool's connections (10) may still be found to be broken. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 10; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !(error instanceof StoreUnavailable)) throw error;
    }
  }
}

describe('a database that is away', () => {
  it('is told apart from a mistake of ours', async () => {
    const nowhere = openDatabase('postgresql://schakel:x@127.0.0.1:1/schakel');
    const lost = storeOn(nowhere);
    await expect(lost.cases([region.id])).rejects.toThrow(StoreUnavailable);
    await expect(lost.commit({ now: NOW, cases: [], messages: [] })).rejects.toThrow(StoreUnavailable);
    await expect(lost.outbox.claim('w', NOW, 1, 1)).rejects.toThrow(StoreUnavailable);
    await nowhere.close();
    await expect(store.cases(['no id'])).rejects.not.toThrow(StoreUnavailable);
  });

  it('is not said to be away because one connection was ended while it lay idle', async () => {
    let asked = 0;
    const lost = () =>
      test.database.pool.query(
        asked++ === 0 ? 'SELECT pg_terminate_backend(pg_backend_pid())' : 'SELECT 7 AS "seven"',
      );
    expect((await askTwice(lost)).rows).toEqual([{ seven: 7 }]);
    const refused = () => test.database.pool.query(asked++ === 2 ? 'SELECT 1 / 0' : 'SELECT 1');
    await expect(askTwice(refused)).rejects.toThrow('division by zero');
    expect(asked).toBe(3);
  });

  it('that breaks off in the middle of a write has written all or nothing, and work goes on by itself', async () => {
    const state = await openedCase(store, region);
    const writing = Array.from({ length: 40 }, (_, i) =>
      store
        .commit({ ...praise(state, 'x', [message(state)]), inbound: { key: `away:${i}`, reply: null } })
        .then((r) => r.result)
        .catch((error: unknown) => (error instanceof StoreUnavailable ? 'away' : Promise.reject(error))),
    );
    await breakConnections();
    const results = await Promise.all(writing);
    expect(results.filter((r) => r === 'done').length).toBeLessThanOrEqual(1);
    const [loaded] = await again(() => store.cases([state.case.id]));
    const { rows } = await test.database.pool.query<{ messages: number; requests: number; audit: number }>(
      `SELECT (SELECT count(*) FROM "message" WHERE "caseId" = $1) AS "messages", (SELECT count(*) FROM "inbound" WHERE "key" LIKE 'away:%') AS "requests",
         (SELECT count(*) - 1 FROM "audit" WHERE "chainId" = $1) AS "audit"`,
      [state.case.id],
    );
    const written = (loaded?.case.version ?? 0) - 1;
    expect(rows[0]).toEqual({ messages: written, requests: written, audit: written });
  });
});

describe('waking', () => {
  it('every process hears of new messages, also after its connection was broken', async () => {
    const state = await openedCase(store, region);
    const ears: (() => void)[] = [];
    const heard = () => new Promise<void>((done) => ears.push(done));
    const listener = listen(test.url, {
      outbox: () =>
        ears.splice(0).forEach((e) => {
          e();
        }),
      region: () => undefined,
    });
    await heard();
    const news = heard();
    await store.commit({ now: NOW, cases: [], messages: [message(state)] });
    await news;
    const back = heard();
    await breakConnections();
    await back;
    const again = heard();
    await store.commit({ now: NOW, cases: [], messages: [message(state), message(state)] });
    await again;
    await listener.stop();
  });

  it('a process that has caught up has heard every change of a region until then', async () => {
    let changes = 0;
    const listener = listen(test.url, {
      outbox: () => undefined,
      region: () => {
        changes += 1;
      },
    });
    await vi.waitFor(() => expect(changes).toBe(1));
    for (let n = 2; n <= 50; n++) {
      await test.database.pool.query(`SELECT pg_notify('schakel_region', '')`);
      await listener.caughtUp();
      expect(changes).toBe(n);
    }
    await listener.stop();
    await listener.caughtUp();
  });
});
