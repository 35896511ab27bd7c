-- One of the family brings in somebody who stands beside them, and ends that.
ALTER TABLE "participant" ADD COLUMN "broughtById" UUID;
