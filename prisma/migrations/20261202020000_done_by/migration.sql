-- Who said that what was reported done, is done.
ALTER TABLE "agreement" ADD COLUMN "doneById" UUID;
