import type pg from 'pg';
import type { Uuid } from '../domain/vocabulary.ts';
import type { PlannedNudge, Rounds } from '../ports/database/rounds.ts';

/** Goes through the people by the index of what is planned, and stops at the limit: a round costs what is due. */
const UNDIGESTED = `
  SELECT
    "personId",
    json_agg(json_build_object(
      'id', "id",
      'caseId', "caseId",
      'agreementId', "agreementId",
      'step', "step"
    ) ORDER BY "on", "id") AS "nudges"
  FROM (
    SELECT n.*
    FROM (
      SELECT DISTINCT x."personId"
      FROM "nudge" x
      WHERE x."outcome" = 'planned'
        AND x."digestId" IS NULL
        AND x."personId" > $4::uuid
        AND EXISTS (
          SELECT 1
          FROM "case" c
          WHERE c."id" = x."caseId"
            AND c."regionId" = $1
        )
        AND NOT EXISTS (
          SELECT 1
          FROM "digest" d
          WHERE d."personId" = x."personId"
            AND d."date" = $2
        )
      ORDER BY x."personId"
      LIMIT $3
    ) who
    JOIN "nudge" n
      ON n."personId" = who."personId"
      AND n."outcome" = 'planned'
      AND n."digestId" IS NULL
    JOIN "case" c ON c."id" = n."caseId" AND c."regionId" = $1
  ) asked
  GROUP BY "personId"
  ORDER BY "personId"`;

/** The rounds of a region: what is due, and the day that was closed. */
export function createRounds(pool: pg.Pool): Rounds {
  return {
    dueCaseIds: async (regionId, now, limit) => {
      const { rows } = await pool.query<{ caseId: Uuid }>({
        name: 'due-cases',
        values: [regionId, now, limit],
        text: `
          SELECT "caseId"
          FROM (
            SELECT "caseId", "fireAt"
            FROM "timer"
            WHERE "regionId" = $1
              AND "fireAt" <= $2
            ORDER BY "fireAt"
            LIMIT $3
          ) t
          GROUP BY "caseId"
          ORDER BY min("fireAt"), "caseId"`,
      });
      return rows.map((r) => r.caseId);
    },
    closeRound: async (regionId, date, now, counted) => {
      const { rowCount } = await pool.query(
        `INSERT INTO "round" (
           "regionId",
           "date",
           "closedAt",
           "counted"
         )
         VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [regionId, date, now, counted],
      );
      return rowCount === 1;
    },
    roundClosed: async (regionId, date) => {
      const { rowCount } = await pool.query('SELECT 1 FROM "round" WHERE "regionId" = $1 AND "date" = $2', [
        regionId,
        date,
      ]);
      return rowCount === 1;
    },
    undigested: async (regionId, date, limit, after) => {
      const { rows } = await pool.query<{ personId: Uuid; nudges: PlannedNudge[] }>({
        name: 'undigested',
        values: [regionId, date, limit, after ?? '00000000-0000-0000-0000-000000000000'],
        text: UNDIGESTED,
      });
      return rows;
    },
  };
}
