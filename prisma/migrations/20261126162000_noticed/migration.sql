-- When a letter last said that something waits: there is one a day, and what comes after it is in that of the next.
ALTER TABLE "reach" ADD COLUMN "noticedAt" TIMESTAMPTZ(3);
