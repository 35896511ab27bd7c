-- When whoever was told something had it in front of them on a page for the first time; null: not yet, or only in chat.
ALTER TABLE "message" ADD COLUMN "seenAt" TIMESTAMPTZ(3);
