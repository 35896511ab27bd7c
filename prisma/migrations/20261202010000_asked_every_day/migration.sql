-- How often whoever acts is asked again about what is past its date: every working day, as a region file without it says.
UPDATE "region" SET "config" = jsonb_set("config", '{timers,remindEvery}', '1')
WHERE "config" ? 'timers' AND NOT ("config" -> 'timers') ? 'remindEvery';
-- What stands open in running cases is planned anew.
UPDATE "region" SET "plannedVersion" = 0;
