-- Said with neutral words only, as a lock screen may show them; the same with all its words, for who listens, is to follow.
ALTER TABLE "message" ADD COLUMN "unsaid" BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX "message_unsaid" ON "message" ("confirmedAt") WHERE "unsaid";
