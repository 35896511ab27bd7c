-- Regions, and cases that came from a spreadsheet, had ids made of what people know of them: a region's key, a case's
-- code. Whoever knew the recipe could name a case without ever having seen it. From now on ids are random; that a file
-- makes nothing twice is kept by "importKey", and a region is found by its key.
ALTER TABLE "region" ADD COLUMN "formerId" UUID;
ALTER TABLE "case" ADD COLUMN "formerId" UUID, ADD COLUMN "importKey" UUID;

-- What has such an id (a UUID of version 8) gets another. The former one stays beside it: the audit goes on under it,
-- since its lines are sealed with it, and links of before lead to the case for who may see it.
UPDATE "region" SET "formerId" = "id", "id" = gen_random_uuid() WHERE substring("id"::text, 15, 1) = '8';
UPDATE "case" SET "formerId" = "id", "importKey" = "id", "id" = gen_random_uuid() WHERE substring("id"::text, 15, 1) = '8';
CREATE UNIQUE INDEX "region_formerId_key" ON "region" ("formerId");
CREATE UNIQUE INDEX "case_formerId_key" ON "case" ("formerId");
CREATE UNIQUE INDEX "case_regionId_importKey_key" ON "case" ("regionId", "importKey");

-- Everything that names a region.
UPDATE "case" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "regionWorkspace" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "regionPerson" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "timer" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "round" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "oneTimeCode" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "contactAsked" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";
UPDATE "demonstration" x SET "regionId" = g."id" FROM "region" g WHERE g."formerId" = x."regionId";

-- Everything that names a case.
UPDATE "participant" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "agreement" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "confirmation" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "consent" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "blocker" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "nudge" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "escalation" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "invitation" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "room" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "oneTimeCode" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "privateLabel" x SET "caseId" = c."id" FROM "case" c WHERE c."formerId" = x."caseId";
UPDATE "timer" x SET "caseId" = c."id", "subjectId" = CASE WHEN x."subjectId" = c."formerId" THEN c."id" ELSE x."subjectId" END
  FROM "case" c WHERE c."formerId" = x."caseId";

-- What was written with such an id in it: the key by which a card is found again, and what stands behind buttons.
CREATE FUNCTION "with_ids_of_now"(written TEXT) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
  named RECORD;
BEGIN
  FOR named IN
    SELECT k."formerId"::text AS "former", k."id"::text AS "now"
    FROM (SELECT DISTINCT m[1]::uuid AS "id"
      FROM regexp_matches(written, '[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') AS m) f
    CROSS JOIN LATERAL (SELECT "formerId", "id" FROM "case" WHERE "formerId" = f."id"
      UNION ALL SELECT "formerId", "id" FROM "region" WHERE "formerId" = f."id") k
  LOOP
    written := replace(written, named."former", named."now");
  END LOOP;
  RETURN written;
END $$;
-- Each message once: it names its region, its case and both in words.
UPDATE "message" x SET
  "regionId" = COALESCE((SELECT g."id" FROM "region" g WHERE g."formerId" = x."regionId"), x."regionId"),
  "caseId" = COALESCE((SELECT c."id" FROM "case" c WHERE c."formerId" = x."caseId"), x."caseId"),
  "dedupeKey" = "with_ids_of_now"(x."dedupeKey"),
  "payload" = "with_ids_of_now"(x."payload"::text)::jsonb
  WHERE EXISTS (SELECT 1 FROM "region" WHERE "formerId" IS NOT NULL) OR EXISTS (SELECT 1 FROM "case" WHERE "formerId" IS NOT NULL);
UPDATE "webPost" SET "document" = "with_ids_of_now"("document"::text)::jsonb WHERE "document"::text ~ '-8[0-9a-f]{3}-';
UPDATE "webSession" SET "said" = "with_ids_of_now"("said"::text)::jsonb WHERE "said"::text ~ '-8[0-9a-f]{3}-';
-- What time brings once (the list on Monday) is remembered by the region's id.
UPDATE "inbound" SET "key" = "with_ids_of_now"("key"), "reply" = "with_ids_of_now"("reply"::text)::jsonb
  WHERE "key" ~ '-8[0-9a-f]{3}-' OR "reply"::text ~ '-8[0-9a-f]{3}-';
UPDATE "webSignIn" SET "back" = "with_ids_of_now"("back") WHERE "back" ~ '-8[0-9a-f]{3}-';
DROP FUNCTION "with_ids_of_now"(TEXT);

-- Whoever still keeps a region in memory reads it again.
SELECT pg_notify('schakel_region', '');
