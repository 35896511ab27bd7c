-- Connections that people made by installing the app: one for each workspace, or one for a whole organisation. What
-- gives access is sealed with a key that is not in the database.
CREATE TABLE "installation" (
  "platform" TEXT NOT NULL,
  "externalId" TEXT NOT NULL,
  "isEnterprise" BOOLEAN NOT NULL DEFAULT false,
  "sealed" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "installation_pkey" PRIMARY KEY ("platform", "externalId")
);
