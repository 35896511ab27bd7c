-- Everything that the family asked of the case itself: another lead, another person to ask for help, or not this step.
ALTER TABLE "case" ADD COLUMN "appeals" JSONB NOT NULL DEFAULT '[]';
-- A period that is new is the region's to change; what stands here holds until it does.
UPDATE "region"
SET "config" = jsonb_set("config", '{timers,appealAnswer}', '2')
WHERE "config" ? 'timers'
  AND NOT "config" -> 'timers' ? 'appealAnswer';
