-- A workspace may also be confirmed by its own people, with a code: then it stands here which account there did so. What
-- whoever runs the installation takes away stays away until they give it again, so that no code brings it back.
ALTER TABLE "workspaceGift" ADD "confirmedBy" TEXT, ADD "takenAt" TIMESTAMPTZ(3);
CREATE INDEX "workspaceGift_platform_externalId_idx" ON "workspaceGift" ("platform", "externalId");

-- The workspace that a code is about, and how often somebody used it in vain.
ALTER TABLE "oneTimeCode" ADD "platform" TEXT, ADD "externalId" TEXT, ADD "tries" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "oneTimeCode_regionId_externalId_idx" ON "oneTimeCode" ("regionId", "externalId");
