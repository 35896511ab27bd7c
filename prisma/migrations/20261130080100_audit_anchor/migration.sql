-- How many lines the file outside the database has, and the last of them, signed with a key that is not here: one row.
-- A file that lost lines, or is gone, does not reach it.
CREATE TABLE "auditAnchor" (
  "place" INTEGER NOT NULL DEFAULT 1,
  "count" INTEGER NOT NULL,
  "head" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "mac" TEXT NOT NULL,
  CONSTRAINT "auditAnchor_pkey" PRIMARY KEY ("place")
);

-- Every hour the chains are looked for that moved since the last time; rows are only ever added, in the order of time.
CREATE INDEX "audit_at_idx" ON "audit" USING brin ("at");
