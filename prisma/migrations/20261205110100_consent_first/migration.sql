-- In a new region consent comes first. One that lets organisations read along before anybody answered goes on as it did,
-- and its coordinators are told once.
ALTER TABLE "region" ADD COLUMN "consentTold" BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE "region"
SET "consentTold" = FALSE
WHERE "config" ->> 'consent' IS DISTINCT FROM 'before-sharing';
