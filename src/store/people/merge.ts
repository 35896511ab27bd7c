import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import { type AuditKeys, type ChainOwner, chainIdOf, extendChain } from '../audit/audit.ts';
import { putAuditRows } from '../audit/audit-rows.ts';
import { isInRequestsOf } from '../cases/requests.ts';

interface Merge {
  readonly from: Uuid;
  readonly into: Uuid;
  readonly codeHash: string;
  readonly now: Instant;
}
interface CaseHead extends ChainOwner {
  readonly auditHead: string;
  readonly auditCount: number;
}

/**
 * Two people turn out to be one: everything of `from` becomes `into`'s, in one transaction. The cases they take part
 * in get a new version, so that a decision made meanwhile is made again with the one person, and an audit event.
 */
export async function mergePeople(
  pool: pg.Pool,
  keys: AuditKeys,
  merge: Merge,
): Promise<'done' | 'both_in_case' | 'code_used'> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await inTransaction(client, keys, merge);
    await client.query(result === 'done' ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function inTransaction(
  client: pg.PoolClient,
  keys: AuditKeys,
  { from, into, codeHash, now }: Merge,
): Promise<'done' | 'both_in_case' | 'code_used'> {
  const { rows: cases } = await client.query<CaseHead>(
    `SELECT
       "id",
       "formerId",
       "auditHead",
       "auditCount"
     FROM "case"
     WHERE "id" IN (SELECT "caseId" FROM "participant" WHERE "personId" = $1)
     ORDER BY "id"
     FOR UPDATE`,
    [from],
  );
  const used = await client.query(
    'UPDATE "oneTimeCode" SET "usedAt" = $2 WHERE "hash" = $1 AND "usedAt" IS NULL AND "expiresAt" > $2',
    [codeHash, now],
  );
  if (used.rowCount !== 1) return 'code_used';
  const both = await client.query(
    `SELECT 1
     FROM "participant" a
     JOIN "participant" b ON b."caseId" = a."caseId"
     JOIN "case" c ON c."id" = a."caseId"
     WHERE a."personId" = $1
       AND b."personId" = $2
       AND a."leftAt" IS NULL
       AND b."leftAt" IS NULL
       AND c."status" <> 'closed'`,
    [from, into],
  );
  if (both.rowCount !== 0) return 'both_in_case';
  for (const sql of MOVES) await client.query(sql, [from, into]);
  for (const found of cases) await auditMerge(client, keys, found, into, now);
  await client.query(`SELECT pg_notify('schakel_region', '')`);
  return 'done';
}

/** Every column that names a person. A digest that both had on one date stays the one person's. */
const MOVES: readonly string[] = [
  // The person says with the code that all of these are theirs.
  'UPDATE "identity" SET "personId" = $2, "claimedIn" = NULL WHERE "personId" IN ($1, $2)',
  'UPDATE "participant" SET "personId" = $2 WHERE "personId" = $1',
  'DELETE FROM "newAddress" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  'DELETE FROM "addressChange" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  // A region's words for one whom it made hold in that region, when another one made whom they become.
  `UPDATE "regionPerson" r
   SET
     "name" = f."name",
     "phone" = f."phone"
   FROM "person" f, "person" t
   WHERE f."id" = $1
     AND t."id" = $2
     AND r."personId" = $1
     AND r."regionId" = f."madeIn"
     AND t."madeIn" <> f."madeIn"
     AND strpos(r."key", ':') = 0`,
  `UPDATE "regionPerson" r
   SET
     "name" = NULL,
     "phone" = NULL
   FROM "person" t
   WHERE t."id" = $2
     AND r."personId" = $1
     AND r."regionId" = t."madeIn"`,
  'UPDATE "regionPerson" SET "personId" = $2 WHERE "personId" = $1',
  'UPDATE "regionPerson" SET "runsById" = $2 WHERE "runsById" = $1',
  'UPDATE "regionPerson" SET "listedById" = $2 WHERE "listedById" = $1',
  'UPDATE "newAddress" SET "writtenById" = $2 WHERE "writtenById" = $1',
  'UPDATE "absence" SET "personId" = $2 WHERE "personId" = $1',
  'UPDATE "nudge" SET "personId" = $2 WHERE "personId" = $1',
  'UPDATE "escalation" SET "contactPersonId" = $2 WHERE "contactPersonId" = $1',
  'UPDATE "escalation" SET "acknowledgedById" = $2 WHERE "acknowledgedById" = $1',
  `UPDATE "case"
   SET
     "escalationContactPersonId" = $2,
     "version" = "version" + 1
   WHERE "escalationContactPersonId" = $1`,
  `UPDATE "case" c
   SET
     "requests" = replace(c."requests"::text, $1::text, $2::text)::jsonb,
     "version" = c."version" + 1
   WHERE ${isInRequestsOf('c', '$1')}`,
  // Whoever reported takes part from then on, or did: their cases are found by that.
  `UPDATE "case" c
   SET
     "report" = jsonb_set(c."report", '{byId}', to_jsonb($2::text)),
     "version" = c."version" + 1
   WHERE c."id" IN (SELECT "caseId" FROM "participant" WHERE "personId" = $2)
     AND c."report" ->> 'byId' = $1::text`,
  'UPDATE "intakeNote" SET "byId" = $2 WHERE "byId" = $1',
  'UPDATE "message" SET "recipientId" = $2 WHERE "recipientId" = $1',
  'UPDATE "conversation" SET "personId" = $2 WHERE "personId" = $1',
  `UPDATE "digest" d
   SET "personId" = $2
   WHERE "personId" = $1
     AND NOT EXISTS (
       SELECT 1
       FROM "digest" e
       WHERE e."personId" = $2
         AND e."date" = d."date"
     )`,
  'DELETE FROM "digest" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  'DELETE FROM "linkedPerson" WHERE "personId" IN ($1, $2)',
  'UPDATE "webSession" SET "personId" = $2 WHERE "personId" = $1',
  'UPDATE "webSession" SET "besideId" = NULL WHERE "besideId" IN ($1, $2)',
  'UPDATE "webLink" SET "personId" = $2 WHERE "personId" = $1',
  'UPDATE "webPost" SET "place" = $2 WHERE "place" = $1',
  `UPDATE "reach"
   SET "personId" = $2
   WHERE "personId" = $1
     AND NOT EXISTS (SELECT 1 FROM "reach" WHERE "personId" = $2)`,
  'DELETE FROM "reach" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  `UPDATE "privateLabel" l
   SET "personId" = $2
   WHERE "personId" = $1
     AND NOT EXISTS (
       SELECT 1
       FROM "privateLabel" o
       WHERE o."personId" = $2
         AND o."caseId" = l."caseId"
     )`,
  'DELETE FROM "privateLabel" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  'DELETE FROM "calendarFeed" WHERE "personId" = $1 AND $2::uuid IS NOT NULL',
  'UPDATE "factor" SET "personId" = $2 WHERE "personId" = $1',
  `UPDATE "substance"
   SET "writtenById" = $2
   WHERE "id" IN (
     SELECT "id"
     FROM "substance"
     WHERE "writtenById" = $1
     ORDER BY "id"
     FOR NO KEY UPDATE
   )`,
  // An account on the web is the person.
  `DELETE FROM "identity" i
   WHERE i."externalId" = $1::text
     AND EXISTS (
       SELECT 1
       FROM "identity" o
       WHERE o."workspaceId" = i."workspaceId"
         AND o."externalId" = $2::text
     )`,
  'UPDATE "identity" SET "externalId" = $2::text WHERE "externalId" = $1::text',
  // Contacts that were filled in while running stand in the region's configuration by their id.
  `UPDATE "region"
   SET
     "config" = replace("config"::text, $1::text, $2::text)::jsonb,
     "version" = "version" + 1
   WHERE strpos("config"::text, $1::text) > 0`,
  `UPDATE "person" p
   SET "enteredAt" = COALESCE(p."enteredAt", f."enteredAt")
   FROM "person" f
   WHERE p."id" = $2
     AND f."id" = $1`,
  'DELETE FROM "person" WHERE "id" = $1 AND $2::uuid IS NOT NULL',
];

async function auditMerge(
  client: pg.PoolClient,
  keys: AuditKeys,
  found: CaseHead,
  actor: Uuid,
  now: Instant,
): Promise<void> {
  const event = { actor, action: 'person.linked', objectId: null };
  const { rows, chain } = extendChain(
    keys,
    chainIdOf(found),
    { head: found.auditHead, count: found.auditCount },
    now,
    [event],
  );
  await client.query(
    'UPDATE "case" SET "version" = "version" + 1, "auditHead" = $2, "auditCount" = $3 WHERE "id" = $1',
    [found.id, chain.head, chain.count],
  );
  await putAuditRows(client, rows);
}
