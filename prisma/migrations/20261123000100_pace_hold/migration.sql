-- A platform that says "slow down" is obeyed whatever the burst of a key: nothing of it before this moment.
ALTER TABLE "pace" ADD COLUMN "heldUntil" TIMESTAMPTZ(3);

-- As before, and: a key that is held counts; the commit does not wait for the disk, because a pace that is lost with a
-- crash of the server costs at most one 429, which is obeyed.
CREATE OR REPLACE FUNCTION "take_pace"(at TIMESTAMPTZ, keys TEXT[], every_ms DOUBLE PRECISION[], bursts DOUBLE PRECISION[])
RETURNS DOUBLE PRECISION LANGUAGE plpgsql AS $$
DECLARE
  wait DOUBLE PRECISION;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO "pace" ("key", "tat") SELECT k, at FROM unnest(keys) k ORDER BY k ON CONFLICT ("key") DO NOTHING;
  SELECT max(GREATEST(
      EXTRACT(EPOCH FROM (p."tat" - at)) * 1000 - (k.burst - 1) * k.every,
      EXTRACT(EPOCH FROM (p."heldUntil" - at)) * 1000))
    INTO wait
    FROM (SELECT "key", "tat", "heldUntil" FROM "pace" WHERE "key" = ANY (keys) ORDER BY "key" FOR UPDATE) p
    JOIN unnest(keys, every_ms, bursts) AS k("key", every, burst) ON k."key" = p."key";
  IF wait > 0 THEN RETURN wait; END IF;
  UPDATE "pace" p SET "tat" = GREATEST(p."tat", at) + k.every * INTERVAL '1 millisecond'
    FROM unnest(keys, every_ms) AS k("key", every) WHERE p."key" = k."key";
  RETURN 0;
END $$;
