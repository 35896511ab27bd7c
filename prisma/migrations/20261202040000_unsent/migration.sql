-- What was typed and could not be sent, for a day: sealed with what only the browser holds, and read by its person alone.
CREATE TABLE "webUnsent" (
  "hash" TEXT NOT NULL,
  "personId" UUID NOT NULL,
  "sealed" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "webUnsent_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "webUnsent_personId_expiresAt_idx" ON "webUnsent" ("personId", "expiresAt");
CREATE INDEX "webUnsent_expiresAt_idx" ON "webUnsent" ("expiresAt");
