-- The web is a place like a Slack workspace or a Teams tenant: one for each region, by the region's key.
INSERT INTO "workspace" ("id", "platform", "externalId", "name")
SELECT gen_random_uuid(), 'web', "key", "config"->>'name' FROM "region" ON CONFLICT ("platform", "externalId") DO NOTHING;
INSERT INTO "regionWorkspace" ("regionId", "workspaceId")
SELECT g."id", w."id" FROM "region" g JOIN "workspace" w ON w."platform" = 'web' AND w."externalId" = g."key" ON CONFLICT DO NOTHING;

-- The room of a case on the web, and what stands in it.
CREATE TABLE "webRoom" (
  "id" UUID NOT NULL,
  "workspaceId" UUID NOT NULL,
  "opening" UUID,
  "name" TEXT NOT NULL,
  "topic" TEXT NOT NULL DEFAULT '',
  "members" UUID[],
  "archivedAt" TIMESTAMPTZ(3),
  CONSTRAINT "webRoom_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "webRoom_workspaceId_name_key" ON "webRoom"("workspaceId", "name");
CREATE UNIQUE INDEX "webRoom_opening_key" ON "webRoom"("opening");

CREATE TABLE "webPost" (
  "id" UUID NOT NULL,
  "place" UUID NOT NULL,
  "document" JSONB NOT NULL,
  "pinned" BOOLEAN NOT NULL DEFAULT false,
  "postedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "webPost_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webPost_place_postedAt_idx" ON "webPost"("place", "postedAt");

-- Who is signed in. Only hashes of what a browser holds are kept.
CREATE TABLE "webSession" (
  "hash" TEXT NOT NULL,
  "personId" UUID NOT NULL,
  "how" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "seenAt" TIMESTAMPTZ(3) NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "said" JSONB,
  CONSTRAINT "webSession_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "webSession_personId_idx" ON "webSession"("personId");
CREATE INDEX "webSession_expiresAt_idx" ON "webSession"("expiresAt");

-- A link that signs somebody in: once, for a short time.
CREATE TABLE "webLink" (
  "hash" TEXT NOT NULL,
  "personId" UUID NOT NULL,
  "purpose" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "usedAt" TIMESTAMPTZ(3),
  CONSTRAINT "webLink_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "webLink_personId_idx" ON "webLink"("personId");
CREATE INDEX "webLink_expiresAt_idx" ON "webLink"("expiresAt");
