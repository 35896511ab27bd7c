-- Somebody of another organisation was invited into a room and has not answered yet. When they do, the address is
-- no longer needed, and is emptied.
CREATE TABLE "invitation" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "organisationKey" TEXT,
  "invitedById" UUID,
  "invitedAt" TIMESTAMPTZ(3) NOT NULL,
  "status" TEXT NOT NULL,
  CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "invitation_caseId_idx" ON "invitation" ("caseId");
-- An answer to an invitation names it by the platform's own id.
CREATE INDEX "message_invitation" ON "message" ("externalRef") WHERE "type" = 'InviteExternal';
