-- Somebody in the list of a region may keep an address or number of their own, beside what the list says of the other one.
ALTER TABLE "reach" ADD COLUMN "own" TEXT[];

-- A new address or number that somebody gave themselves: it waits for the code that was sent there, and afterwards names
-- the old one for the letter that says so.
CREATE TABLE "addressChange" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "way" TEXT NOT NULL,
  "sealed" TEXT NOT NULL,
  "former" TEXT,
  "codeHash" TEXT,
  "codeExpiresAt" TIMESTAMPTZ(3),
  "tries" INTEGER NOT NULL DEFAULT 0,
  "madeAt" TIMESTAMPTZ(3) NOT NULL,
  "doneAt" TIMESTAMPTZ(3),
  CONSTRAINT "addressChange_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "addressChange_personId_idx" ON "addressChange"("personId");
CREATE INDEX "addressChange_madeAt_idx" ON "addressChange"("madeAt");
