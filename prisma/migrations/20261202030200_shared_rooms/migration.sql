-- Teams that a room was shared with, by the platform's own id: everybody in them reads along.
ALTER TABLE "room" ADD COLUMN "sharedWith" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "room" ALTER COLUMN "sharedWith" DROP DEFAULT, ALTER COLUMN "sharedWith" DROP NOT NULL;
