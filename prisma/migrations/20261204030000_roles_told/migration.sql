-- A place in a case that is needed and that nobody has is told once. Cases that are there already have a map that says
-- it, and are not all told on one day: what may be missing there counts as told, and is told anew when it empties again.
UPDATE "case" c
SET "clockSent" = c."clockSent" || ARRAY[
  'missing:field:family',
  'missing:field:education',
  'missing:field:attendance',
  'missing:field:care',
  'missing:rung'
] || ARRAY(
  SELECT DISTINCT 'missing:party:' || p."organisationKey"
  FROM "participant" p
  WHERE p."caseId" = c."id"
    AND p."organisationKey" IS NOT NULL
)
WHERE c."status" <> 'closed';
