import type { Uuid } from '../../domain/vocabulary.ts';
import type { Database } from '../postgres/database.ts';

/** A line of a region file with an address of its own and an account, by the platform's own ids. */
interface LineWithBoth {
  readonly key: string;
  readonly email: string;
  readonly workspace: string;
  readonly account: string;
}

/** Open cases of a region, and who is named there. */
const IS_THERE = (person: string, region: string): string => `(
  EXISTS (
    SELECT 1
    FROM "regionPerson" r
    WHERE r."regionId" = ${region}
      AND r."personId" = ${person}
  )
  OR EXISTS (
    SELECT 1
    FROM "participant" t
    JOIN "case" c ON c."id" = t."caseId"
    WHERE t."personId" = ${person}
      AND t."leftAt" IS NULL
      AND c."status" <> 'closed'
      AND c."regionId" = ${region}
  )
)`;

const TWICE = `
  SELECT DISTINCT g."key"
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS g(
    "key",
    "email",
    "workspace",
    "account"
  )
  JOIN "workspace" k ON k."externalId" = g."workspace"
  JOIN "identity" i ON i."workspaceId" = k."id" AND i."externalId" = g."account"
  JOIN "identity" o
    ON lower(o."email") = lower(g."email")
    AND o."externalId" = o."personId"::text
    AND o."personId" <> i."personId"
  JOIN "person" p ON p."id" = o."personId" AND p."madeIn" = $1
  WHERE ${IS_THERE('p."id"', '$1')}
  ORDER BY 1`;

/**
 * Lines that two people answer to: one comes in at the line's address, another has its account. A region tied both to
 * one person; when another region then named the account, it became a person of its own (`freed` in accounts.ts)
 * and what it took part in stayed with the address. Most likely it is one human, who is two here.
 */
export async function linesHeldTwice(
  { pool }: Database,
  regionId: Uuid,
  lines: readonly LineWithBoth[],
): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(TWICE, [
    regionId,
    lines.map((l) => l.key),
    lines.map((l) => l.email),
    lines.map((l) => l.workspace),
    lines.map((l) => l.account),
  ]);
  return rows.map(({ key }) => key);
}

/** Somebody in a region whose account there came, with an address beside it, by the word of another region alone. */
interface Tied {
  readonly region: string;
  readonly by: string;
  /** Their keys in the region, when it names them; else they only take part in its cases. */
  readonly keys: readonly string[];
}

const TIED = `
  SELECT
    b."key" AS "region",
    a."key" AS "by",
    ARRAY(
      SELECT DISTINCT r."key"
      FROM "identity" x
      JOIN "regionPerson" r ON r."personId" = x."personId" AND r."regionId" = b."id"
      WHERE x."id" = ANY (array_agg(i."id"))
        AND strpos(r."key", ':') = 0
      ORDER BY 1
    ) AS "keys"
  FROM "identity" i
  JOIN "regionWorkspace" u
    ON u."workspaceId" = i."workspaceId"
    AND u."regionId" <> i."claimedIn"
  JOIN "region" b ON b."id" = u."regionId"
  JOIN "region" a ON a."id" = i."claimedIn"
  JOIN "identity" o
    ON o."personId" = i."personId"
    AND o."externalId" = o."personId"::text
    AND o."claimedIn" = i."claimedIn"
    AND o."deactivatedAt" IS NULL
  WHERE i."externalId" <> i."personId"::text
    AND i."deactivatedAt" IS NULL
    AND ${IS_THERE('i."personId"', 'b."id"')}
  GROUP BY b."id", b."key", a."key"
  ORDER BY 1, 2`;

/** Before, a region could say this of a colleague of another region; whoever has the address reads what they take part in. */
export async function tiedByOthers({ pool }: Database): Promise<Tied[]> {
  return (await pool.query<Tied>(TIED)).rows;
}
