-- The dates that people typed, from which terms are computed. A case of before has none.
ALTER TABLE "case" ADD COLUMN "termDates" JSONB NOT NULL DEFAULT '[]';
