/** A person has an account elsewhere, which nobody closed: on the web their account is themselves. */
export const hasAccountElsewhere = (person: string): string => `EXISTS (
  SELECT 1
  FROM "identity" i
  WHERE i."personId" = ${person}
    AND i."externalId" <> ${person}::text
    AND i."deactivatedAt" IS NULL
)`;

/** The e-mail address that is written down for a person: of the account on the web, else of one elsewhere. */
export const writtenEmail = (person: string): string => `(
  SELECT i."email"
  FROM "identity" i
  JOIN "workspace" w ON w."id" = i."workspaceId"
  WHERE i."personId" = ${person}
    AND i."email" IS NOT NULL
    AND i."deactivatedAt" IS NULL
  ORDER BY w."platform" <> 'web', i."id"
  LIMIT 1
)`;
