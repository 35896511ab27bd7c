import type pg from 'pg';
import { FAMILY_ROLES } from '../../domain/vocabulary.ts';
import type { Participation, Wanted } from '../../ports/database/participations.ts';
import { namesInRegion } from '../regions/names-in-region.ts';

const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** The query goes from the open cases of the region outwards, like the overview: nothing of a closed case is read. */
const TAKING_PART = `
  SELECT
    p."personId",
    COALESCE(w."name", n."name") AS "name",
    p."id" AS "participantId",
    c."id" AS "caseId",
    c."code",
    p."role",
    p."organisationKey",
    COALESCE(c."leadId" = p."id", FALSE) AS "isLead",
    EXISTS (
      SELECT 1
      FROM "agreement" a
      WHERE a."caseId" = c."id"
        AND a."ownerId" = p."id"
        AND a."status" IN ('open', 'reported_done')
    ) AS "owns"
  FROM "case" c
  JOIN "participant" p ON p."caseId" = c."id" AND p."leftAt" IS NULL
  JOIN "person" n ON n."id" = p."personId"
  LEFT JOIN ${namesInRegion('$1')} w ON w."personId" = n."id"
  WHERE c."regionId" = $1
    AND c."status" <> 'closed'
    AND p."role" NOT IN (${FAMILY})
    AND ($2::uuid IS NULL OR p."personId" = $2)
  ORDER BY 2, p."personId", c."code"`;

/** Professionals only: a family takes part in its own case, and is in no list over cases. */
export async function participations(
  pool: pg.Pool,
  { regionId, personId }: Wanted,
): Promise<Participation[]> {
  const { rows } = await pool.query<Participation>({
    name: 'taking-part',
    text: TAKING_PART,
    values: [regionId, personId],
  });
  return rows;
}
