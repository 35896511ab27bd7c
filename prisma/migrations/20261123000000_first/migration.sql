-- The first schema. Later changes are new migrations; this file never changes.

CREATE TABLE "region" (
  "id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "config" JSONB NOT NULL,
  "auditHead" TEXT NOT NULL DEFAULT '',
  "auditCount" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace" (
  "id" UUID NOT NULL,
  "platform" TEXT NOT NULL,
  "externalId" TEXT NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "titlesInChat" BOOLEAN NOT NULL DEFAULT true,
  "botUserId" TEXT,
  "disabledAt" TIMESTAMPTZ(3),
  "disabledWhy" TEXT,
  CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "regionWorkspace" (
  "regionId" UUID NOT NULL,
  "workspaceId" UUID NOT NULL,
  "coordinatorChannel" TEXT,
  CONSTRAINT "regionWorkspace_pkey" PRIMARY KEY ("regionId", "workspaceId")
);

CREATE TABLE "person" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "language" TEXT,
  "workingDays" INTEGER[],
  "hasOwnDays" BOOLEAN NOT NULL DEFAULT false,
  "contactFrom" TEXT,
  "contactUntil" TEXT,
  "phone" TEXT,
  CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "identity" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "workspaceId" UUID NOT NULL,
  "externalId" TEXT NOT NULL,
  "email" TEXT,
  "guest" BOOLEAN NOT NULL DEFAULT false,
  "deactivatedAt" TIMESTAMPTZ(3),
  CONSTRAINT "identity_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "regionPerson" (
  "regionId" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "personId" UUID NOT NULL,
  CONSTRAINT "regionPerson_pkey" PRIMARY KEY ("regionId", "key")
);

