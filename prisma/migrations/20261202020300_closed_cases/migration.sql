-- The closed cases of a region, the last ones first.
CREATE INDEX "case_regionId_closedAt_idx" ON "case"("regionId", "closedAt");
