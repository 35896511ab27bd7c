import type pg from 'pg';
import type { ClosedCase, Reading, RegionOfCase } from '../../ports/web.ts';
import type { AuditKeys } from '../audit/audit.ts';
import { iso } from '../cases/load.ts';
import { asksOf } from '../cases/requests.ts';
import { caseHistory } from './case-history.ts';
import { messagesTo } from './told.ts';

const REGIONS_OF = `
  SELECT "regionId" AS "id"
  FROM "regionPerson"
  WHERE "personId" = $1
  UNION
  SELECT c."regionId"
  FROM "participant" p
  JOIN "case" c ON c."id" = p."caseId"
  WHERE p."personId" = $1
    AND p."leftAt" IS NULL
    AND c."status" <> 'closed'
  ORDER BY "id"`;

const REGION_BEFORE = `
  SELECT c."regionId" AS "id"
  FROM (
    SELECT "caseId", "joinedAt" AS "at"
    FROM "participant"
    WHERE "personId" = $1
    UNION ALL
    SELECT "caseId", "raisedAt"
    FROM "escalation"
    WHERE "contactPersonId" = $1
    UNION ALL
    SELECT c."id", c."openedAt"
    FROM "case" c
    WHERE ${asksOf('c', '$1')}
  ) t
  JOIN "case" c ON c."id" = t."caseId"
  ORDER BY t."at" DESC
  LIMIT 1`;

const PLACES = {
  caseId: '$1',
  agreementId: '(SELECT "caseId" FROM "agreement" WHERE "id" = $1)',
  escalationId: '(SELECT "caseId" FROM "escalation" WHERE "id" = $1)',
} as const;

const CLOSED_OF = `
  WITH found AS (
    (
      SELECT
        c."id",
        c."code",
        c."regionId",
        c."closedAt",
        p."leftAt" IS NULL AS "theirs"
      FROM "participant" p
      JOIN "case" c ON c."id" = p."caseId"
      WHERE p."personId" = $1
        AND c."status" = 'closed'
      ORDER BY c."closedAt" DESC
      LIMIT $3
    )
    UNION ALL (
      SELECT
        c."id",
        c."code",
        c."regionId",
        c."closedAt",
        TRUE
      FROM "case" c
      WHERE c."regionId" = ANY($2)
        AND c."closedAt" IS NOT NULL
        AND c."status" = 'closed'
      ORDER BY c."closedAt" DESC
      LIMIT $3
    )
  )
  SELECT
    "id" AS "caseId",
    "code",
    "regionId",
    ${iso('"closedAt"')} AS "at",
    bool_or("theirs") AS "isTheirs"
  FROM found
  GROUP BY "id", "code", "regionId", "closedAt"
  ORDER BY "closedAt" DESC
  LIMIT $3`;

/** Reads for pages what is beside the case itself. `keys`: who looked stands in the audit under another name. */
export function createReading(pool: pg.Pool, keys: AuditKeys): Reading {
  return {
    ...caseHistory(pool, keys),
    ...messagesTo(pool),
    caseAbout: async (about) => {
      const [kind, id] = Object.entries(about)[0] as [keyof typeof PLACES, string];
      const { rows } = await pool.query<RegionOfCase>({
        name: `place-of-${kind}`,
        text: `
          SELECT c."id" AS "caseId", g."id" AS "regionId", g."key" AS "regionKey"
          FROM "case" c
          JOIN "region" g ON g."id" = c."regionId"
          WHERE c."id" = ${PLACES[kind]}`,
        values: [id],
      });
      return rows[0] ?? null;
    },
    closedOf: async (personId, coordinates, limit) =>
      (
        await pool.query<ClosedCase>({
          name: 'closed-of',
          text: CLOSED_OF,
          values: [personId, coordinates, limit],
        })
      ).rows,
    regionsOf: async (personId) => {
      const { rows } = await pool.query<{ id: string }>({
        name: 'regions-of',
        text: REGIONS_OF,
        values: [personId],
      });
      return rows.map((r) => r.id);
    },
    regionBefore: async (personId) => {
      const { rows } = await pool.query<{ id: string }>({
        name: 'region-before',
        text: REGION_BEFORE,
        values: [personId],
      });
      return rows[0]?.id ?? null;
    },
  };
}
