-- An absence that threatens has no first day yet; what people call it, lessons since, and each change with its reason (C01).
ALTER TABLE "case"
  ALTER COLUMN "firstDayHome" DROP NOT NULL,
  ALTER COLUMN "threeMonthDate" DROP NOT NULL,
  ADD COLUMN "absence" JSONB NOT NULL DEFAULT '{"category": null, "enrolled": null, "atSchool": [], "changes": []}';
