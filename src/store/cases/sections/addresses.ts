import type { AddressRows } from '../../../ports/database/addresses.ts';
import { ENDS } from '../../sign-in/sessions.ts';
import { insert, list, orRenewed, renewed, type Section } from './section.ts';

/** Somebody is reached by these; a code that was read out to them is none of it. */
const REACHED_BY = ['sealed', 'emailLookup', 'phoneLookup', 'notice'];
const REACH = ['personId', ...REACHED_BY, 'codeHash', 'codeExpiresAt'];
const SPOKEN = ['personId', 'codeHash', 'codeExpiresAt'];
const SPOKEN_ANEW = `${orRenewed(['personId'], SPOKEN.slice(1))}, "codeTries" = 0`;
const ADDRESS = [
  'personId',
  'regionId',
  'caseId',
  'sealed',
  'emailLookup',
  'phoneLookup',
  'emailGone',
  'phoneGone',
  'writtenById',
  'writtenAt',
];

/** An address that waits for somebody holds in a statement of its own: `taking` in commit.ts. */
export const addressSections: Readonly<Record<Exclude<keyof AddressRows, 'addressTaken'>, Section>> = {
  reaches: {
    write: (rows) => `rch AS (${insert('reach', REACH, rows, orRenewed(['personId'], REACHED_BY))})`,
  },
  // Everything that was open ends, once a day at most: like an address in the list of a region.
  newAddresses: {
    write: (rows) => `
      nad AS (
        INSERT INTO "newAddress" (${list(ADDRESS)}, "onWeb")
        SELECT ${list(ADDRESS)}, FALSE
        FROM jsonb_populate_recordset(NULL::"newAddress", ${rows}::jsonb)
        ON CONFLICT ("personId") DO UPDATE SET
          ${renewed(ADDRESS.slice(1))},
          "email" = NULL,
          "phone" = NULL,
          "onWeb" = FALSE,
          "refusedAt" = NULL
      ),
      out AS (
        ${ENDS}
        FROM jsonb_populate_recordset(NULL::"newAddress", ${rows}::jsonb) r
        WHERE w."personId" = r."personId"
          AND NOT EXISTS (
            SELECT 1
            FROM "newAddress" o
            WHERE o."personId" = r."personId"
              AND o."writtenAt" > r."writtenAt" - interval '1 day'
          )
      )`,
  },
  spokenCodes: {
    write: (rows) => `spk AS (${insert('reach', SPOKEN, rows, SPOKEN_ANEW)})`,
  },
  // The address stays for the letter that says so, and nobody is found by it any more. Nothing that a wrong person typed
  // is kept, and nobody knows any more whose session theirs was.
  astray: {
    write: (rows) => `
      ast AS (
        UPDATE "reach"
        SET
          "emailLookup" = NULL,
          "phoneLookup" = NULL,
          "codeHash" = NULL,
          "codeExpiresAt" = NULL
        WHERE "personId" IN (
          SELECT value::uuid
          FROM jsonb_array_elements_text(${rows}::jsonb)
        )
      ),
      aso AS (
        DELETE FROM "webSession"
        WHERE "personId" IN (
          SELECT value::uuid
          FROM jsonb_array_elements_text(${rows}::jsonb)
        )
      ),
      asl AS (
        DELETE FROM "linkedPerson"
        WHERE "personId" IN (
          SELECT value::uuid
          FROM jsonb_array_elements_text(${rows}::jsonb)
        )
      ),
      asu AS (
        DELETE FROM "webUnsent"
        WHERE "personId" IN (
          SELECT value::uuid
          FROM jsonb_array_elements_text(${rows}::jsonb)
        )
      )`,
  },
};
