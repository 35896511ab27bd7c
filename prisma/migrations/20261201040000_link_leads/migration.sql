-- Which message a letter is about: its link leads there.
ALTER TABLE "webLink" ADD COLUMN "about" UUID;
