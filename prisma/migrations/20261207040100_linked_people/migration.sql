-- People who came into several cases by a link, and showed to be one (C44). Ids only; nothing of a case knows it.
CREATE TABLE "linkedGroup" (
  "id" UUID NOT NULL,
  "noticedAt" TIMESTAMPTZ(3),
  "noticedOn" DATE,
  "noticeId" UUID,
  CONSTRAINT "linkedGroup_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "linkedPerson" (
  "personId" UUID NOT NULL,
  "groupId" UUID NOT NULL,
  "linkedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "linkedPerson_pkey" PRIMARY KEY ("personId")
);

CREATE INDEX "linkedPerson_groupId_idx" ON "linkedPerson"("groupId");

-- By which second step somebody came in after a letter, and who was signed in in that browser just before.
ALTER TABLE "webSession"
  ADD COLUMN "step" TEXT,
  ADD COLUMN "besideId" UUID;
