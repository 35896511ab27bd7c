-- An address or number that somebody wrote down for who has one already. It is no way in until the person says that it is
-- theirs; "refusedAt": they said that it is not. `onWeb`: with it they come to be on the web at all.
CREATE TABLE "newAddress" (
  "personId" UUID NOT NULL,
  "regionId" UUID NOT NULL,
  "email" TEXT,
  "phone" TEXT,
  "onWeb" BOOLEAN NOT NULL DEFAULT false,
  "writtenById" UUID,
  "writtenAt" TIMESTAMPTZ(3) NOT NULL,
  "refusedAt" TIMESTAMPTZ(3),
  CONSTRAINT "newAddress_pkey" PRIMARY KEY ("personId")
);
CREATE INDEX "newAddress_regionId_idx" ON "newAddress"("regionId");

-- When somebody was first signed in on the web. Of before only what is still kept tells; who takes part in a case counts too.
ALTER TABLE "person" ADD "enteredAt" TIMESTAMPTZ(3);
UPDATE "person" p SET "enteredAt" = now() WHERE EXISTS (SELECT 1 FROM "webSession" s WHERE s."personId" = p."id")
  OR EXISTS (SELECT 1 FROM "webLink" l WHERE l."personId" = p."id" AND l."usedAt" IS NOT NULL)
  OR EXISTS (SELECT 1 FROM "factor" f WHERE f."personId" = p."id")
  OR EXISTS (SELECT 1 FROM "participant" x WHERE x."personId" = p."id");
