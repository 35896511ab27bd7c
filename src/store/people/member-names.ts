import type pg from 'pg';
import type { Store } from '../../ports/database/index.ts';

const ACCOUNT = `
  "identity" i
  JOIN "workspace" w ON w."id" = i."workspaceId"
  JOIN "person" p ON p."id" = i."personId"
  WHERE w."platform" = $1
    AND w."externalId" = $2
    AND i."externalId" = $3`;

/**
 * A person who came by themselves is called as their account was; a name never told is theirs when it could be of no
 * other account. A region's own name for somebody stands elsewhere, or on the person it made.
 */
const NAMED = `
  SELECT
    i."personId",
    i."name" AS "was",
    p."name" AS "shown",
    p."madeIn" IS NULL
      AND NOT EXISTS (
        SELECT 1
        FROM "regionPerson" r
        WHERE r."personId" = p."id"
          AND r."name" IS NULL
      )
      AND CASE
        WHEN i."name" IS NULL THEN NOT EXISTS (
          SELECT 1
          FROM "identity" o
          WHERE o."personId" = p."id"
            AND o."id" <> i."id"
        )
        ELSE i."name" = p."name"
      END AS "isOwn"
  FROM ${ACCOUNT}`;

const NAME = `
  WITH known AS (
    SELECT i."id", i."personId"
    FROM ${ACCOUNT}
  ),
  called AS (
    UPDATE "identity" i
    SET "name" = $4
    FROM known
    WHERE i."id" = known."id"
  )
  UPDATE "person" p
  SET "name" = $4
  FROM known
  WHERE p."id" = known."personId"
    AND $5`;

type Names = Pick<Store, 'memberNamed' | 'nameMember'>;

/** How platforms call the people whom they brought. */
export function memberNames(pool: pg.Pool): Names {
  return {
    memberNamed: async (...account) =>
      (await pool.query<NonNullable<Awaited<ReturnType<Names['memberNamed']>>>>(NAMED, account)).rows[0] ??
      null,
    nameMember: async (platform, workspace, member, { name, ofPerson }) => {
      await pool.query(NAME, [platform, workspace, member, name, ofPerson]);
    },
  };
}
