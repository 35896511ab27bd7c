import type pg from 'pg';
import type { Instant, Uuid } from '../domain/names.ts';
import type { NewAddress, Written } from '../ports/entry.ts';
import { iso } from './case-load.ts';
import { inTransaction } from './database.ts';
import { takeAddress } from './region-address.ts';

/** Somebody with an account elsewhere comes in with that; of somebody with a part in another region this one does not decide. */
const ELSEWHERE = `(EXISTS (SELECT 1 FROM "identity" i WHERE i."personId" = n."personId" AND i."externalId" <> n."personId"::text AND i."deactivatedAt" IS NULL)
  OR EXISTS (SELECT 1 FROM "regionPerson" g WHERE g."personId" = n."personId" AND g."regionId" <> n."regionId")
  OR EXISTS (SELECT 1 FROM "participant" p JOIN "case" c ON c."id" = p."caseId"
    WHERE p."personId" = n."personId" AND p."leftAt" IS NULL AND c."status" <> 'closed' AND c."regionId" <> n."regionId"))`;

/** On whose word a person runs the region of `n`: their own, unless somebody else named them. */
const wordOf = (person: string): string =>
  `COALESCE((SELECT o."runsById" FROM "regionPerson" o WHERE o."regionId" = n."regionId" AND o."personId" = ${person}
     AND o."runsById" IS NOT NULL ORDER BY 1 LIMIT 1), ${person})`;

const WAITING = `SELECT "personId", "regionId", "email", "phone", "onWeb", "emailGone", "phoneGone", "writtenById", ${iso('"writtenAt"')} AS "writtenAt", "refusedAt" IS NOT NULL AS "isRefused",
  ${ELSEWHERE} AS "isElsewhere", ARRAY(SELECT DISTINCT r."personId" FROM "regionPerson" r WHERE r."regionId" = n."regionId"
    AND (n."writtenById" IS NULL OR ${wordOf('r."personId"')} <> ${wordOf('n."writtenById"')})) AS "confirmers" FROM "newAddress" n`;

type Row = NewAddress & { readonly onWeb: boolean };

export async function newAddressOf(pool: pg.Pool, personId: Uuid): Promise<NewAddress | null> {
  const { rows } = await pool.query<Row>({
    name: 'new-address',
    text: `${WAITING} WHERE "personId" = $1`,
    values: [personId],
  });
  return rows[0] ?? null;
}

export async function newAddressesIn(pool: pg.Pool, regionId: Uuid): Promise<NewAddress[]> {
  return (await pool.query<Row>(`${WAITING} WHERE "regionId" = $1`, [regionId])).rows;
}

/** They said themselves whether it is right. False: it does not wait (any more). */
export async function answerNewAddress(
  pool: pg.Pool,
  waiting: Written,
  isTheirs: boolean,
  now: Instant,
): Promise<boolean> {
  if (isTheirs) return inTransaction({ pool }, (client) => takeNewAddress(client, waiting));
  const { rowCount } = await pool.query(
    'UPDATE "newAddress" SET "refusedAt" = $3 WHERE "personId" = $1 AND "writtenAt" = $2 AND "refusedAt" IS NULL',
    [waiting.personId, waiting.writtenAt, now],
  );
  return rowCount === 1;
}

/** It holds from now on; in the transaction of `client`. */
export async function takeNewAddress(client: pg.PoolClient, waiting: Written): Promise<boolean> {
  const { personId, writtenAt } = waiting;
  const { rows } = await client.query<Row>(`${WAITING} WHERE "personId" = $1 FOR UPDATE`, [personId]);
  const [row] = rows;
  if (!row || row.isRefused || row.writtenAt !== writtenAt) return false;
  await takeAddress(client, personId, row.regionId, row);
  return true;
}
