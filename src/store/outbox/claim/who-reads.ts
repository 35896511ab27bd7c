import { FAMILY_SIDE } from '../../../domain/vocabulary.ts';

/** Pieces of SQL that say who takes part in the case of a message, and what of the case its reader may see. */

const SIDE = [...FAMILY_SIDE].map((role) => `'${role}'`).join(', ');

/** The part of a participant who sees less: see `scopeOf` in the domain. */
const scope = (alias: string): string =>
  `CASE WHEN ${alias}."role" IN (${SIDE}) THEN ${alias}."id"::text ELSE COALESCE(${alias}."organisationKey", ${alias}."id"::text) END`;

/** The agreements of a recipient's own party, in the cases where they see no others: see `isOwnOf` in the domain. */
export const limitsOf = (m: string): string => `(
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'caseId', p."caseId",
    'own', (
      SELECT COALESCE(jsonb_agg(jsonb_build_object(
        'id', a."id",
        'number', a."number"
      )), '[]'::jsonb)
      FROM "agreement" a
      JOIN "participant" o ON o."id" = a."ownerId"
      WHERE a."caseId" = p."caseId"
        AND (
          (p."role" IN (${SIDE}) AND a."createdById" = p."id")
          OR EXISTS (
            SELECT 1
            FROM "participant" q
            WHERE q."id" IN (
              a."ownerId",
              COALESCE(a."deputyId", o."deputyId"),
              a."pickedUpById"
            )
              AND ${scope('q')} = ${scope('p')}
          )
        )
    )
  )), '[]'::jsonb)
  FROM "participant" p
  WHERE p."personId" = ${m}."recipientId"
    AND p."leftAt" IS NULL
    AND p."limitedSince" IS NOT NULL
    AND (${m}."caseId" IS NULL OR ${m}."caseId" = p."caseId")
)`;

export const participantsOf = (m: string): string => `COALESCE((
  SELECT jsonb_agg("personId")
  FROM "participant"
  WHERE "caseId" = ${m}."caseId"
    AND "leftAt" IS NULL
), '[]'::jsonb)`;

/** Cases of a bundle about several in which its recipient takes part no more, and those that are closed. */
export const LEFT = `(
  SELECT COALESCE(jsonb_agg(DISTINCT x->'caseId'), '[]'::jsonb)
  FROM jsonb_array_elements((m."payload"->'items') || (m."payload"->'confirm')) x
  WHERE NOT EXISTS (
    SELECT 1
    FROM "participant" p
    JOIN "case" c ON c."id" = p."caseId"
    WHERE p."caseId" = (x->>'caseId')::uuid
      AND p."personId" = m."recipientId"
      AND p."leftAt" IS NULL
      AND c."status" <> 'closed'
  )
)`;
