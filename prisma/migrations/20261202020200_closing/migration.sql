-- That the family was asked whether the case may be closed: by whom, when, with which outcome, and what is to stop.
ALTER TABLE "case" ADD COLUMN "closing" JSONB;
-- It was stopped because its case was closed, and comes back when that is opened again.
ALTER TABLE "agreement" ADD COLUMN "endedWithCase" BOOLEAN NOT NULL DEFAULT FALSE;
