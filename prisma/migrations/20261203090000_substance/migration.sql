-- Words about a family, in a table of their own: what is kept of them is sealed, for this row, case and kind. Erased, the
-- row says that there was something. The database itself takes nothing that is not sealed.
CREATE TABLE "substance" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "writtenById" UUID NOT NULL,
  "writtenAt" TIMESTAMPTZ(3) NOT NULL,
  "sealed" TEXT,
  "erasedAt" TIMESTAMPTZ(3),
  CONSTRAINT "substance_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "substance_sealed" CHECK ("sealed" ~ '^1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]+$'),
  CONSTRAINT "substance_erased" CHECK (num_nonnulls("sealed", "erasedAt") = 1)
);
CREATE INDEX "substance_caseId_kind_writtenAt_idx" ON "substance"("caseId", "kind", "writtenAt");
CREATE INDEX "substance_writtenById_idx" ON "substance"("writtenById");
-- By the key that sealed it: what an older one sealed is found, and gone through in order.
CREATE INDEX "substance_key_idx" ON "substance"(split_part("sealed", '.', 2), "id") WHERE "sealed" IS NOT NULL;
