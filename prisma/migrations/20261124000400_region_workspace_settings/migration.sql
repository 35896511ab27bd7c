-- In which team and in what kind of channel is a region's choice: another region of the same tenant may choose
-- otherwise. With the workspace itself stays what holds for all (where the tenant is reached).
ALTER TABLE "regionWorkspace" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
UPDATE "regionWorkspace" r SET "settings" = w."settings" - 'serviceUrl' FROM "workspace" w WHERE w."id" = r."workspaceId";
UPDATE "workspace" SET "settings" = "settings" - ARRAY['teamId', 'rooms'];
