import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Cases, Renewed, WaitingReport } from '../../ports/database/cases.ts';
import { loadContext } from './context.ts';
import { type CaseRows, casesSql, iso, toStates } from './load.ts';
import { asksOf } from './requests.ts';

/** The plan of one case is the same every time, so PostgreSQL keeps it; that of many is worth making anew. */
const ONE_CASE = { name: 'case', text: casesSql('c."id" = $1') };
const MANY_CASES = { name: 'cases', text: casesSql('c."id" = ANY ($1)') };

/** A person who has nothing to do with a case gets nothing loaded: not even the time it takes says it is there. */
const RENEWED = `
  SELECT 'case' AS "kind", c."formerId", c."id"
  FROM "case" c
  WHERE c."formerId" = ANY ($1)
    AND (
      EXISTS (
        SELECT 1
        FROM "participant" p
        WHERE p."caseId" = c."id"
          AND p."personId" = $2
          AND p."leftAt" IS NULL
      )
      OR EXISTS (
        SELECT 1
        FROM "regionPerson" n
        WHERE n."regionId" = c."regionId"
          AND n."personId" = $2
      )
      OR EXISTS (
        SELECT 1
        FROM "escalation" e
        WHERE e."caseId" = c."id"
          AND e."contactPersonId" = $2
      )
      OR ${asksOf('c', '$2')}
    )
  UNION ALL
  SELECT 'region', g."formerId", g."id"
  FROM "region" g
  WHERE g."formerId" = ANY ($1)
    AND EXISTS (
      SELECT 1
      FROM "regionPerson" n
      WHERE n."regionId" = g."id"
        AND n."personId" = $2
    )`;

/** Cases, and the ways in which they are found. */
export function createCases(pool: pg.Pool): Cases {
  return {
    context: (query) => loadContext(pool, query),
    cases: async (ids) => {
      if (ids.length === 0) return [];
      const one = ids.length === 1;
      const { rows } = await pool.query<CaseRows>(
        one ? { ...ONE_CASE, values: [ids[0]] } : { ...MANY_CASES, values: [ids] },
      );
      return toStates(rows);
    },
    openCaseIdsOf: async (personIds) => {
      const { rows } = await pool.query<{ id: Uuid }>({
        name: 'open-cases-of',
        values: [personIds],
        text: `
          SELECT DISTINCT c."id", c."code"
          FROM "participant" p
          JOIN "case" c ON c."id" = p."caseId"
          WHERE p."personId" = ANY ($1)
            AND p."leftAt" IS NULL
            AND c."status" <> 'closed'
          ORDER BY c."code"`,
      });
      return rows.map((r) => r.id);
    },
    calledCaseIds: async (personId) => {
      const { rows } = await pool.query<{ id: Uuid }>({
        name: 'called-cases',
        values: [personId],
        text: `
          SELECT DISTINCT c."id"
          FROM "escalation" e
          JOIN "case" c ON c."id" = e."caseId"
          WHERE e."contactPersonId" = $1
            AND e."status" IN ('asked', 'acknowledged')
            AND c."status" <> 'closed'
          UNION
          SELECT c."id"
          FROM "case" c
          WHERE ${asksOf('c', '$1')}
            AND c."status" <> 'closed'`,
      });
      return rows.map((r) => r.id);
    },
    closedCases: async (regionId, limit) =>
      (
        await pool.query<{ caseId: Uuid; code: string; at: string }>({
          name: 'closed-cases',
          values: [regionId, limit],
          text: `
            SELECT
              "id" AS "caseId",
              "code",
              ${iso('"closedAt"')} AS "at"
            FROM "case"
            WHERE "regionId" = $1
              AND "closedAt" IS NOT NULL
              AND "status" = 'closed'
            ORDER BY "closedAt" DESC
            LIMIT $2`,
        })
      ).rows,
    waitingReports: async (regionIds) =>
      (
        await pool.query<WaitingReport>({
          name: 'waiting-reports',
          values: [regionIds],
          text: `
            SELECT
              "id" AS "caseId",
              "regionId",
              "code",
              "report"->>'readBefore' AS "readBefore"
            FROM "case"
            WHERE "regionId" = ANY ($1::uuid[])
              AND "status" <> 'closed'
              AND "status" = 'reported'
            ORDER BY "report"->>'readBefore', "code"`,
        })
      ).rows,
    openCaseIds: async (regionId, after, limit) => {
      const { rows } = await pool.query<{ id: Uuid }>(
        `SELECT "id"
         FROM "case"
         WHERE "regionId" = $1
           AND "status" <> 'closed'
           AND "id" > $2::uuid
         ORDER BY "id"
         LIMIT $3`,
        [regionId, after ?? '00000000-0000-0000-0000-000000000000', limit],
      );
      return rows.map((r) => r.id);
    },
    invitationByRef: async (ref) => {
      const { rows } = await pool.query<{ id: Uuid }>(
        `SELECT "payload"->>'invitationId' AS "id"
         FROM "message"
         WHERE "type" = 'InviteExternal'
           AND "externalRef" = $1`,
        [ref],
      );
      return rows[0]?.id ?? null;
    },
    codesInUse: async (regionId) => {
      const { rows } = await pool.query<{ code: string }>('SELECT "code" FROM "case" WHERE "regionId" = $1', [
        regionId,
      ]);
      return new Set(rows.map((r) => r.code));
    },
    importedBefore: async (regionId, importKeys) => {
      const { rows } = await pool.query<{ importKey: Uuid }>({
        name: 'imported-before',
        text: 'SELECT "importKey" FROM "case" WHERE "regionId" = $1 AND "importKey" = ANY ($2)',
        values: [regionId, importKeys],
      });
      return new Set(rows.map((r) => r.importKey));
    },
    renewed: async (formerIds, personId) => {
      const { rows } = await pool.query<Renewed>({
        name: 'renewed',
        text: RENEWED,
        values: [formerIds, personId],
      });
      return rows;
    },
  };
}
