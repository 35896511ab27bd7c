-- The weekdays on which one of the family wants to be asked how it goes.
ALTER TABLE "participant" ADD COLUMN "askedOn" JSONB;
