import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Writing } from './writing.ts';

/** An account in a workspace that the region may use. */
export interface Account {
  readonly workspaceId: Uuid;
  readonly externalId: string;
}

export interface Found {
  readonly personId: Uuid;
  /** The region whose file made them; null: they came by themselves. */
  readonly madeIn: Uuid | null;
  /** Several regions named them before it was kept which one made them: each keeps its own words of them. */
  readonly hasRegionWords: boolean;
}

/**
 * Finds the person who has one of these accounts, in whatever region they were named first; else the one of this key.
 * When the file gives a key to another member of the same workspace, that is another person: cases are not handed
 * over with a line in a file. Null: somebody new.
 */
export async function findPerson(
  writing: Writing,
  key: string,
  accounts: readonly Account[],
): Promise<Found | null> {
  const { client, regionId } = writing;
  const contested = await freed(writing, accounts);
  const ours = accounts.filter((a) => !contested.includes(a));
  const { rows } = await client.query<Found>(FIND, [
    regionId,
    key,
    ours.map((a) => a.workspaceId),
    ours.map((a) => a.externalId),
  ]);
  return rows[0] ?? null;
}

/** The key keeps its person when this region made them, or shares a workspace with them: else it is somebody new. */
const FIND = `
  WITH given AS (
    SELECT *
    FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS g(
      "workspaceId",
      "externalId",
      "place"
    )
  ),
  named AS (
    SELECT r."personId"
    FROM "regionPerson" r
    JOIN "person" p ON p."id" = r."personId"
    WHERE r."regionId" = $1
      AND r."key" = $2
      AND (
        p."madeIn" = $1
        OR EXISTS (
          SELECT 1
          FROM "identity" i
          JOIN "regionWorkspace" w USING ("workspaceId")
          WHERE i."personId" = p."id"
            AND w."regionId" = $1
        )
      )
  )
  SELECT
    c."personId",
    p."madeIn",
    EXISTS (
      SELECT 1
      FROM "regionPerson" s
      WHERE s."personId" = p."id"
        AND s."name" IS NOT NULL
    ) AS "hasRegionWords"
  FROM (
    SELECT i."personId", g."place"
    FROM given g
    JOIN "identity" i USING ("workspaceId", "externalId")
    UNION ALL
    SELECT "personId", NULL
    FROM named
  ) c
  JOIN "person" p ON p."id" = c."personId"
  WHERE NOT EXISTS (
    SELECT 1
    FROM given g
    JOIN "identity" i USING ("workspaceId")
    WHERE i."personId" = c."personId"
    GROUP BY "workspaceId"
    HAVING NOT bool_or(i."externalId" = g."externalId")
  )
  ORDER BY
    c."place" IS NULL,
    c."personId" IN (SELECT "personId" FROM named) DESC,
    c."place"
  LIMIT 1`;

/**
 * Another region may have said that an account of a workspace both use is of one person with an account of its own
 * choosing: who holds that one would be whoever this region means. So such an account is not taken over with what hangs
 * on it. When whoever runs the installation says that this region means the account, it becomes a person of its own;
 * until then it is left out. Whoever does have both makes them one with a code.
 */
async function freed(
  { client, regionId, byOperator }: Writing,
  accounts: readonly Account[],
): Promise<Account[]> {
  const { rows } = await client.query<{ place: number; id: Uuid; name: string }>(CONTESTED, [
    regionId,
    accounts.map((a) => a.workspaceId),
    accounts.map((a) => a.externalId),
  ]);
  if (!byOperator) return rows.flatMap(({ place }) => accounts[place - 1] ?? []);
  for (const { id, name } of rows) {
    const personId = randomUUID();
    await client.query(
      `INSERT INTO "person" (
         "id",
         "name",
         "workingDays",
         "madeIn"
       )
       VALUES ($1, $2, $3, $4)`,
      [personId, name, [], regionId],
    );
    await client.query('UPDATE "identity" SET "personId" = $2, "claimedIn" = $3 WHERE "id" = $1', [
      id,
      personId,
      regionId,
    ]);
  }
  return [];
}

const CONTESTED = `
  WITH given AS (
    SELECT *
    FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS g(
      "workspaceId",
      "externalId",
      "place"
    )
  )
  SELECT g."place"::int, i."id", p."name"
  FROM given g
  JOIN "identity" i USING ("workspaceId", "externalId")
  JOIN "person" p ON p."id" = i."personId"
  WHERE EXISTS (
    SELECT 1
    FROM "identity" o
    WHERE o."personId" = i."personId"
      AND o."id" <> i."id"
      AND o."claimedIn" <> $1
      AND NOT EXISTS (
        SELECT 1
        FROM given n
        WHERE n."workspaceId" = o."workspaceId"
          AND n."externalId" = o."externalId"
      )
  )`;

const OF_ANOTHER = `
  SELECT DISTINCT r."personId"
  FROM "regionPerson" r
  JOIN "person" p ON p."id" = r."personId"
  WHERE r."regionId" = $1
    AND p."madeIn" IS DISTINCT FROM $1
    AND (
      EXISTS (
        SELECT 1
        FROM "regionPerson" g
        WHERE g."personId" = p."id"
          AND g."regionId" <> $1
      )
      OR EXISTS (
        SELECT 1
        FROM "participant" t
        JOIN "case" c ON c."id" = t."caseId"
        WHERE t."personId" = p."id"
          AND t."leftAt" IS NULL
          AND c."status" <> 'closed'
          AND c."regionId" <> $1
      )
    )`;

/** Returns the people whom a region names and another one brought in and has to do with. */
export async function ofAnotherRegion(pool: pg.Pool, regionId: Uuid): Promise<ReadonlySet<Uuid>> {
  const { rows } = await pool.query<{ personId: Uuid }>({
    name: 'of-another-region',
    text: OF_ANOTHER,
    values: [regionId],
  });
  return new Set(rows.map((row) => row.personId));
}
