-- On whose word somebody runs the region: the first in the row of people who each named the next. NULL: on that of whoever
-- runs the installation, or from before this was kept.
ALTER TABLE "regionPerson" ADD "runsById" UUID;
