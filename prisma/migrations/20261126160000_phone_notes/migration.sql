-- What the family said by phone of how an agreement stands, until the person has looked at it: a list of notes.
ALTER TABLE "agreement" ADD COLUMN "phoneNotes" JSONB NOT NULL DEFAULT '[]';
-- For whom somebody acted (who said it by phone), as a pseudonym of the same chain; null: for themselves.
ALTER TABLE "audit" ADD COLUMN "onBehalfOf" TEXT;
