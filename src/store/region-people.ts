import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { accountsOf, type RegionConfig } from '../config/region-file.ts';
import type { Uuid } from '../domain/names.ts';

/** Where `workspaces` names the web of the region. No platform's own id looks like this. */
export const WEB = 'web:';

type FilePerson = RegionConfig['people'][number];

/** An account in a workspace that the file lists. */
interface Account {
  readonly workspaceId: Uuid;
  readonly externalId: string;
}

/** Writes `people` of a region file, and their accounts. `workspaces`: ids by the platform's own id. */
export async function putPeople(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
  workspaces: ReadonlyMap<string, Uuid>,
  people: RegionConfig['people'],
): Promise<void> {
  for (const person of people) {
    const accounts = accountsOf(config, person).flatMap(({ workspace, externalId }): Account[] => {
      const workspaceId = workspaces.get(workspace ?? '');
      return workspaceId ? [{ workspaceId, externalId }] : [];
    });
    const personId = await findPerson(client, regionId, person.key, accounts);
    await putPerson(client, regionId, personId, person);
    for (const account of accounts) await putAccount(client, personId, account, person.email);
    const web = workspaces.get(WEB);
    // Who is in no workspace is reached on the web, when there is an address to tell them so.
    if (accounts.length === 0 && web && person.email)
      await putAccount(client, personId, { workspaceId: web, externalId: personId }, person.email);
  }
}

async function putPerson(
  client: pg.PoolClient,
  regionId: Uuid,
  personId: Uuid,
  p: FilePerson,
): Promise<void> {
  await client.query(
    `INSERT INTO "person" ("id", "name", "language", "workingDays", "hasOwnDays", "phone") VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", "language" = COALESCE(excluded."language", "person"."language"),
       "workingDays" = excluded."workingDays", "hasOwnDays" = excluded."hasOwnDays", "phone" = excluded."phone"`,
    [personId, p.name, p.language ?? null, p.workingDays ?? [], p.workingDays !== undefined, p.phone ?? null],
  );
  await client.query(
    'INSERT INTO "regionPerson" ("regionId", "key", "personId") VALUES ($1, $2, $3) ON CONFLICT ("regionId", "key") DO UPDATE SET "personId" = excluded."personId"',
    [regionId, p.key, personId],
  );
}

/** An account that is somebody else's already stays theirs: two people become one by a code of their own. */
async function putAccount(
  client: pg.PoolClient,
  personId: Uuid,
  { workspaceId, externalId }: Account,
  email: string | undefined,
): Promise<void> {
  await client.query(
    `INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId", "email") VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ("workspaceId", "externalId") DO UPDATE SET "email" = COALESCE(excluded."email", "identity"."email")`,
    [randomUUID(), personId, workspaceId, externalId, email ?? null],
  );
}

/**
 * Who has one of these accounts is that person, in whatever region they were named first; else the one of this key.
 * When the file gives a key to another member of the same workspace, that is another person: cases are not handed
 * over with a line in a file.
 */
async function findPerson(
  client: pg.PoolClient,
  regionId: Uuid,
  key: string,
  accounts: readonly Account[],
): Promise<Uuid> {
  const { rows } = await client.query<{ personId: Uuid }>(FIND, [
    regionId,
    key,
    accounts.map((a) => a.workspaceId),
    accounts.map((a) => a.externalId),
  ]);
  return rows[0]?.personId ?? randomUUID();
}

const FIND = `WITH given AS (SELECT * FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS g("workspaceId", "externalId", "place")),
named AS (SELECT "personId" FROM "regionPerson" WHERE "regionId" = $1 AND "key" = $2)
SELECT c."personId" FROM (SELECT i."personId", g."place" FROM given g JOIN "identity" i USING ("workspaceId", "externalId")
  UNION ALL SELECT "personId", NULL FROM named) c
WHERE NOT EXISTS (SELECT 1 FROM given g JOIN "identity" i USING ("workspaceId") WHERE i."personId" = c."personId"
  GROUP BY "workspaceId" HAVING NOT bool_or(i."externalId" = g."externalId"))
ORDER BY c."place" IS NULL, c."personId" IN (SELECT "personId" FROM named) DESC, c."place" LIMIT 1`;
