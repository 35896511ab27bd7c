import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

/** Any number, the same in every process: who holds it migrates. */
const LOCK = 7_245_530_021;
const FOLDER = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Prisma's own table, so that `prisma migrate deploy` and this runner can be used in turn. */
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings the database to the newest schema. Ten processes that start together migrate once. Refuses, in plain words,
 * a database that is newer than this program, or in which an applied migration was another than the one here.
 */
export async function migrate(pool: pg.Pool, folder = FOLDER): Promise<{ applied: string[] }> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const waiting = await pending(client, folder);
    for (const migration of waiting) await apply(client, migration);
    return { applied: waiting.map((m) => m.name) };
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

/** Names of the migrations that this database has not had yet. */
export async function pendingMigrations(pool: pg.Pool, folder = FOLDER): Promise<string[]> {
  const client = await pool.connect();
  try {
    return (await pending(client, folder)).map((m) => m.name);
  } finally {
    client.release();
  }
}

async function pending(client: pg.PoolClient, folder: string): Promise<Migration[]> {
  await client.query(TABLE);
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT "migration_name", "checksum" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL',
  );
  const here = readMigrations(folder);
  const known = new Map(here.map((m) => [m.name, m]));
  for (const row of rows) {
    const same = known.get(row.migration_name);
    if (!same)
      throw new Error(
        `The database is newer than this program: it has had "${row.migration_name}". Install the newer version of Schakel, or restore the backup made before it.`,
      );
    if (same.checksum !== row.checksum)
      throw new Error(
        `The migration "${row.migration_name}" in this program is not the one the database has had. Restore the original file; changes go into a new migration.`,
      );
  }
  const applied = new Set(rows.map((r) => r.migration_name));
  return here.filter((m) => !applied.has(m.name));
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    });
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count") VALUES ($1, $2, now(), $3, 1)',
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration "${migration.name}" failed and was undone: ${cause}`, { cause: error });
  }
}
