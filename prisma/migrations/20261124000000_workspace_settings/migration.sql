-- What only one platform needs to know of a workspace: for Teams in which team and what kind of rooms, and its address.
ALTER TABLE "workspace" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
