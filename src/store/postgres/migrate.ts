import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Migration, readMigrations } from './migrations-folder.ts';

/** Prisma's own lock, so that `prisma migrate deploy` and this runner also wait for each other. */
const LOCK = 72_707_369;
const OLDEST = 14;

/** Prisma's own table, so that both can be used in turn. */
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Where the migrations are written down; default: prisma/migrations of this program. */
export interface MigrateOptions {
  readonly dir?: string;
}

/** A pool stands for its connection string: migrating takes its own connection, which may take its time. */
export type MigrateTarget = pg.Pool | string;

/**
 * Brings the database to the newest schema. Ten processes that start together migrate once. Each migration is applied
 * whole or not at all. Refuses, in plain words: a database newer than this program, one in which an applied migration
 * was another than the one here, one left half-way by another tool, and a PostgreSQL older than 14.
 */
export async function migrate(
  target: MigrateTarget,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const here = readMigrations(options.dir);
  return connected(target, async (client) => {
    await checkServer(client);
    const applied: string[] = [];
    for (let next = await applyNext(client, here); next; next = await applyNext(client, here))
      applied.push(next);
    return { applied };
  });
}

/** Names of the migrations that this database has not had yet. Reads only. Throws where `migrate` would refuse. */
export async function pendingMigrations(
  target: MigrateTarget,
  options: MigrateOptions = {},
): Promise<string[]> {
  const here = readMigrations(options.dir);
  return connected(target, async (client) => {
    await checkServer(client);
    return (await pending(client, here)).map((m) => m.name);
  });
}

/**
 * One migration in one transaction, and the lock with it: also through a pooler that lends a connection per
 * transaction only. Null when there is none left.
 */
async function applyNext(client: pg.Client, here: readonly Migration[]): Promise<string | null> {
  let migration: Migration | undefined;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    [migration] = await pending(client, here);
    if (migration) await apply(client, migration);
    await client.query('COMMIT');
    return migration?.name ?? null;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (!migration) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration "${migration.name}" failed and was undone: ${why}`, { cause: error });
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const started = await client.query<{ at: string }>('SELECT clock_timestamp()::text AS "at"');
  await client.query(sql);
  await client.query(TABLE);
  await client.query(
    `INSERT INTO "_prisma_migrations" (
       "id",
       "checksum",
       "migration_name",
       "started_at",
       "finished_at",
       "applied_steps_count"
     )
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, started.rows[0]?.at],
  );
}

async function pending(client: pg.Client, here: readonly Migration[]): Promise<Migration[]> {
  const exists = await client.query(`SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`);
  if (exists.rowCount === 0) return [...here];
  const { rows } = await client.query<Row>(
    `SELECT
       "migration_name" AS "name",
       "checksum",
       "finished_at" IS NOT NULL AS "finished"
     FROM "_prisma_migrations"
     WHERE "rolled_back_at" IS NULL`,
  );
  const known = new Map(here.map((m) => [m.name, m]));
  for (const row of rows) compare(row, known.get(row.name));
  const applied = new Set(rows.map((r) => r.name));
  return here.filter((m) => !applied.has(m.name));
}

interface Row {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

function compare(row: Row, same: Migration | undefined): void {
  if (!row.finished) {
    throw new Error(
      `The migration "${row.name}" was begun by another tool and never finished. Repair the database by hand or put back a backup, then say so with: npx prisma migrate resolve --rolled-back ${row.name}`,
    );
  }
  if (!same) {
    throw new Error(
      `The database is newer than this program: it has had "${row.name}". Install the newer version of Schakel, or put back the backup that was made before it.`,
    );
  }
  if (!same.checksums.has(row.checksum)) {
    throw new Error(
      `The migration "${row.name}" in this program is not the one the database has had. Put back the original file; a change goes into a new migration.`,
    );
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `SELECT
       current_setting('server_version') AS "version",
       current_setting('server_encoding') AS "encoding"`,
  );
  const { version = '', encoding = '' } = rows[0] ?? {};
  if (Number.parseInt(version, 10) < OLDEST) {
    throw new Error(`This is PostgreSQL ${version}; Schakel needs ${OLDEST} or newer.`);
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `This database stores text as ${encoding}; Schakel needs UTF8. Make it with: CREATE DATABASE schakel ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
}

/** A connection without the time limits of the pool: building an index on a large table may take minutes. */
async function connected<T>(target: MigrateTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const connectionString = typeof target === 'string' ? target : target.options.connectionString;
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
