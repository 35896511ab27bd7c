-- Codes that a person carries from one platform to another: to be the same person there, or to take part in a case.
CREATE TABLE "oneTimeCode" (
  "hash" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "regionId" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "caseId" UUID,
  "role" TEXT,
  "organisationKey" TEXT,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "usedAt" TIMESTAMPTZ(3),
  CONSTRAINT "oneTimeCode_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "oneTimeCode_expiresAt_idx" ON "oneTimeCode" ("expiresAt");
