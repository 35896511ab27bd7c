-- What the file of a region says of somebody whom another region's file made: how they are called, and at which number
-- they are called, in that region alone. NULL: there is nothing of its own, and what stands with the person holds.
ALTER TABLE "regionPerson" ADD "name" TEXT, ADD "phone" TEXT;

-- Of before: what the files say. Whom several regions had named before it was kept which one made them has no such region,
-- and had the words of the file that was read last; each region has its own back.
UPDATE "regionPerson" r SET "name" = l."line"->>'name', "phone" = l."line"->>'phone'
  FROM "region" g CROSS JOIN LATERAL jsonb_array_elements(g."config"->'people') l("line"), "person" p
  WHERE g."id" = r."regionId" AND l."line"->>'key' = r."key" AND p."id" = r."personId"
    AND (p."madeIn" <> r."regionId" OR (p."madeIn" IS NULL AND EXISTS (SELECT 1 FROM "regionPerson" o
      WHERE o."personId" = r."personId" AND o."regionId" <> r."regionId" AND strpos(o."key", ':') = 0)));
