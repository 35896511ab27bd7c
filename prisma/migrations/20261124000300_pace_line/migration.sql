-- Who finds no token is told a moment of their own, one step behind the one before. Before this, everybody who waited
-- for a workspace came back at the same moment, for one token: with 500 channels that was 500 tries for each message.
ALTER TABLE "pace" ADD COLUMN "lineUntil" TIMESTAMPTZ(3);

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
  IF wait > 0 THEN
    WITH short AS (SELECT p."key", k.every, GREATEST(
        p."tat" - (k.burst - 1) * k.every * INTERVAL '1 millisecond', p."heldUntil") AS "free"
      FROM "pace" p JOIN unnest(keys, every_ms, bursts) AS k("key", every, burst) ON k."key" = p."key"),
    placed AS (UPDATE "pace" p SET "lineUntil" = GREATEST(s."free", p."lineUntil" + s.every * INTERVAL '1 millisecond')
      FROM short s WHERE p."key" = s."key" AND s."free" > at RETURNING p."lineUntil")
    SELECT GREATEST(wait, max(EXTRACT(EPOCH FROM ("lineUntil" - at)) * 1000)) INTO wait FROM placed;
    RETURN wait;
  END IF;
  UPDATE "pace" p SET "tat" = GREATEST(p."tat", at) + k.every * INTERVAL '1 millisecond'
    FROM unnest(keys, every_ms) AS k("key", every) WHERE p."key" = k."key";
  RETURN 0;
END $$;
