-- What parties were asked for, without a word of it: the words are sealed, in "substance".
ALTER TABLE "case" ADD COLUMN "requests" JSONB NOT NULL DEFAULT '[]';

-- Which cases ask something of a person who may take no part in them.
CREATE INDEX "case_requests" ON "case" USING GIN ("requests" jsonb_path_ops) WHERE "requests" <> '[]'::jsonb;
