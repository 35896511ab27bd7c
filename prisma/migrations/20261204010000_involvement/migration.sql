-- How far the lead and the coordinators are with a case, and each change of it with its reason (C24).
ALTER TABLE "case" ADD COLUMN "involvement" JSONB NOT NULL DEFAULT '{"level": "follow", "changes": []}';
