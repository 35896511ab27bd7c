-- The texts of an agreement before the one that stands now, oldest first, each with what was answered to it.
ALTER TABLE "agreement" ADD COLUMN "earlier" JSONB NOT NULL DEFAULT '[]';
