-- The id of a conversation is made from its room, or its person and workspace, so the primary key already keeps it
-- single. A second unique index only made two writers who begin the same conversation collide.
DROP INDEX "conversation_roomId_key";
DROP INDEX "conversation_personId_workspaceId_key";
CREATE INDEX "conversation_roomId_idx" ON "conversation" ("roomId");
CREATE INDEX "conversation_personId_workspaceId_idx" ON "conversation" ("personId", "workspaceId");
