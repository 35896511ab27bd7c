-- Addresses that came from a region's file with characters that cannot be seen: nobody types those, so who asked for a link
-- was not found by them.
UPDATE "identity" SET "email" = regexp_replace("email", '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g')
WHERE "email" ~ '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]';
