-- The overview of a region counts how often the lead of an open case changed hands: a few lines of its audit.
CREATE INDEX "audit_lead_accepted" ON "audit" ("chainId") WHERE "action" = 'lead.accepted';
