import type { PeopleRows } from '../../../ports/database/people.ts';
import { insert, orRenewed, type Section } from './section.ts';

const IDENTITY = ['id', 'personId', 'workspaceId', 'externalId', 'email', 'guest'];

export const peopleSections: Readonly<Record<keyof PeopleRows, Section>> = {
  people: {
    write: (rows) => `ppl AS (
      INSERT INTO "person" (
        "id",
        "name",
        "language",
        "workingDays"
      )
      SELECT
        "id",
        "name",
        "language",
        '{}'
      FROM jsonb_populate_recordset(NULL::"person", ${rows}::jsonb)
      ON CONFLICT ("id") DO NOTHING
    )`,
  },
  // A person who brings in another account says themselves that those they had are theirs.
  identities: {
    write: (rows) => `
      ids AS (${insert('identity', IDENTITY, rows)}),
      own AS (
        UPDATE "identity" i
        SET "claimedIn" = NULL
        FROM jsonb_populate_recordset(NULL::"identity", ${rows}::jsonb) r
        WHERE i."personId" = r."personId"
          AND i."claimedIn" IS NOT NULL
      )`,
  },
  ownHours: {
    write: (rows) => `hrs AS (
      UPDATE "person" p
      SET
        "workingDays" = h."days",
        "hasOwnDays" = TRUE,
        "contactFrom" = h."from",
        "contactUntil" = h."until"
      FROM jsonb_to_recordset(${rows}::jsonb) AS h(
        "personId" uuid,
        "days" int[],
        "from" text,
        "until" text
      )
      WHERE p."id" = h."personId"
    )`,
  },
  preferences: {
    write: (rows) => `
      prf AS (
        UPDATE "person" p
        SET "language" = x."language"
        FROM jsonb_to_recordset(${rows}::jsonb) AS x("personId" uuid, "language" text)
        WHERE p."id" = x."personId"
      ),
      prn AS (
        ${insert('reach', ['personId', 'notice'], rows, orRenewed(['personId'], ['notice']))}
      )`,
  },
};
