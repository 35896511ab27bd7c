-- What the family said of a party. A newer answer ends the older one, which stays: with its words' version and its time.
CREATE TABLE "consent" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "partyKey" TEXT NOT NULL,
  "participantId" UUID NOT NULL,
  "answer" TEXT NOT NULL,
  "enteredById" UUID,
  "textVersion" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "validUntil" DATE,
  "renewalAskedAt" TIMESTAMPTZ(3),
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "consent_caseId_idx" ON "consent"("caseId");

-- Since when somebody sees only the agreements of their own party; null: all that their role sees.
ALTER TABLE "participant" ADD "limitedSince" TIMESTAMPTZ(3);

-- A room of a party is one for each party; what was archived stays as a row, and another may be opened.
ALTER TABLE "room" ADD "partyKey" TEXT;
DROP INDEX "room_caseId_workspaceId_audience_key";
CREATE UNIQUE INDEX "room_of_audience" ON "room" ("caseId", "workspaceId", "audience", COALESCE("partyKey", '')) WHERE "state" <> 'archived';
CREATE INDEX "room_caseId_idx" ON "room" ("caseId");

-- Who loses a room loses it before anything else is said there.
CREATE INDEX "message_removal" ON "message" ("conversationId", "seq") WHERE "state" = 'pending' AND "type" = 'Remove';
