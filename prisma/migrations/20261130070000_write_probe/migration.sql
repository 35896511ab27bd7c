-- Whether the database takes what is written: health writes one row here, in a file that is made anew each time, so that
-- a disk without room is found. It holds nothing of anybody.
CREATE TABLE "writeProbe" ("id" INTEGER NOT NULL, "at" TIMESTAMPTZ(6) NOT NULL, CONSTRAINT "writeProbe_pkey" PRIMARY KEY ("id"));
