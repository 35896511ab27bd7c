-- What is sent by e-mail and by SMS goes through the same outbox as everything else: each is a place to send to. An
-- address is never written there; whoever sends looks it up by the person.
INSERT INTO "workspace" ("id", "platform", "externalId", "name") VALUES
  ('6f0c1c52-3f0e-4a55-9d3a-6d61696c0001', 'email', 'schakel', 'E-mail'),
  ('6f0c1c52-3f0e-4a55-9d3a-736d73000002', 'sms', 'schakel', 'SMS');

-- How somebody without a workspace is reached: sealed with a key that is not here. An address that somebody types is
-- recognised by its keyed hash. The code is one that whoever invites reads out by phone.
CREATE TABLE "reach" (
  "personId" UUID NOT NULL,
  "sealed" TEXT,
  "emailLookup" TEXT,
  "phoneLookup" TEXT,
  "notice" TEXT,
  "codeHash" TEXT,
  "codeExpiresAt" TIMESTAMPTZ(3),
  "codeTries" INTEGER NOT NULL DEFAULT 0,
  "unreadSince" TIMESTAMPTZ(3),
  "callAskedAt" TIMESTAMPTZ(3),
  CONSTRAINT "reach_pkey" PRIMARY KEY ("personId")
);
CREATE INDEX "reach_emailLookup_idx" ON "reach"("emailLookup");
CREATE INDEX "reach_phoneLookup_idx" ON "reach"("phoneLookup");
CREATE INDEX "reach_unreadSince_idx" ON "reach"("unreadSince");

-- A link says by which way it came, so that the second step goes another way. Wrong codes are counted.
ALTER TABLE "webLink" ADD COLUMN "via" TEXT NOT NULL DEFAULT 'console', ADD COLUMN "codeHash" TEXT,
  ADD COLUMN "codeExpiresAt" TIMESTAMPTZ(3), ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;

-- What somebody has to show that it is them: an authenticator app (its secret is sealed) or a passkey (a public key).
CREATE TABLE "factor" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "credentialId" TEXT,
  "sealed" TEXT NOT NULL,
  "counter" BIGINT NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "confirmedAt" TIMESTAMPTZ(3),
  CONSTRAINT "factor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "factor_credentialId_key" ON "factor"("credentialId");
CREATE INDEX "factor_personId_idx" ON "factor"("personId");

-- What a passkey is asked to sign, once and for a few minutes.
CREATE TABLE "challenge" (
  "subject" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "challenge_pkey" PRIMARY KEY ("subject")
);
