-- One of the family said whom they would like to lead, or that it is all the same to them (C05).
ALTER TABLE "participant" ADD COLUMN "leadWish" JSONB;
