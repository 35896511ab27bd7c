import type pg from 'pg';
import { isDemonstration } from '../../store/audit/anchor-counter.ts';
import { type AuditKeys, headOf } from '../../store/audit/audit.ts';
import type { Database } from '../../store/postgres/database.ts';
import { pendingMigrations } from '../../store/postgres/migrate.ts';
import { readMigrations } from '../../store/postgres/migrations-folder.ts';
import { type Check, gap, good, wrong } from './check.ts';

/** Slack refuses what is signed five minutes off; half a minute is already a clock that nobody keeps. */
const CLOCK_MS = 30_000;

export interface DatabaseChecked {
  readonly checks: Check[];
  /** Something can be asked of it, also when it is of another version. */
  readonly answers: boolean;
  readonly usable: boolean;
}

/** Whether the database answers, how old it is, and whether its schema is the one of this program. */
export async function checkDatabase(database: Database): Promise<DatabaseChecked> {
  const version = await serverVersion(database.pool);
  if (version === null) return { checks: [away(database.url)], answers: false, usable: false };
  const checks = [
    good(`Database: PostgreSQL ${version} answers`),
    await checkClock(database.pool),
    ...(await checkRole(database.pool)),
  ];
  const schema = await checkSchema(database);
  return { checks: [...checks, schema], answers: true, usable: schema.mark === 'good' };
}

async function serverVersion(pool: pg.Pool): Promise<string | null> {
  const found = await pool
    .query<{ version: string }>(`SELECT current_setting('server_version') AS "version"`)
    .catch(() => null);
  return found?.rows[0]?.version ?? null;
}

/** The address without user and password. */
function away(url: string): Check {
  const { host, pathname } = new URL(url);
  return wrong(
    `The database ${host}${pathname} cannot be reached or does not let us in`,
    'Is PostgreSQL running? Check host, port, name, user and password in DATABASE_URL.',
  );
}

/** A superuser can read files and start programs by SQL: anybody who gets into the database then has the key too. */
async function checkRole(pool: pg.Pool): Promise<Check[]> {
  const { rows } = await pool.query<{ isSuper: boolean }>(
    'SELECT rolsuper AS "isSuper" FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.isSuper
    ? [
        gap(
          'The database user is a superuser',
          'Make one that owns this database and nothing else, and put it in DATABASE_URL: docs/running.md says how.',
        ),
      ]
    : [];
}

async function checkClock(pool: pg.Pool): Promise<Check> {
  const before = Date.now();
  const { rows } = await pool.query<{ ms: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "ms"',
  );
  const off = Math.abs((rows[0]?.ms ?? 0) - (before + Date.now()) / 2);
  return off < CLOCK_MS
    ? good('Clock: this machine and the database agree')
    : wrong(
        `Clock: this machine and the database differ by ${Math.round(off / 1000)} seconds`,
        'Let both keep time with NTP. On Linux: timedatectl set-ntp true',
      );
}

async function checkSchema(database: Database): Promise<Check> {
  try {
    const pending = await pendingMigrations(database.url);
    if (pending.length === 0) return good('Migrations: up to date');
    if (pending.length === readMigrations().length)
      return gap(
        'The database is empty',
        'The first "schakel start" or "schakel region import" makes the tables.',
      );
    return wrong(
      `Migrations: not applied yet: ${pending.join(', ')}`,
      'Make a backup, then start this version of Schakel: it applies them.',
    );
  } catch (error) {
    return wrong('Migrations: this program does not fit this database', (error as Error).message);
  }
}

/** Whether the key is the one with which the audit in this database was made. */
export async function checkKeyFits(database: Database, keys: AuditKeys): Promise<Check[]> {
  const { rows } = await database.pool.query<{ chainId: string; seq: number; hash: string; head: string }>(
    `SELECT
       a."chainId",
       a."seq",
       a."hash",
       r."auditHead" AS "head"
     FROM "region" r
     JOIN "audit" a
       ON a."chainId" = COALESCE(r."formerId", r."id")
       AND a."seq" = r."auditCount"
     LIMIT 1`,
  );
  const [last] = rows;
  if (!last) return [];
  if (keys.before.some((k) => headOf(k, last, last.hash) === last.head))
    return [good('The audit so far was made with a key in SCHAKEL_KEY_OLD; keep it to check the audit')];
  return headOf(keys, last, last.hash) === last.head
    ? [good('The key is the one that the audit was made with')]
    : [
        wrong(
          'A region’s audit ends with a row that was made with another key, or was changed',
          'Look with: schakel audit verify. A key of before stays in SCHAKEL_KEY_OLD for as long as the audit of then is checked.',
        ),
      ];
}

/** The words of a start and of the doctor for a row that calls what is real a demonstration. */
export const NOT_A_DEMONSTRATION = {
  what: 'The database says that it is the demonstration, beside what is real. Nothing of it is shown or thrown away',
  todo: 'Somebody wrote in the database by hand. Look at the table "demonstration" and with: schakel audit verify. Then take the row away: DELETE FROM "demonstration"',
} as const;

/** A demonstration that stands beside a real region. */
export async function checkDemonstration({ pool }: Database): Promise<Check[]> {
  const isFalse = (await isDemonstration(pool)) === 'beside';
  return isFalse ? [wrong(NOT_A_DEMONSTRATION.what, NOT_A_DEMONSTRATION.todo)] : [];
}

const STALLED_MS = 5 * 60_000;

/** Checks what waits, and what could not be delivered. */
export async function checkMessages(database: Database, now: Date): Promise<Check[]> {
  const { rows } = await database.pool.query<{ pending: number; dead: number; oldest: string | null }>(
    `SELECT
       (SELECT count(*) FROM "message" WHERE "state" = 'pending')::int AS "pending",
       (SELECT count(*) FROM "message" WHERE "state" = 'dead')::int AS "dead",
       (
         SELECT min(GREATEST(m."notBefore", c."freeAt"))
         FROM "message" m
         JOIN "conversation" c ON c."id" = m."conversationId"
         WHERE m."state" = 'pending'
       ) AS "oldest"`,
  );
  const { pending = 0, dead = 0, oldest = null } = rows[0] ?? {};
  const waits = oldest ? now.getTime() - Date.parse(oldest) : 0;
  return [
    waits > STALLED_MS
      ? wrong(
          `Messages: ${pending} wait, the oldest for ${Math.round(waits / 60_000)} minutes`,
          'Is "schakel start" running? If it is, look in its log for "a run of a job failed".',
        )
      : good(`Messages: ${pending} wait for their time`),
    dead === 0
      ? good('Messages: everything could be delivered')
      : gap(
          `Messages: ${dead} could never be delivered`,
          'The coordinators or the lead were told. The reason of each is in the column "lastError" of the table "message".',
        ),
  ];
}
