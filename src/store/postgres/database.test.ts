import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { openDatabase } from './database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});

afterAll(() => db.drop());

async function row(sql: string): Promise<unknown> {
  return (await db.database.pool.query(sql)).rows[0];
}

describe('what a row holds', () => {
  test('a date is text, whatever the zone of the machine', async () => {
    expect(await row(`SELECT DATE '2026-03-29' AS "d", ARRAY[DATE '2026-03-29', NULL] AS "ds"`)).toEqual({
      d: '2026-03-29',
      ds: ['2026-03-29', null],
    });
  });

  test('an instant is ISO text in UTC', async () => {
    expect(await row(`SELECT TIMESTAMPTZ '2026-07-01 09:00+02' AS "t"`)).toEqual({
      t: '2026-07-01T07:00:00.000Z',
    });
    expect(await row(`SELECT to_jsonb(TIMESTAMPTZ '2026-07-01 09:00+02') AS "t"`)).toEqual({
      t: '2026-07-01T07:00:00+00:00',
    });
  });

  test('a whole number is a number, and one that would be rounded is an error', async () => {
    expect(await row('SELECT 9007199254740991::int8 AS "n"')).toEqual({ n: Number.MAX_SAFE_INTEGER });
    await expect(row('SELECT 9007199254740993::int8 AS "n"')).rejects.toThrow(RangeError);
  });
});

describe('a connection that breaks', () => {
  test('while it is lent out ends neither the program nor the pool', async () => {
    const client = await db.database.pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"');
    const gone = new Promise((done) => client.once('end', done));
    await db.database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
    client.release(true);
    expect(await row('SELECT 1 AS "n"')).toEqual({ n: 1 });
  });

  test('without a word is given up in time', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const database = openDatabase(`postgresql://schakel:x@127.0.0.1:${port}/schakel`);
    await expect(database.pool.query('SELECT 1')).rejects.toThrow(/timeout/);
    await database.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('a statement that takes too long is ended on the server too', async () => {
    const database = openDatabase(db.url, { queryTimeoutMs: 100 });
    await expect(database.pool.query('SELECT pg_sleep(30)')).rejects.toThrow(/statement timeout/);
    await database.close();
  });
});

describe('Prisma', () => {
  test('uses the same pool, prepares each query once, and gives dates and large numbers as its types', async () => {
    const prisma = await db.database.prisma();
    const id = '00000000-0000-4000-8000-000000000001';
    await prisma.round.create({
      data: { regionId: id, date: new Date('2026-03-29'), closedAt: new Date(0) },
    });
    await prisma.conversation.create({ data: { id, workspaceId: id, lastSeq: 9007199254740993n } });
    expect((await prisma.round.findFirst())?.date).toEqual(new Date('2026-03-29'));
    expect((await prisma.conversation.findFirst())?.lastSeq).toBe(9007199254740993n);
    await prisma.round.findFirst();
    const { rows } = await db.database.pool.query(
      `SELECT count(*) AS "n", count(DISTINCT "name") AS "names" FROM pg_prepared_statements WHERE "statement" LIKE 'SELECT%"round"%'`,
    );
    expect(rows).toEqual([{ n: 1, names: 1 }]);
  });

  test('closing twice is no harm', async () => {
    const database = openDatabase(db.url);
    await (await database.prisma()).round.count();
    await Promise.all([database.close(), database.close()]);
    await database.close();
  });
});

describe('an address', () => {
  test('that is none is refused without showing the password', () => {
    expect(() => openDatabase('postgresql://schakel:geheim#1@:x/schakel')).toThrow(
      /DATABASE_URL is not an address/,
    );
    expect(() => openDatabase('postgresql://schakel:geheim#1@:x/schakel')).not.toThrow(/geheim/);
  });

  test('may bring its own session settings', async () => {
    const own = new URL(db.url);
    own.searchParams.set('options', '-c search_path=other');
    const database = openDatabase(own.toString());
    const { rows } = await database.pool.query(
      `SELECT current_setting('search_path') AS "path", current_setting('timezone') AS "zone"`,
    );
    expect(rows).toEqual([{ path: 'other', zone: 'UTC' }]);
    await database.close();
  });
});
