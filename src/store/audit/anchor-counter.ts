import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import { iso } from '../cases/load.ts';
import { type AuditKeys, mac } from './audit.ts';

/**
 * How many lines the file outside the database has, as the database knows it, and the last of them. Signed: whoever has
 * the database only can put back an older one, which then does not reach the file, and can make none.
 */
export interface Counter {
  readonly count: number;
  readonly head: string;
  readonly at: Instant;
}

type Queries = Pick<pg.ClientBase, 'query'>;

/** An event in every region's audit at the first line: from then on a counter that is gone is missed. */
export const FIRST_ANCHOR = 'audit.anchored';

/** Held while a line is written, or while file and counter are compared. Ends with the transaction. */
export async function lockAnchors(client: Queries): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('schakel_anchor'))`);
}

/** `none`: there is no row. `changed`: there is one that was not written by us. */
export async function readCounter(client: Queries, keys: AuditKeys): Promise<Counter | 'none' | 'changed'> {
  const { rows } = await client.query<Counter & { mac: string }>(
    `SELECT
       "count",
       "head",
       ${iso('"at"')} AS "at",
       "mac"
     FROM "auditAnchor"
     WHERE "place" = 1`,
  );
  const [row] = rows;
  if (!row) return 'none';
  return [keys, ...keys.before].some((k) => macOf(k, row) === row.mac) ? row : 'changed';
}

export async function writeCounter(client: Queries, keys: AuditKeys, counter: Counter): Promise<void> {
  await client.query(
    `INSERT INTO "auditAnchor" (
       "place",
       "count",
       "head",
       "at",
       "mac"
     )
     VALUES (1, $1, $2, $3, $4)
     ON CONFLICT ("place") DO UPDATE SET
       "count" = excluded."count",
       "head" = excluded."head",
       "at" = excluded."at",
       "mac" = excluded."mac"`,
    [counter.count, counter.head, counter.at, macOf(keys, counter)],
  );
}

/** Whether a line was ever written for what is in this database. */
export async function hasBegun(client: Queries): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1
     FROM "region" g
     JOIN "audit" a ON a."chainId" = COALESCE(g."formerId", g."id")
     WHERE a."action" = '${FIRST_ANCHOR}'
     LIMIT 1`,
  );
  return rowCount !== 0;
}

/**
 * Whether there is a demonstration, and nothing else: nothing of it is written down, since it would be missed when it is
 * gone. `beside`: a row says so of what is real, which only somebody who writes in the database can have made.
 */
export async function isDemonstration(client: Queries): Promise<'yes' | 'no' | 'beside'> {
  const { rows } = await client.query<{ beside: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM "region" g WHERE g."id" <> d."regionId")
       OR EXISTS (SELECT 1 FROM "case" c WHERE c."regionId" <> d."regionId")
       OR (SELECT count(*) FROM "demonstration") > 1
       OR EXISTS (SELECT 1 FROM "auditAnchor") AS "beside"
     FROM "demonstration" d
     LIMIT 1`,
  );
  if (!rows[0]) return 'no';
  return rows[0].beside || (await hasBegun(client)) ? 'beside' : 'yes';
}

function macOf(keys: AuditKeys, { count, head, at }: Counter): string {
  return mac(keys.anchor, ['counter', String(count), head, at]);
}
