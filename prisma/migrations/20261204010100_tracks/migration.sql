-- What runs beside a case (C39): the kind, from and until when, and whom to ask; nothing of what it is about. One that is
-- only for somebody is shown to nobody else.
CREATE TABLE "track" (
  "id" UUID NOT NULL,
  "caseId" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "from" DATE NOT NULL,
  "until" DATE,
  "askId" UUID,
  "askWhom" TEXT,
  "notedById" UUID,
  "notedAt" TIMESTAMPTZ(3) NOT NULL,
  "endedOn" DATE,
  "onlyForId" UUID,
  CONSTRAINT "track_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "track_caseId_idx" ON "track"("caseId");
