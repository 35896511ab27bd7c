-- A case begins with its intake where a region wants one. Cases that are there stay as they are.
CREATE TABLE "intakeNote" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "step" TEXT NOT NULL,
  "on" DATE NOT NULL,
  "byId" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "skippedBecause" TEXT,
  "facts" JSONB,
  CONSTRAINT "intakeNote_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "intakeNote_caseId_step_key" ON "intakeNote"("caseId", "step");
ALTER TABLE "case" ADD COLUMN "notTakenIn" TEXT;
-- A period that is new is the region's to change; what stands here holds until it does.
UPDATE "region"
SET "config" = jsonb_set("config", '{timers,intakeOpen}', '5')
WHERE "config" ? 'timers'
  AND NOT "config" -> 'timers' ? 'intakeOpen';
