-- Periods that were the same everywhere are now the region's to change; what stood in the code holds until it does.
UPDATE "region" SET "config" = jsonb_set("config", '{timers}', '{"confirmCall": 3, "doneAgain": 2, "doneLead": 5, "consentAgain": 2, "consentLead": 5, "contactAgain": 5, "contactAway": 3, "pastCall": 5, "unreadCall": 2, "closingAnswer": 5}'::jsonb || ("config" -> 'timers'))
WHERE "config" ? 'timers';
