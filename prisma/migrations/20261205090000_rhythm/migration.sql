-- An agreement that comes back: how often, and which of its days were kept and missed. Those of before have none.
ALTER TABLE "agreement" ADD COLUMN "rhythm" JSONB;
