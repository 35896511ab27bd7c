-- Organisations that came into a room by an invitation of ours: that it is shared with them is meant.
ALTER TABLE "room" ADD COLUMN "invitedTeams" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "room" ALTER COLUMN "invitedTeams" DROP DEFAULT, ALTER COLUMN "invitedTeams" DROP NOT NULL;
