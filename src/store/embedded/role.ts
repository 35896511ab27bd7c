import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { passwordIn, SUPERUSER, urlOf, writeOwned } from './cluster.ts';
import type { ServerSetup } from './programs.ts';

/**
 * Schakel is this user in its own database: the owner of that one database and nothing else. The superuser of the
 * cluster sets things up and is used for nothing that anybody asks (docs/decisions/storage.md#no-superuser).
 */
export const OWNER = 'schakel_owner';
const DATABASE = 'schakel';

const PASSWORD = 'owner-password';

/** The address of the database `schakel`, as its owner. */
export function ownerUrl(setup: ServerSetup, port: number): string {
  return urlOf({ port, user: OWNER, password: passwordIn(setup, PASSWORD), database: DATABASE });
}

/** Makes the database and its owner when they are not there. `admin` is connected as the superuser. */
export async function makeDatabase(setup: ServerSetup, port: number, admin: pg.Client): Promise<void> {
  makePassword(setup);
  // Ten that start at once make it once; CREATE DATABASE cannot be part of a transaction.
  await admin.query('SELECT pg_advisory_lock(1)');
  const role = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
  const password = admin.escapeLiteral(passwordIn(setup, PASSWORD));
  await admin.query(
    `${role.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${password}`,
  );
  const { rows } = await admin.query<{ owner: string }>(
    'SELECT pg_get_userbyid(datdba) AS "owner" FROM pg_database WHERE datname = $1',
    [DATABASE],
  );
  if (!rows[0]) await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  else await handOver(setup, port);
  await admin.query('SELECT pg_advisory_unlock(1)');
}

/** A database of a version before, in which everything is the superuser's: all of it goes to the owner, or nothing. */
async function handOver(setup: ServerSetup, port: number): Promise<void> {
  const password = passwordIn(setup, 'password');
  const client = new pg.Client({
    connectionString: urlOf({ port, user: SUPERUSER, password, database: DATABASE }),
    // Nothing that somebody put in the database may be taken for a function of PostgreSQL by its superuser.
    options: '-c search_path=pg_catalog',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(HAND_OVER);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One statement is one transaction. What belongs to a column, or to an extension, goes with what it belongs to. */
const HAND_OVER = `DO $$
DECLARE it text;
BEGIN
  FOR it IN
    SELECT format('ALTER DATABASE %I OWNER TO ${OWNER}', datname) FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) <> '${OWNER}'
    UNION ALL SELECT format('ALTER SCHEMA %I OWNER TO ${OWNER}', nspname) FROM pg_namespace WHERE nspowner = '${SUPERUSER}'::regrole AND nspname !~ '^pg_|^information_schema$'
    UNION ALL SELECT format('ALTER %s %s OWNER TO ${OWNER}', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, c.oid::regclass)
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relowner = '${SUPERUSER}'::regrole AND relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname !~ '^pg_|^information_schema$'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i', 'e'))
    UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO ${OWNER}', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
      WHERE proowner = '${SUPERUSER}'::regrole AND nspname !~ '^pg_|^information_schema$'
    UNION ALL SELECT format('ALTER TYPE %s OWNER TO ${OWNER}', t.oid::regtype) FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
      WHERE typowner = '${SUPERUSER}'::regrole AND typtype IN ('e', 'd') AND nspname !~ '^pg_|^information_schema$'
  LOOP
    EXECUTE it;
  END LOOP;
END $$`;

/** Made once; of two that start together, one password is the one. */
function makePassword(setup: ServerSetup): void {
  const file = join(setup.cluster, PASSWORD);
  if (existsSync(file)) return;
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeOwned(setup, mine, `${randomBytes(24).toString('base64url')}\n`);
  try {
    linkSync(mine, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}
