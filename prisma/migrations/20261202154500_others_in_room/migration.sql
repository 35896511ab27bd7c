-- How many people can read a room beside those of the case and the coordinators, when they were counted last.
ALTER TABLE "room" ADD COLUMN "others" INTEGER;
