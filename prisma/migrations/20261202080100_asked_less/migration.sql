-- The lead has its owner asked less often: how often, why, and until when.
ALTER TABLE "agreement" ADD COLUMN "askedLess" JSONB;
