-- A case can begin with a report. Cases that are there began without one.
ALTER TABLE "case" ADD COLUMN "report" JSONB;
-- A period that is new is the region's to change; what stands here holds until it does.
UPDATE "region"
SET "config" = jsonb_set("config", '{timers,reportRead}', '2')
WHERE "config" ? 'timers'
  AND NOT "config" -> 'timers' ? 'reportRead';
-- What was not taken in before this is erased as well, four weeks after it was closed.
INSERT INTO "timer" ("id", "caseId", "regionId", "kind", "subjectId", "fireAt")
SELECT gen_random_uuid(), "id", "regionId", 'erase', "id", "closedAt" + interval '28 days'
FROM "case"
WHERE "status" = 'closed'
  AND "notTakenIn" IS NOT NULL
  AND "closedAt" IS NOT NULL
ON CONFLICT DO NOTHING;
