import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import { type Database, openDatabase } from '../postgres/database.ts';
import { createSignIns, createTries } from './sign-in.ts';

const NOW = '2027-03-11T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let other: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  other = openDatabase(test.url);
});
afterAll(async () => {
  await other?.close();
  await test?.drop();
});

describe('tries', () => {
  const allowed = { most: 50, withinMs: 60_000 };

  it('are counted exactly, by two processes at the same moment', async () => {
    const both = [createTries(test.database.pool), createTries(other.pool)];
    const all = await Promise.all(
      Array.from({ length: 120 }, (_, n) => both[n % 2]?.take('door:here', allowed, NOW)),
    );
    expect(all.filter(Boolean)).toHaveLength(50);
  });

  it('begin anew when the time is over, each name for itself', async () => {
    const tries = createTries(test.database.pool);
    for (let n = 0; n < 51; n++) await tries.take('door:there', allowed, NOW);
    expect(await tries.take('door:there', allowed, at(59))).toBe(false);
    expect(await tries.take('door:elsewhere', allowed, at(59))).toBe(true);
    expect(await tries.take('door:there', allowed, at(60))).toBe(true);
  });

  it('of a whole day of always other places stand there for their time, and not longer', async () => {
    const tries = createTries(test.database.pool);
    const kept = async (): Promise<number> =>
      (await test.database.pool.query('SELECT 1 FROM "webTry"')).rowCount ?? 0;
    let most = 0;
    for (let minute = 1; minute <= 24 * 60; minute++) {
      for (let n = 0; n < 3; n++)
        await tries.take(`door:${minute}-${n}`, { most: 300, withinMs: 600_000 }, at(minute * 60));
      await tries.forget(at(minute * 60));
      most = Math.max(most, await kept());
    }
    expect(most).toBe(30);
    await tries.forget(at(24 * 3600 + 601));
    expect(await kept()).toBe(0);
  });
});

describe('a sign-in under way', () => {
  const begun = (): Promise<string> =>
    createSignIns(test.database.pool).begin({ provider: 'slack', back: '/c/1', expiresAt: at(600) });

  it('serves once, whoever of two processes comes first', async () => {
    const token = await begun();
    const both = [createSignIns(test.database.pool), createSignIns(other.pool)];
    const got = await Promise.all(both.map((one) => one.finish(token, 'slack', NOW)));
    expect(got.filter((one) => one !== null)).toEqual([{ back: '/c/1' }]);
  });

  it('is not there for another door, nor after its time, and is used up by trying', async () => {
    const signIns = createSignIns(test.database.pool);
    const token = await begun();
    expect(await signIns.finish(token, 'microsoft', NOW)).toBeNull();
    expect(await signIns.finish(token, 'slack', NOW)).toBeNull();
    expect(await signIns.finish(await begun(), 'slack', at(600))).toBeNull();
  });

  it('leaves nothing behind that could be used: only hashes stand there, and not for long', async () => {
    const token = await begun();
    const kept = JSON.stringify((await test.database.pool.query('SELECT * FROM "webSignIn"')).rows);
    expect(kept).not.toContain(token);
    await createTries(test.database.pool).forget(at(601));
    expect((await test.database.pool.query('SELECT 1 FROM "webSignIn"')).rowCount).toBe(0);
  });
});
