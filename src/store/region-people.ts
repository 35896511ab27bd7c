import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { accountsOf, type RegionConfig } from '../config/region-file.ts';
import type { Uuid } from '../domain/names.ts';
import { type Account, findPerson } from './region-accounts.ts';

/** Where `workspaces` names the web of the region. No platform's own id looks like this. */
export const WEB = 'web:';

type FilePerson = RegionConfig['people'][number];

/** The region whose people are written, and who says so. */
export interface Writing {
  readonly client: pg.PoolClient;
  readonly regionId: Uuid;
  readonly config: RegionConfig;
  /** Ids by the platform's own id, of the workspaces that the region may use. */
  readonly workspaces: ReadonlyMap<string, Uuid>;
  readonly byOperator: boolean;
}

/**
 * Writes `people` of a region file, and their accounts. A region speaks for itself only: of somebody who is here through
 * another region, or by an account of their own, its file says neither who they are nor how they come in.
 */
export async function putPeople(writing: Writing, people: RegionConfig['people']): Promise<void> {
  for (const person of people) await putPerson(writing, person);
}

async function putPerson(writing: Writing, line: FilePerson): Promise<void> {
  const { client, regionId, workspaces } = writing;
  const named = accountsOf(writing.config, line);
  const accounts = named.flatMap(({ workspace, externalId }): Account[] => {
    const workspaceId = workspaces.get(workspace ?? '');
    return workspaceId ? [{ workspaceId, externalId }] : [];
  });
  const found = await findPerson(writing, line.key, accounts);
  const personId = found?.personId ?? randomUUID();
  const isOurs = found === null || found.madeIn === regionId;
  if (isOurs) await putOurs(writing, personId, line);
  await client.query(
    'INSERT INTO "regionPerson" ("regionId", "key", "personId") VALUES ($1, $2, $3) ON CONFLICT ("regionId", "key") DO UPDATE SET "personId" = excluded."personId"',
    [regionId, line.key, personId],
  );
  if (!isOurs) return;
  for (const account of accounts) await putAccount(writing, personId, account, line.email);
  const web = workspaces.get(WEB);
  // Who is in no workspace is reached on the web, when there is an address to tell them so.
  if (accounts.length === 0 && web && line.email)
    await putAccount(writing, personId, { workspaceId: web, externalId: personId }, line.email);
}

async function putOurs({ client, regionId }: Writing, personId: Uuid, p: FilePerson): Promise<void> {
  await client.query(
    `INSERT INTO "person" ("id", "name", "language", "workingDays", "hasOwnDays", "phone", "madeIn") VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", "language" = COALESCE(excluded."language", "person"."language"),
       "workingDays" = excluded."workingDays", "hasOwnDays" = excluded."hasOwnDays", "phone" = excluded."phone"`,
    [
      personId,
      p.name,
      p.language ?? null,
      p.workingDays ?? [],
      p.workingDays !== undefined,
      p.phone ?? null,
      regionId,
    ],
  );
}

/** An account that is somebody else's already stays theirs: two people become one by a code of their own. */
async function putAccount(
  { client, regionId }: Writing,
  personId: Uuid,
  { workspaceId, externalId }: Account,
  email: string | undefined,
): Promise<void> {
  await client.query(
    `INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId", "email", "claimedIn") VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("workspaceId", "externalId") DO UPDATE SET "email" = COALESCE(excluded."email", "identity"."email")
     WHERE "identity"."personId" = excluded."personId"`,
    [randomUUID(), personId, workspaceId, externalId, email ?? null, regionId],
  );
}
