import type { CodeRows } from '../../../ports/database/codes.ts';
import { insert, missing, type Section } from './section.ts';

const CODE = [
  'hash',
  'purpose',
  'regionId',
  'personId',
  'caseId',
  'role',
  'organisationKey',
  'basisReason',
  'platform',
  'externalId',
  'expiresAt',
];

export const codeSections: Readonly<Record<keyof CodeRows, Section>> = {
  // The last of a region's codes for one workspace is the only good one.
  codes: {
    write: (rows, now) => `
      cds AS (${insert('oneTimeCode', CODE, rows)}),
      cdo AS (
        UPDATE "oneTimeCode" o
        SET "usedAt" = ${now}::timestamptz
        FROM jsonb_populate_recordset(NULL::"oneTimeCode", ${rows}::jsonb) r
        WHERE r."purpose" = 'workspace'
          AND o."purpose" = 'workspace'
          AND o."regionId" = r."regionId"
          AND o."externalId" = r."externalId"
          AND o."platform" = r."platform"
          AND o."usedAt" IS NULL
      )`,
  },
  codeUsed: {
    write: (rows, now) => `cdu AS (
      UPDATE "oneTimeCode"
      SET "usedAt" = ${now}::timestamptz
      WHERE "hash" IN (SELECT value FROM jsonb_array_elements_text(${rows}::jsonb))
        AND "usedAt" IS NULL
        AND "expiresAt" > ${now}::timestamptz
      RETURNING 1
    )`,
    conflict: missing('cdu'),
  },
};
