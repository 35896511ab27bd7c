import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { checkRegion, RegionConfigSchema } from '../../config/region/region-file.ts';
import type { Demonstration, Demonstrations, RegionDraft, Sent } from '../../ports/demonstration.ts';
import { isDemonstration } from '../audit/anchor-counter.ts';
import type { AuditKeys } from '../audit/audit.ts';
import { DEMONSTRATION } from '../cases/commit-sql.ts';
import { iso } from '../cases/load.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import { importInto } from './import.ts';

const CURRENT = `
  SELECT
    d."regionId",
    g."key" AS "regionKey",
    d."language",
    ${iso('d."now"')} AS "now",
    ${iso('d."before"')} AS "before",
    d."chapter",
    d."played",
    (
      SELECT jsonb_agg(jsonb_build_object(
        'key', f."key",
        'id', p."id",
        'name', p."name"
      ) ORDER BY f."place")
      FROM (
        SELECT item->>'key' AS "key", place AS "place"
        FROM jsonb_array_elements(g."config"->'people') WITH ORDINALITY AS x(item, place)
      ) f
      JOIN "regionPerson" r ON r."regionId" = d."regionId" AND r."key" = f."key"
      JOIN "person" p ON p."id" = r."personId"
    ) AS "people"
  FROM "demonstration" d
  JOIN "region" g ON g."id" = d."regionId"`;

/** Everybody stays signed in for as long as they were, by the clock that was turned. */
const MOVE = [
  `UPDATE "webSession"
   SET
     "createdAt" = "createdAt" + $1::interval,
     "seenAt" = "seenAt" + $1::interval,
     "expiresAt" = "expiresAt" + $1::interval`,
  `UPDATE "webLink"
   SET
     "createdAt" = "createdAt" + $1::interval,
     "expiresAt" = "expiresAt" + $1::interval
   WHERE "usedAt" IS NULL`,
];

/** Tables that stay when a demonstration goes: what Schakel is, not what happened in it. */
const STAYS = ['_prisma_migrations', 'installation', 'demonstration', 'knownKey', 'auditAnchor'];

const SENT = `
  SELECT
    w."id",
    ${iso('w."postedAt"')} AS "at",
    CASE WHEN w."place" = $2 THEN w."place" END AS "to",
    w."pinned",
    w."document"
  FROM "webPost" w
  LEFT JOIN "message" m ON m."id" = w."id"
  WHERE w."place" = $2
    OR w."place"::text IN (
      SELECT r."externalId"
      FROM "room" r
      LEFT JOIN "participant" l
        ON l."caseId" = r."caseId"
        AND l."personId" = $2
        AND l."leftAt" IS NULL
        AND l."limitedSince" IS NOT NULL
      WHERE r."caseId" = $1
        AND r."partyKey" IS NOT DISTINCT FROM CASE
          WHEN l."id" IS NOT NULL THEN COALESCE(l."organisationKey", l."id"::text)
        END
    )
  ORDER BY w."postedAt" DESC, m."createdAt" DESC, m."seq" DESC
  LIMIT $3`;

const TOLD = `
  SELECT w."place" AS "id"
  FROM "webPost" w
  JOIN "person" p ON p."id" = w."place"
  WHERE w."postedAt" > $1
  GROUP BY w."place"
  ORDER BY min(w."postedAt"), w."place"`;

export function createDemonstrations(database: Database, keys: AuditKeys): Demonstrations {
  const { pool } = database;
  return {
    current: async () =>
      (await isDemonstration(pool)) === 'yes'
        ? ((await pool.query<Demonstration>(CURRENT)).rows[0] ?? null)
        : null,
    begin: async (draft, language, now) => {
      try {
        await inTransaction(database, (client) => begin(client, keys, { draft, language, now }));
        return true;
      } catch (error) {
        if ((error as { code?: string }).code === DEMONSTRATION) return false;
        throw error;
      }
    },
    turn: (from, to) =>
      inTransaction(database, async (client) => {
        const { rowCount } = await client.query(
          `UPDATE "demonstration"
           SET
             "now" = $2,
             "before" = $3,
             "chapter" = $4,
             "played" = $5
           WHERE "now" = $1`,
          [from, to.now, to.before, to.chapter, to.played],
        );
        const interval = `${Date.parse(to.now) - Date.parse(from)} milliseconds`;
        if (rowCount === 1) for (const text of MOVE) await client.query(text, [interval]);
        await announce(client);
        return rowCount === 1;
      }),
    end: () => inTransaction(database, end),
    sent: async (caseId, personId, limit) => (await pool.query<Sent>(SENT, [caseId, personId, limit])).rows,
    toldSince: async (since) => (await pool.query<{ id: string }>(TOLD, [since])).rows.map((r) => r.id),
  };
}

async function begin(
  client: pg.PoolClient,
  keys: AuditKeys,
  { draft, language, now }: { draft: RegionDraft; language: 'nl' | 'en'; now: string },
): Promise<void> {
  const errors = checkRegion(draft, language);
  if (errors.length > 0)
    throw new Error(`the region of the demonstration is wrong: ${JSON.stringify(errors)}`);
  const config = RegionConfigSchema.parse(draft);
  const id = randomUUID();
  await client.query(
    `INSERT INTO "demonstration" (
       "regionId",
       "language",
       "now",
       "before"
     )
     VALUES ($1, $2, $3, $3)`,
    [id, language, now],
  );
  await importInto(client, keys, config, now, [], id);
}

/**
 * Whatever table somebody added: what is not named above goes. The demonstration's own row, which allows it, last. A row
 * that calls what is real a demonstration allows nothing.
 */
async function end(client: pg.PoolClient): Promise<void> {
  await client.query('SELECT 1 FROM "demonstration" FOR UPDATE');
  if ((await isDemonstration(client)) !== 'yes') return;
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS "name"
     FROM pg_tables
     WHERE schemaname = current_schema()
       AND NOT tablename = ANY ($1)
     ORDER BY 1`,
    [STAYS],
  );
  for (const { name } of rows) await client.query(`DELETE FROM "${name}"`);
  await client.query('DELETE FROM "demonstration"');
  await announce(client);
}

async function announce(client: pg.PoolClient): Promise<void> {
  await client.query(`SELECT pg_notify('schakel_region', '')`);
}
