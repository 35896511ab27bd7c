-- Of a message that may have arrived: when its unclear sends began and ended, and how far it was looked for. Looking goes
-- on where it was, around that moment, in pages as small as Slack gives to apps outside its marketplace.
ALTER TABLE "message" ADD COLUMN "doubtFrom" TIMESTAMPTZ(3), ADD COLUMN "doubtTo" TIMESTAMPTZ(3), ADD COLUMN "lookedTo" TEXT;
-- How often it was sent although nobody could see in time whether it stood there.
ALTER TABLE "message" ADD COLUMN "unseen" INTEGER NOT NULL DEFAULT 0;
