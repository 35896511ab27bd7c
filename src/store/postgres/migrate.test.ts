import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database/test-server.ts';
import { migrate, pendingMigrations } from './migrate.ts';

const OWN = join(import.meta.dirname, '../../../prisma/migrations');
let db: TestDatabase;
let dir: string;

beforeEach(async () => {
  db = await emptyDatabase(inject('adminUrl'));
  dir = mkdtempSync(join(tmpdir(), 'schakel-migrations-'));
});

afterEach(async () => {
  await db.drop();
  rmSync(dir, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(dir, name), { recursive: true });
  writeFileSync(join(dir, name, 'migration.sql'), sql);
}

async function one(sql: string): Promise<unknown> {
  const { rows } = await db.database.pool.query<Record<string, unknown>>(sql);
  return Object.values(rows[0] ?? {})[0];
}

describe('a database', () => {
  test('gets every migration once, oldest first', async () => {
    write('20260102_second', 'ALTER TABLE "a" ADD COLUMN "m" INT');
    write('20260101_first', 'CREATE TABLE "a" ("n" INT)');
    expect(await pendingMigrations(db.url, { dir })).toEqual(['20260101_first', '20260102_second']);
    expect(await migrate(db.url, { dir })).toEqual({ applied: ['20260101_first', '20260102_second'] });
    expect(await migrate(db.database.pool, { dir })).toEqual({ applied: [] });
    expect(await pendingMigrations(db.database.pool, { dir })).toEqual([]);
  });

  test('is migrated once by ten programs that start together', async () => {
    cpSync(OWN, dir, { recursive: true });
    write('20990101_more', 'CREATE TABLE "more" ("n" INT); INSERT INTO "more" VALUES (1)');
    const all = await Promise.all(Array.from({ length: 10 }, () => migrate(db.url, { dir })));
    const applied = all.flatMap((r) => r.applied);
    expect(applied).toHaveLength(new Set(applied).size);
    expect(await pendingMigrations(db.url, { dir })).toEqual([]);
    expect(await one('SELECT count(*) FROM "more"')).toBe(1);
  });

  test('is only read when asked what waits', async () => {
    write('20260101_first', 'CREATE TABLE "a" ("n" INT)');
    await pendingMigrations(db.url, { dir });
    expect(await one(`SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`)).toBe(0);
  });

  test('keeps the record that Prisma keeps', async () => {
    write('20260101_first', 'CREATE TABLE "a" ("n" INT)');
    await migrate(db.url, { dir });
    const { rows } = await db.database.pool.query('SELECT * FROM "_prisma_migrations"');
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        // printf 'CREATE TABLE "a" ("n" INT)' | sha256sum
        checksum: 'b25c1f2a374043a3a996a2dd481eeb85460e822b0959b7a05d062854a9660036',
        finished_at: expect.any(String),
        migration_name: '20260101_first',
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(String),
        applied_steps_count: 1,
      },
    ]);
  });
});

describe('a migration that fails', () => {
  test('is named and leaves nothing half done, and those before it stay', async () => {
    write('20260101_first', 'CREATE TABLE "a" ("n" INT)');
    write('20260102_bad', 'CREATE TABLE "half" ("n" INT); SELECT 1 / 0');
    await expect(migrate(db.url, { dir })).rejects.toThrow(
      'The migration "20260102_bad" failed and was undone: division by zero',
    );
    expect(await one(`SELECT to_regclass('half')`)).toBeNull();
    expect(await pendingMigrations(db.url, { dir })).toEqual(['20260102_bad']);
    write('20260102_bad', 'CREATE TABLE "half" ("n" INT)');
    expect(await migrate(db.url, { dir })).toEqual({ applied: ['20260102_bad'] });
  });
});

describe('a start is refused, in plain words,', () => {
  beforeEach(async () => {
    write('20260101_first', 'CREATE TABLE "a" ("n" INT);\n');
    write('20260102_second', 'CREATE TABLE "b" ("n" INT);\n');
    await migrate(db.url, { dir });
  });

  test('when a migration was changed after it was applied', async () => {
    write('20260101_first', 'CREATE TABLE "a" ("n" BIGINT);\n');
    await expect(migrate(db.url, { dir })).rejects.toThrow(
      /"20260101_first" in this program is not the one the database has had/,
    );
    await expect(pendingMigrations(db.url, { dir })).rejects.toThrow(/Put back the original file/);
  });

  test('but not when only the line endings changed', async () => {
    const file = join(dir, '20260101_first/migration.sql');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(await migrate(db.url, { dir })).toEqual({ applied: [] });
  });

  test('when the database is newer than the program', async () => {
    rmSync(join(dir, '20260102_second'), { recursive: true });
    await expect(migrate(db.url, { dir })).rejects.toThrow(
      /The database is newer than this program: it has had "20260102_second"/,
    );
  });

  test('when another tool left a migration half way', async () => {
    await db.database.pool.query(
      `UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" = '20260102_second'`,
    );
    await expect(migrate(db.url, { dir })).rejects.toThrow(/begun by another tool and never finished/);
    await db.database.pool.query(
      `UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "finished_at" IS NULL`,
    );
    await db.database.pool.query('DROP TABLE "b"');
    expect(await migrate(db.url, { dir })).toEqual({ applied: ['20260102_second'] });
  });

  test('when a migration has no SQL', async () => {
    mkdirSync(join(dir, '20260103_empty'));
    await expect(migrate(db.url, { dir })).rejects.toThrow(/"20260103_empty" has no migration.sql/);
  });
});
