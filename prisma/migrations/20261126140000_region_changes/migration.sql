-- A region is changed on the web as well: up to which version its open cases were planned anew, and which version its
-- file was read as last. What is there now came from a file and is planned.
ALTER TABLE "region" ADD COLUMN "plannedVersion" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "fileVersion" INTEGER NOT NULL DEFAULT 0;
UPDATE "region" SET "plannedVersion" = "version", "fileVersion" = "version";
