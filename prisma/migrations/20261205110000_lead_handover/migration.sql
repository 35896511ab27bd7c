-- The lead is to go to somebody else, from a day on (C05): who, spoken on which day, from which day, and what stays.
ALTER TABLE "case" ADD COLUMN "leadHandover" JSONB;
