-- Which workspaces whoever runs the installation lets a region use. What a region names beyond these waits, and nothing
-- is derived from it.
CREATE TABLE "workspaceGift" (
  "regionId" UUID NOT NULL,
  "platform" TEXT NOT NULL,
  "externalId" TEXT NOT NULL,
  "givenAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "workspaceGift_pkey" PRIMARY KEY ("regionId", "platform", "externalId")
);

-- What regions use now they keep. The doctor lists workspaces of several regions, to be looked at.
INSERT INTO "workspaceGift" ("regionId", "platform", "externalId", "givenAt")
  SELECT u."regionId", w."platform", w."externalId", now() FROM "regionWorkspace" u JOIN "workspace" w ON w."id" = u."workspaceId"
  WHERE w."platform" IN ('slack', 'teams');

-- The region whose file made this person; null: they came by an account of their own, or were invited into a case. Only
-- for these does that region's file say how they come in.
ALTER TABLE "person" ADD "madeIn" UUID;
UPDATE "person" p SET "madeIn" = r."regionId"
  FROM (SELECT "personId", min("regionId"::text)::uuid AS "regionId" FROM "regionPerson" WHERE strpos("key", ':') = 0
    GROUP BY "personId" HAVING count(DISTINCT "regionId") = 1) r
  WHERE r."personId" = p."id" AND NOT EXISTS (SELECT 1 FROM "participant" x JOIN "case" c ON c."id" = x."caseId"
    WHERE x."personId" = p."id" AND c."regionId" <> r."regionId");

-- The region whose file said that this account is that person's; null: the person themselves did, with an account or a
-- code of their own. What a region says of somebody holds for that region.
ALTER TABLE "identity" ADD "claimedIn" UUID;
UPDATE "identity" i SET "claimedIn" = p."madeIn" FROM "person" p WHERE p."id" = i."personId" AND p."madeIn" IS NOT NULL;
