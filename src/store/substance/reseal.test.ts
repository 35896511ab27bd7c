import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { openDatabase } from '../postgres/database.ts';
import { createSeal, sealedBy } from '../sealing/seal.ts';
import { boundTo } from './book.ts';
import { resealSubstance } from './reseal.ts';

const KEY = 'the-key-of-now-the-key-of-now-the-key-of-now';
const OLD = 'the-key-of-before-the-key-of-before-the-key';
const OLDER = 'the-key-of-long-ago-the-key-of-long-ago-the';
const CASE = randomUUID();
const both = createSeal(KEY, [OLD, OLDER]);

let db: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.database.pool;
});
beforeEach(() => pool.query('DELETE FROM "substance"'));
afterAll(() => db?.drop());

/** Writes so many texts, sealed by the key of this secret. */
async function written(secret: string, count: number, name = 'tekst'): Promise<void> {
  const seal = createSeal(secret);
  const rows = Array.from({ length: count }, (_, i) => {
    const id = randomUUID();
    return { id, sealed: seal.seal(`${name} ${i}`, boundTo(id, CASE, 'record')) };
  });
  await pool.query(
    `INSERT INTO "substance" ("id", "caseId", "kind", "writtenById", "writtenAt", "sealed")
     SELECT r."id", $2, 'record', $2, now(), r."sealed" FROM jsonb_to_recordset($1::jsonb) r("id" uuid, "sealed" text)`,
    [JSON.stringify(rows), CASE],
  );
}

/** Opens all that is there with this seal. */
async function found(seal = createSeal(KEY)): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; sealed: string }>(
    'SELECT "id", "sealed" FROM "substance" WHERE "sealed" IS NOT NULL',
  );
  return rows.map(({ id, sealed }) => seal.open(sealed, boundTo(id, CASE, 'record')) as string).sort();
}

const texts = (count: number, name = 'tekst'): string[] =>
  Array.from({ length: count }, (_, i) => `${name} ${i}`).sort();

/** A pool of which the connection is cut at the `nth` page that is written. */
function cutAt(nth: number): { readonly pool: pg.Pool; close(): Promise<void> } {
  const own = openDatabase(db.url);
  let pages = 0;
  const query = async (asked: pg.QueryConfig): Promise<unknown> => {
    const client = await own.pool.connect();
    client.on('error', () => undefined);
    try {
      if (asked.name === 'reseal-substance' && ++pages === nth) {
        // Killed with the page written and not committed.
        await client.query('BEGIN');
        await client.query(asked);
        const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"');
        await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        await client.query('COMMIT');
      }
      return await client.query(asked);
    } finally {
      client.release(true);
    }
  };
  return { pool: { query } as unknown as pg.Pool, close: () => own.close() };
}

describe('a new key', () => {
  it('seals again what the old ones sealed, all of it; then they are not needed any more', async () => {
    await written(OLD, 25);
    await written(OLDER, 7, 'ouder');
    await written(KEY, 3, 'nieuw');
    expect(await resealSubstance(pool, both, 10)).toEqual({ resealed: 32, unreadable: 0 });
    expect(await found()).toEqual([...texts(25), ...texts(7, 'ouder'), ...texts(3, 'nieuw')].sort());
    expect(await resealSubstance(pool, both, 10)).toEqual({ resealed: 0, unreadable: 0 });
  });

  it('does nothing where there is nothing, and leaves alone what it sealed itself', async () => {
    expect(await resealSubstance(pool, both)).toEqual({ resealed: 0, unreadable: 0 });
    await written(KEY, 3);
    const before = (await pool.query('SELECT * FROM "substance"')).rows;
    expect(await resealSubstance(pool, createSeal(KEY))).toEqual({ resealed: 0, unreadable: 0 });
    expect((await pool.query('SELECT * FROM "substance"')).rows).toEqual(before);
  });

  it.each([1, 2, 3])(
    'loses nothing when it is killed at page %i, and the next start goes on',
    async (nth) => {
      await written(OLD, 25);
      const cut = cutAt(nth);
      await expect(resealSubstance(cut.pool, both, 10)).rejects.toThrow();
      await cut.close();
      expect(await found(both)).toEqual(texts(25));
      expect(await resealSubstance(pool, both, 10)).toEqual({ resealed: 25 - (nth - 1) * 10, unreadable: 0 });
      expect(await found()).toEqual(texts(25));
    },
  );

  it('is taken into use by several processes at once, each text once', async () => {
    await written(OLD, 200);
    const others = Array.from({ length: 3 }, () => openDatabase(db.url));
    const done = await Promise.all(others.map((one) => resealSubstance(one.pool, both, 7)));
    expect(done.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(200);
    expect(await found()).toEqual(texts(200));
    for (const one of others) await one.close();
  });

  it('brings nothing back that is erased meanwhile', async () => {
    await written(OLD, 40);
    const { rows } = await pool.query<{ id: string }>(
      'SELECT "id" FROM "substance" ORDER BY "id" LIMIT 1 OFFSET 5',
    );
    const erasing = {
      query: async (asked: pg.QueryConfig) => {
        // Between what was read and what is written.
        if (asked.name === 'reseal-substance')
          await pool.query(
            'UPDATE "substance" SET "sealed" = NULL, "erasedAt" = now() WHERE "id" = $1 AND "sealed" IS NOT NULL',
            [rows[0]?.id],
          );
        return pool.query(asked);
      },
    } as unknown as pg.Pool;
    expect(await resealSubstance(erasing, both, 10)).toEqual({ resealed: 39, unreadable: 0 });
    expect(await found()).toHaveLength(39);
    expect(
      (await pool.query('SELECT "sealed" FROM "substance" WHERE "id" = $1', [rows[0]?.id])).rows,
    ).toEqual([{ sealed: null }]);
  });

  it('says how many it cannot open, and leaves them for the day that their key is found', async () => {
    await written('a-key-that-nobody-knows-any-more-0123456789', 3, 'verloren');
    await written(OLD, 12);
    expect(await resealSubstance(pool, both, 5)).toEqual({ resealed: 12, unreadable: 3 });
    expect(await resealSubstance(pool, both, 5)).toEqual({ resealed: 0, unreadable: 3 });
    const late = createSeal(KEY, ['a-key-that-nobody-knows-any-more-0123456789']);
    expect(await resealSubstance(pool, late, 5)).toEqual({ resealed: 3, unreadable: 0 });
    expect(await found()).toEqual([...texts(12), ...texts(3, 'verloren')].sort());
  });

  it('finds what an older one sealed by the index, however much is there', async () => {
    await written(KEY, 3000);
    await written(OLD, 5);
    await pool.query('ANALYZE "substance"');
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT "id" FROM "substance" WHERE "sealed" IS NOT NULL AND split_part("sealed", '.', 2) = '${sealedBy(OLD)}'
         AND "id" > '00000000-0000-0000-0000-000000000000' ORDER BY "id" LIMIT 500`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('substance_key_idx');
    expect(await resealSubstance(pool, both)).toEqual({ resealed: 5, unreadable: 0 });
  });
});
