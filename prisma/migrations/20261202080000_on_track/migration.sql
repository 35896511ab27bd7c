-- For which date somebody said that it works out; another date makes it a question again.
ALTER TABLE "agreement" ADD COLUMN "onTrackFor" DATE;
