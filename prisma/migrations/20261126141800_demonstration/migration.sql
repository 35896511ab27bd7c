-- A database holds the demonstration, or it is real; never both. The row says which, and where its clock stands.
CREATE TABLE "demonstration" (
  "regionId" UUID NOT NULL,
  "language" TEXT NOT NULL,
  "now" TIMESTAMPTZ(3) NOT NULL,
  "before" TIMESTAMPTZ(3) NOT NULL,
  "chapter" INTEGER NOT NULL DEFAULT 0,
  "played" INTEGER,
  CONSTRAINT "demonstration_pkey" PRIMARY KEY ("regionId")
);

-- Whoever writes, by whatever way: beside the demonstration no region is made, and where there is one, it does not begin.
CREATE FUNCTION "one_kind_of_database"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('schakel_demonstration'));
  IF TG_TABLE_NAME = 'demonstration' THEN
    IF EXISTS (SELECT 1 FROM "region") OR EXISTS (SELECT 1 FROM "case") OR EXISTS (SELECT 1 FROM "demonstration") THEN
      PERFORM "refuse"('SK003');
    END IF;
  ELSIF EXISTS (SELECT 1 FROM "demonstration" WHERE "regionId" <> NEW."id") THEN
    PERFORM "refuse"('SK003');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "demonstration_alone" BEFORE INSERT ON "demonstration"
  FOR EACH ROW EXECUTE FUNCTION "one_kind_of_database"();
CREATE TRIGGER "region_beside_demonstration" BEFORE INSERT ON "region"
  FOR EACH ROW EXECUTE FUNCTION "one_kind_of_database"();

-- The audit of a demonstration goes when the demonstration is thrown away; of anything real, nothing ever goes.
CREATE OR REPLACE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM "demonstration") THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit is append-only';
END $$;
