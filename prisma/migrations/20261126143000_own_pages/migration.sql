-- What somebody calls a case for themselves. Only they read it, so it is sealed.
CREATE TABLE "privateLabel" (
  "personId" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "sealed" TEXT NOT NULL,
  CONSTRAINT "privateLabel_pkey" PRIMARY KEY ("personId", "caseId")
);

-- The address at which a calendar fetches somebody's dates; only its hash is kept. One for each person.
CREATE TABLE "calendarFeed" (
  "personId" UUID NOT NULL,
  "hash" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "calendarFeed_pkey" PRIMARY KEY ("personId")
);
CREATE UNIQUE INDEX "calendarFeed_hash_key" ON "calendarFeed"("hash");
