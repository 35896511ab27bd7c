-- Parties that take part without a legal basis or without accession, and why. A case of before has none.
ALTER TABLE "case" ADD COLUMN "withoutBasis" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "invitation" ADD COLUMN "basisReason" TEXT;
ALTER TABLE "oneTimeCode" ADD COLUMN "basisReason" TEXT;
