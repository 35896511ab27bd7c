-- What could not be delivered is looked at by region, newest first. There are few, and few are written.
CREATE INDEX "message_dead_region" ON "message" ("regionId", "createdAt" DESC) WHERE "state" = 'dead';
