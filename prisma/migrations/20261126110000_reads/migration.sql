-- Who looked in a case stands in a chain of its own: reading must not move the version that guards what people do.
ALTER TABLE "case" ADD COLUMN "readHead" TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN "readCount" INTEGER NOT NULL DEFAULT 0;
