import type { RegionRows } from '../../../ports/database/regions.ts';
import { insert, missing, orRenewed, type Section } from './section.ts';

/** Key in "regionPerson" of a contact who was filled in while running; no key of a region file has a colon. */
export const FILLED = 'rung:';

const ASKED = ['regionId', 'organisation', 'role', 'person', 'askedOn'];

/** How a region is set up, and its own line in the audit, take a transaction: see commit.ts. */
export const regionSections: Readonly<
  Record<Exclude<keyof RegionRows, 'regionNote' | 'regionFile'>, Section>
> = {
  regionContact: {
    write: (rows) => `
      contact AS (
        UPDATE "region" g
        SET
          "version" = g."version" + 1,
          "plannedVersion" = g."plannedVersion" + 1,
          "fileVersion" = g."fileVersion" + 1,
          "auditHead" = x."auditHead",
          "auditCount" = x."auditCount",
          "config" = jsonb_set(
            g."config",
            '{filledContacts}',
            COALESCE(g."config"->'filledContacts', '{}'::jsonb)
              || jsonb_build_object(x."rung"::text, x."personId")
          )
        FROM jsonb_to_recordset(${rows}::jsonb) AS x(
          "regionId" uuid,
          "version" int,
          "rung" int,
          "personId" uuid,
          "auditHead" text,
          "auditCount" int
        )
        WHERE g."id" = x."regionId"
          AND g."version" = x."version"
          AND g."auditCount" = x."auditCount" - 1
        RETURNING x."regionId", x."rung", x."personId"
      ),
      named AS (
        INSERT INTO "regionPerson" ("regionId", "key", "personId")
        SELECT "regionId", '${FILLED}' || "rung", "personId"
        FROM contact
        ON CONFLICT ("regionId", "key") DO UPDATE SET "personId" = excluded."personId"
      ),
      told AS (
        SELECT pg_notify('schakel_region', '')
        FROM contact
      )`,
    conflict: missing('contact'),
  },
  contactsAsked: {
    write: (rows) =>
      `cta AS (${insert('contactAsked', ASKED, rows, orRenewed(ASKED.slice(0, 3), ASKED.slice(3)))})`,
  },
};
