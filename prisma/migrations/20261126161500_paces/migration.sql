-- The tokens of several sends in one statement. Before this each send asked by itself: of a batch that waited for its
-- workspace every message cost a transaction, and the people who pressed a button meanwhile waited behind them.
-- All rows are locked in the order of their keys first, so that two processes never wait for each other.
CREATE FUNCTION "take_paces"(at TIMESTAMPTZ, asks JSONB) RETURNS SETOF DOUBLE PRECISION LANGUAGE plpgsql AS $$
DECLARE
  ask JSONB;
  wanted TEXT[];
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT array_agg(DISTINCT k->>'key') INTO wanted FROM jsonb_array_elements(asks) a, jsonb_array_elements(a) k;
  INSERT INTO "pace" ("key", "tat") SELECT k, at FROM unnest(wanted) k ORDER BY k ON CONFLICT ("key") DO NOTHING;
  PERFORM 1 FROM "pace" WHERE "key" = ANY (wanted) ORDER BY "key" FOR UPDATE;
  FOR ask IN SELECT value FROM jsonb_array_elements(asks) LOOP
    RETURN NEXT (SELECT "take_pace"(at, array_agg(k."key"), array_agg(k."everyMs"), array_agg(k."burst"))
      FROM jsonb_to_recordset(ask) AS k("key" TEXT, "everyMs" DOUBLE PRECISION, "burst" DOUBLE PRECISION));
  END LOOP;
END $$;
