-- A sign-in with Slack or Microsoft that is under way: of one browser, once, for a few minutes.
CREATE TABLE "webSignIn" (
  "hash" TEXT NOT NULL,
  "door" TEXT NOT NULL,
  "back" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "webSignIn_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "webSignIn_expiresAt_idx" ON "webSignIn"("expiresAt");

-- Where somebody's account is with which they came in: when that ends, so does the session.
ALTER TABLE "webSession" ADD COLUMN "workspaceId" UUID;

-- How often something was tried, for as long as that counts. Names are hashes.
CREATE TABLE "webTry" (
  "name" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "webTry_pkey" PRIMARY KEY ("name")
);
CREATE INDEX "webTry_until_idx" ON "webTry"("until");
