import { createHmac } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import { type AuditKeys, auditKeys, headOf, mac } from '../audit/audit.ts';
import { iso } from '../cases/load.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import { derived, sealedBy } from './seal.ts';

/** The secret of now, null when there is none yet, and those of before. */
export interface KeysGiven {
  readonly secret: string | null;
  readonly old: readonly string[];
}

/**
 * How a key stands to a database. `new`: there is nothing in it that a key was used for. `right`: it is used with this
 * one. `old`: with one of before, which is named. `unknown`: with another. `unmarked`: the key is not written down yet,
 * and what is there was made with one that is given.
 */
export type KeyFit = 'new' | 'right' | 'old' | 'unknown' | 'unmarked';

/** The id of a secret; nothing of the secret follows from it. */
export function keyIdOf(secret: string): string {
  return createHmac('sha256', derived(secret, 'key-id')).update('schakel').digest('base64url');
}

/** Reads only, and also in a database of an older version or an empty one. */
export async function keyFit(pool: pg.Pool, { secret, old }: KeysGiven): Promise<KeyFit> {
  const marked = (await isThere(pool, 'knownKey')) ? await markOf(pool) : null;
  const given = secret === null ? old : [secret, ...old];
  if (marked === null) {
    const samples = await samplesOf(pool);
    if (samples.length === 0) return 'new';
    return secret !== null && samples.some((fits) => given.some(fits)) ? 'unmarked' : 'unknown';
  }
  if (secret === null) return 'unknown';
  if (keyIdOf(secret) === marked) return 'right';
  return old.some((one) => keyIdOf(one) === marked) ? 'old' : 'unknown';
}

/** Writes down the key of now. False when another process was first, with a key that is not known here. */
export async function markKey(database: Database, secret: string, old: readonly string[]): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('schakel_known_key'))`);
    const marked = await markOf(client);
    const id = keyIdOf(secret);
    if (marked === id) return true;
    if (marked !== null && !old.some((one) => keyIdOf(one) === marked)) return false;
    const { rows } = await client.query<{ now: Instant }>(`SELECT ${iso('now()')} AS "now"`);
    const since = rows[0]?.now ?? '';
    await client.query(
      `INSERT INTO "knownKey" (
         "place",
         "keyId",
         "since",
         "mac"
       )
       VALUES (1, $1, $2, $3)
       ON CONFLICT ("place") DO UPDATE SET
         "keyId" = excluded."keyId",
         "since" = excluded."since",
         "mac" = excluded."mac"`,
      [id, since, macOf(auditKeys(secret), { keyId: id, since })],
    );
    await client.query(`SELECT pg_notify('schakel_region', '')`);
    return true;
  });
}

/**
 * Since when the database is used with the key of now; null when that key did not write it down. A key may have been
 * used before as well, with another in between.
 */
export async function usedSince(db: Queries, keys: AuditKeys): Promise<Instant | null> {
  const { rows } = await db.query<Marked & { mac: string | null }>(
    `SELECT "keyId", ${iso('"since"')} AS "since", "mac" FROM "knownKey" WHERE "place" = 1`,
  );
  const [row] = rows;
  return row && row.mac === macOf(keys, row) ? row.since : null;
}

interface Marked {
  readonly keyId: string;
  readonly since: Instant;
}

function macOf(keys: AuditKeys, { keyId, since }: Marked): string {
  return mac(keys.anchor, ['known-key', keyId, since]);
}

type Queries = Pick<pg.ClientBase, 'query'>;

async function isThere(db: Queries, table: string): Promise<boolean> {
  const { rows } = await db.query<{ at: string | null }>('SELECT to_regclass($1)::text AS "at"', [
    `"${table}"`,
  ]);
  return rows[0]?.at != null;
}

async function markOf(db: Queries): Promise<string | null> {
  const { rows } = await db.query<{ keyId: string }>('SELECT "keyId" FROM "knownKey" WHERE "place" = 1');
  return rows[0]?.keyId ?? null;
}

type Fits = (secret: string) => boolean;

/** Ends of chains of the audit, and what is sealed: each says of a secret whether it was made with that one. */
async function samplesOf(pool: pg.Pool): Promise<Fits[]> {
  const sealed: Fits[] = [];
  for (const table of ['installation', 'reach', 'factor', 'privateLabel', 'substance']) {
    if (!(await isThere(pool, table))) continue;
    const { rows } = await pool.query<{ id: string }>(
      `SELECT DISTINCT split_part("sealed", '.', 2) AS "id"
       FROM (
         SELECT "sealed"
         FROM "${table}"
         WHERE "sealed" IS NOT NULL
         LIMIT 100
       ) s`,
    );
    sealed.push(
      ...rows.map(
        ({ id }) =>
          (secret: string) =>
            sealedBy(secret) === id,
      ),
    );
  }
  return (await isThere(pool, 'audit')) ? [...sealed, ...(await chainEnds(pool))] : sealed;
}

interface End {
  readonly chainId: string;
  readonly seq: number;
  readonly hash: string;
  readonly head: string;
}

/** `CHAIN_ID`, also of a row that has no such column yet: a database is looked at before it is brought up to date. */
const CHAIN_OF = (row: string): string => `COALESCE((to_jsonb(${row})->>'formerId')::uuid, ${row}."id")`;

async function chainEnds(pool: pg.Pool): Promise<Fits[]> {
  const { rows } = await pool.query<End>(
    `SELECT
       a."chainId",
       a."seq",
       a."hash",
       o."auditHead" AS "head"
     FROM (
       (
         SELECT
           ${CHAIN_OF('g')} AS "chainId",
           "auditHead",
           "auditCount"
         FROM "region" g
         LIMIT 50
       )
       UNION ALL (
         SELECT ${CHAIN_OF('c')}, "auditHead", "auditCount"
         FROM "case" c
         ORDER BY "lastEventAt" DESC
         LIMIT 50
       )
     ) o
     JOIN "audit" a ON a."chainId" = o."chainId" AND a."seq" = o."auditCount"`,
  );
  return rows.map((end) => (secret: string) => headOf(auditKeys(secret), end, end.hash) === end.head);
}