CREATE TABLE "absence" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "from" DATE NOT NULL,
  "until" DATE,
  "reportedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case" (
  "id" UUID NOT NULL,
  "regionId" UUID NOT NULL,
  "code" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "status" TEXT NOT NULL,
  "statusReason" TEXT,
  "openedAt" TIMESTAMPTZ(3) NOT NULL,
  "firstDayHome" DATE NOT NULL,
  "threeMonthDate" DATE NOT NULL,
  "closedAt" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "leadId" UUID,
  "leadAskedId" UUID,
  "leaderlessSince" TIMESTAMPTZ(3),
  "escalationContactPersonId" UUID,
  "lastEventAt" TIMESTAMPTZ(3) NOT NULL,
  "nextAgreementNumber" INTEGER NOT NULL DEFAULT 1,
  "strength" TEXT,
  "clockSent" TEXT[],
  "auditHead" TEXT NOT NULL DEFAULT '',
  "auditCount" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "participant" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "organisationKey" TEXT,
  "role" TEXT NOT NULL,
  "deputyId" UUID,
  "joinedAt" TIMESTAMPTZ(3) NOT NULL,
  "leftAt" TIMESTAMPTZ(3),
  CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "agreement" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "doneWhen" TEXT NOT NULL,
  "ownerId" UUID NOT NULL,
  "deputyId" UUID,
  "due" DATE NOT NULL,
  "firstDue" DATE NOT NULL,
  "predecessorId" UUID,
  "workingDaysAfter" INTEGER,
  "validUntil" DATE,
  "textVersion" INTEGER NOT NULL DEFAULT 1,
  "status" TEXT NOT NULL,
  "createdById" UUID NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "reportedDoneById" UUID,
  "doneOn" DATE,
  "endedReason" TEXT,
  "pausedReason" TEXT,
  "pausedFrom" DATE,
  "pausedUntil" DATE,
  "proposedDue" DATE,
  "proposedById" UUID,
  "pickedUpById" UUID,
  "cycle" INTEGER NOT NULL DEFAULT 1,
  "pausedWorkingDays" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "confirmation" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "agreementId" UUID NOT NULL,
  "textVersion" INTEGER NOT NULL,
  "participantId" UUID NOT NULL,
  "answer" TEXT NOT NULL,
  "words" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "confirmation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "blocker" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "agreementId" UUID NOT NULL,
  "category" TEXT NOT NULL,
  "decisionMaker" TEXT,
  "reportedById" UUID NOT NULL,
  "reportedAt" TIMESTAMPTZ(3) NOT NULL,
  "resolvedAt" TIMESTAMPTZ(3),
  "answer" TEXT,
  CONSTRAINT "blocker_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "nudge" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "agreementId" UUID NOT NULL,
  "cycle" INTEGER NOT NULL,
  "step" TEXT NOT NULL,
  "personId" UUID,
  "on" DATE NOT NULL,
  "outcome" TEXT NOT NULL,
  "digestId" UUID,
  "sentAt" TIMESTAMPTZ(3),
  CONSTRAINT "nudge_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "escalation" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "agreementId" UUID,
  "rung" INTEGER NOT NULL,
  "contactPersonId" UUID,
  "contactTitle" TEXT NOT NULL,
  "question" TEXT,
  "status" TEXT NOT NULL,
  "raisedById" UUID,
  "raisedAt" TIMESTAMPTZ(3) NOT NULL,
  "acknowledgedById" UUID,
  "acknowledgedUntil" DATE,
  "answer" TEXT,
  "answeredAt" TIMESTAMPTZ(3),
  CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "timer" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "regionId" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "subjectId" UUID NOT NULL,
  "fireAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "timer_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "room" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "workspaceId" UUID NOT NULL,
  "audience" TEXT NOT NULL,
  "externalId" TEXT,
  "name" TEXT,
  "state" TEXT NOT NULL,
  "stateWhy" TEXT,
  CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "conversation" (
  "id" UUID NOT NULL,
  "workspaceId" UUID NOT NULL,
  "roomId" UUID,
  "personId" UUID,
  "channelId" TEXT,
  "lastSeq" BIGINT NOT NULL DEFAULT 0,
  "nextAt" TIMESTAMPTZ(3),
  "freeAt" TIMESTAMPTZ(3),
  "leasedUntil" TIMESTAMPTZ(3),
  "leasedBy" TEXT,
  CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "message" (
  "id" UUID NOT NULL,
  "dedupeKey" TEXT NOT NULL,
  "conversationId" UUID NOT NULL,
  "regionId" UUID,
  "caseId" UUID,
  "recipientId" UUID,
  "seq" BIGINT NOT NULL,
  "isCard" BOOLEAN NOT NULL DEFAULT false,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "type" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "state" TEXT NOT NULL,
  "notBefore" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "uncertain" BOOLEAN NOT NULL DEFAULT false,
  "claimedRev" INTEGER,
  "externalRef" TEXT,
  "lastError" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "confirmedAt" TIMESTAMPTZ(3),
  CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inbound" (
  "key" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "reply" JSONB,
  CONSTRAINT "inbound_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "pace" (
  "key" TEXT NOT NULL,
  "tat" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "pace_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "round" (
  "regionId" UUID NOT NULL,
  "date" DATE NOT NULL,
  "closedAt" TIMESTAMPTZ(3) NOT NULL,
  "counted" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "round_pkey" PRIMARY KEY ("regionId", "date")
);

CREATE TABLE "digest" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "date" DATE NOT NULL,
  CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit" (
  "chainId" UUID NOT NULL,
  "seq" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "actor" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "objectId" TEXT,
  "hash" TEXT NOT NULL,
  CONSTRAINT "audit_pkey" PRIMARY KEY ("chainId", "seq")
);

CREATE UNIQUE INDEX "region_key_key" ON "region" ("key");
CREATE UNIQUE INDEX "workspace_platform_externalId_key" ON "workspace" ("platform", "externalId");
CREATE INDEX "regionWorkspace_workspaceId_idx" ON "regionWorkspace" ("workspaceId");
CREATE UNIQUE INDEX "identity_workspaceId_externalId_key" ON "identity" ("workspaceId", "externalId");
CREATE INDEX "identity_personId_idx" ON "identity" ("personId");
CREATE INDEX "regionPerson_personId_idx" ON "regionPerson" ("personId");
CREATE INDEX "absence_personId_idx" ON "absence" ("personId");
CREATE UNIQUE INDEX "case_regionId_code_key" ON "case" ("regionId", "code");
CREATE INDEX "participant_caseId_idx" ON "participant" ("caseId");
CREATE INDEX "participant_personId_idx" ON "participant" ("personId");
CREATE UNIQUE INDEX "agreement_caseId_number_key" ON "agreement" ("caseId", "number");
CREATE UNIQUE INDEX "confirmation_agreementId_textVersion_participantId_key" ON "confirmation" ("agreementId", "textVersion", "participantId");
CREATE INDEX "confirmation_caseId_idx" ON "confirmation" ("caseId");
CREATE INDEX "blocker_caseId_idx" ON "blocker" ("caseId");
CREATE UNIQUE INDEX "nudge_agreementId_cycle_step_key" ON "nudge" ("agreementId", "cycle", "step");
CREATE INDEX "nudge_caseId_idx" ON "nudge" ("caseId");
CREATE INDEX "nudge_digestId_idx" ON "nudge" ("digestId");
CREATE INDEX "escalation_caseId_idx" ON "escalation" ("caseId");
CREATE INDEX "escalation_contactPersonId_idx" ON "escalation" ("contactPersonId");
CREATE UNIQUE INDEX "timer_caseId_kind_subjectId_key" ON "timer" ("caseId", "kind", "subjectId");
CREATE INDEX "timer_regionId_fireAt_idx" ON "timer" ("regionId", "fireAt");
CREATE UNIQUE INDEX "room_caseId_workspaceId_audience_key" ON "room" ("caseId", "workspaceId", "audience");
CREATE UNIQUE INDEX "room_workspaceId_externalId_key" ON "room" ("workspaceId", "externalId");
CREATE UNIQUE INDEX "conversation_roomId_key" ON "conversation" ("roomId");
CREATE UNIQUE INDEX "conversation_personId_workspaceId_key" ON "conversation" ("personId", "workspaceId");
CREATE UNIQUE INDEX "message_dedupeKey_key" ON "message" ("dedupeKey");
CREATE INDEX "message_conversationId_seq_idx" ON "message" ("conversationId", "seq");
CREATE UNIQUE INDEX "digest_personId_date_key" ON "digest" ("personId", "date");

-- Indexes over what is still to be done only, so that nothing grows with what has been done.
CREATE INDEX "conversation_next" ON "conversation" ("nextAt") WHERE "nextAt" IS NOT NULL;
CREATE INDEX "message_pending" ON "message" ("conversationId", "seq") WHERE "state" = 'pending';
CREATE INDEX "nudge_undigested" ON "nudge" ("personId") WHERE "outcome" = 'planned' AND "digestId" IS NULL;
CREATE INDEX "case_open" ON "case" ("regionId") WHERE "status" <> 'closed';
CREATE INDEX "inbound_at" ON "inbound" ("at");

-- The audit only grows: an edit or a removal is refused by the database itself. The hash chain finds whoever
-- goes around this.
CREATE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only';
END $$;
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();

-- Ends a statement, and undoes all of it, with a reason of our own (class SK): a version moved, or a request came twice.
CREATE FUNCTION "refuse"(reason TEXT) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refused' USING ERRCODE = reason;
END $$;

-- GCRA over several keys at once: takes one token of each, or none and says how many ms to wait. A key's row holds the
-- moment at which its bucket is full again; a send may be early by (burst - 1) intervals. Short, so it holds across processes.
CREATE FUNCTION "take_pace"(at TIMESTAMPTZ, keys TEXT[], every_ms DOUBLE PRECISION[], bursts DOUBLE PRECISION[])
RETURNS DOUBLE PRECISION LANGUAGE plpgsql AS $$
DECLARE
  wait DOUBLE PRECISION := 0;
  full_at TIMESTAMPTZ;
BEGIN
  INSERT INTO "pace" ("key", "tat") SELECT k, at FROM unnest(keys) k ON CONFLICT ("key") DO NOTHING;
  PERFORM 1 FROM "pace" WHERE "key" = ANY (keys) ORDER BY "key" FOR UPDATE;
  FOR i IN 1 .. array_length(keys, 1) LOOP
    SELECT "tat" INTO full_at FROM "pace" WHERE "key" = keys[i];
    wait := GREATEST(wait, EXTRACT(EPOCH FROM (full_at - at)) * 1000 - (bursts[i] - 1) * every_ms[i]);
  END LOOP;
  IF wait > 0 THEN RETURN wait; END IF;
  FOR i IN 1 .. array_length(keys, 1) LOOP
    UPDATE "pace" SET "tat" = GREATEST("tat", at) + every_ms[i] * INTERVAL '1 millisecond' WHERE "key" = keys[i];
  END LOOP;
  RETURN 0;
END $$;
CREATE INDEX "message_dead" ON "message" ("id") WHERE "state" = 'dead';
