-- Which key this database is used with, as a fingerprint that says nothing of the key: one row. A start with another
-- key is refused before it writes anything.
CREATE TABLE "knownKey" (
  "place" INTEGER NOT NULL DEFAULT 1,
  "keyId" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "knownKey_pkey" PRIMARY KEY ("place")
);
