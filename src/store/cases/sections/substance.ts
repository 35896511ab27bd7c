import type { SubstanceRows } from '../../../ports/database/substance.ts';
import { insert, type Section } from './section.ts';

const SUBSTANCE = ['id', 'caseId', 'kind', 'writtenById', 'writtenAt', 'sealed'];

export const substanceSections: Readonly<Record<keyof SubstanceRows | 'substance', Section>> = {
  substance: { write: (rows) => `sub AS (${insert('substance', SUBSTANCE, rows)})` },
  // Taken in the order of their ids, like what is sealed anew.
  erased: {
    write: (rows, now) => `
      ers AS (
        SELECT *
        FROM jsonb_to_recordset(${rows}::jsonb) AS e(
          "caseId" uuid,
          "ids" uuid[],
          "writtenById" uuid
        )
      ),
      ern AS (
        SELECT s."id"
        FROM "substance" s
        WHERE s."sealed" IS NOT NULL
          AND s."id" IN (
            SELECT x."id"
            FROM ers e
            JOIN "substance" x ON x."caseId" = e."caseId"
            WHERE (e."ids" IS NULL OR x."id" = ANY (e."ids"))
              AND (e."writtenById" IS NULL OR x."writtenById" = e."writtenById")
            UNION
            SELECT x."id"
            FROM ers e
            JOIN "substance" x ON x."writtenById" = e."writtenById"
            WHERE e."caseId" IS NULL
          )
        ORDER BY s."id"
        FOR NO KEY UPDATE
      ),
      era AS (
        UPDATE "substance" s
        SET
          "sealed" = NULL,
          "erasedAt" = ${now}::timestamptz
        FROM ern
        WHERE s."id" = ern."id"
      )`,
  },
  emptied: {
    write: (rows) => `
      emp AS (
        SELECT *
        FROM jsonb_to_recordset(${rows}::jsonb) AS e("caseId" uuid)
      ),
      emw AS (
        SELECT p."personId"
        FROM emp e
        JOIN "participant" p ON p."caseId" = e."caseId"
      ),
      emc AS (
        SELECT c."id"
        FROM emp e
        JOIN "room" r ON r."caseId" = e."caseId"
        JOIN "conversation" c ON c."roomId" = r."id"
        UNION
        SELECT c."id"
        FROM emw
        JOIN "conversation" c ON c."personId" = emw."personId"
      ),
      emm AS (
        DELETE FROM "message" m
        USING emc, emp
        WHERE m."conversationId" = emc."id"
          AND m."caseId" = emp."caseId"
        RETURNING m."id"
      ),
      emb AS (
        DELETE FROM "webPost" b
        USING emm
        WHERE b."id" = emm."id"
      ),
      eml AS (
        DELETE FROM "privateLabel" l
        USING emp, emw
        WHERE l."personId" = emw."personId"
          AND l."caseId" = emp."caseId"
      ),
      emr AS (
        DELETE FROM "reach" r
        USING emw
        WHERE r."personId" = emw."personId"
          AND NOT EXISTS (
            SELECT 1
            FROM "regionPerson" n
            WHERE n."personId" = r."personId"
          )
          AND NOT EXISTS (
            SELECT 1
            FROM "participant" p
            WHERE p."personId" = r."personId"
              AND p."caseId" NOT IN (SELECT "caseId" FROM emp)
          )
        RETURNING r."personId"
      ),
      emk AS (
        DELETE FROM "linkedPerson" l
        USING emr
        WHERE l."personId" = emr."personId"
      ),
      ema AS (
        DELETE FROM "addressChange" a
        USING emr
        WHERE a."personId" = emr."personId"
          OR a."id" = emr."personId"
      )`,
  },
};
