import { randomUUID } from 'node:crypto';
import { accountsOf, type RegionConfig } from '../../config/region/region-file.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { type Account, findPerson } from './accounts.ts';
import { currentReach, noteGuarantor, putAddress } from './region-address.ts';
import type { Writing } from './writing.ts';

/** Where `workspaces` names the web of the region. No platform's own id looks like this. */
export const WEB = 'web:';

type FilePerson = RegionConfig['people'][number];

/**
 * Writes `people` of a region file, and their accounts. A region speaks for itself only: how it calls somebody who is
 * here through another region, and their number, hold in this region alone, and its file does not say how they come in.
 * Whoever came by an account of their own is called what they call themselves.
 */
export async function putPeople(writing: Writing, people: RegionConfig['people']): Promise<void> {
  for (const person of people) await putPerson(writing, person);
}

/** A person who is there already stays on the word on which they came; on the operator's when that is who says it. */
const NAMED = `
  INSERT INTO "regionPerson" (
    "regionId",
    "key",
    "personId",
    "name",
    "phone",
    "listedById"
  )
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT ("regionId", "key") DO UPDATE SET
    "personId" = excluded."personId",
    "name" = excluded."name",
    "phone" = excluded."phone",
    "listedById" = CASE
      WHEN "regionPerson"."personId" = excluded."personId"
        AND excluded."listedById" IS NOT NULL
        THEN "regionPerson"."listedById"
      ELSE excluded."listedById"
    END`;

async function putPerson(writing: Writing, line: FilePerson): Promise<void> {
  const { client, regionId, workspaces } = writing;
  const named = accountsOf(writing.config, line);
  const accounts = named.flatMap(({ workspace, externalId }): Account[] => {
    const workspaceId = workspaces.get(workspace ?? '');
    return workspaceId ? [{ workspaceId, externalId }] : [];
  });
  const known = await findPerson(writing, line.key, accounts);
  const found = known && (await isOtherNow(writing, known.personId, line.key, accounts)) ? null : known;
  const personId = found?.personId ?? randomUUID();
  const isOurs = found === null || found.madeIn === regionId;
  if (isOurs) await putOurs(writing, personId, line);
  const saysOwn = !isOurs && (found.madeIn !== null || found.hasRegionWords);
  await client.query(NAMED, [
    regionId,
    line.key,
    personId,
    saysOwn ? line.name : null,
    saysOwn ? (line.phone ?? null) : null,
    writing.guarantorId,
  ]);
  if (found === null) await waysOfNew(writing, personId, line, accounts);
  else if (isOurs) await waysOfKnown(writing, personId, line, accounts);
}

/** How somebody comes in whom this very line makes. */
async function waysOfNew(
  writing: Writing,
  personId: Uuid,
  line: FilePerson,
  accounts: readonly Account[],
): Promise<void> {
  await writing.client.query('UPDATE "person" SET "phone" = $2 WHERE "id" = $1', [
    personId,
    line.phone ?? null,
  ]);
  await putAccounts(writing, personId, accounts, line.email);
  const web = writing.workspaces.get(WEB);
  // A person in no workspace is reached on the web, when there is an address to tell them so.
  if (accounts.length === 0 && web && line.email)
    await putAccount(writing, personId, { workspaceId: web, externalId: personId }, line.email);
}

/**
 * Another address of somebody who is there already waits for their word; so does another account, which they bring in
 * with a code of their own. A line corrects only somebody who never came in, and has nothing to be had, like a typing
 * mistake.
 */
async function waysOfKnown(
  writing: Writing,
  personId: Uuid,
  line: FilePerson,
  accounts: readonly Account[],
): Promise<void> {
  const current = await currentReach(writing, personId, line.key);
  if (!current.isIn || writing.byOperator) await putAccounts(writing, personId, accounts, undefined);
  if (!current.isIn && accounts.length > 0) await noteGuarantor(writing, personId);
  const onWeb = accounts.length === 0 && line.email !== undefined;
  await putAddress(writing, personId, line, current, onWeb);
}

async function putOurs({ client, regionId }: Writing, personId: Uuid, p: FilePerson): Promise<void> {
  await client.query(
    `INSERT INTO "person" (
       "id",
       "name",
       "language",
       "workingDays",
       "hasOwnDays",
       "madeIn"
     )
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("id") DO UPDATE SET
       "name" = excluded."name",
       "language" = COALESCE(excluded."language", "person"."language"),
       "workingDays" = excluded."workingDays",
       "hasOwnDays" = excluded."hasOwnDays"`,
    [personId, p.name, p.language ?? null, p.workingDays ?? [], p.workingDays !== undefined, regionId],
  );
}

/**
 * Two ways in are one person's when that person shows it (docs/decisions/people-and-sign-in.md#two-ways-in). So of
 * somebody who never came in, and now has an account instead of an address, the line is about somebody new: what was
 * sent to that address leads to nobody.
 */
async function isOtherNow(
  writing: Writing,
  personId: Uuid,
  key: string,
  accounts: readonly Account[],
): Promise<boolean> {
  if (writing.byOperator || accounts.length === 0) return false;
  const { isIn, isOnWeb } = await currentReach(writing, personId, key);
  if (isIn || !isOnWeb) return false;
  const { rowCount } = await writing.client.query(
    `SELECT 1
     FROM unnest($1::uuid[], $2::text[]) AS g("workspaceId", "externalId")
     JOIN "identity" i USING ("workspaceId", "externalId")`,
    [accounts.map((a) => a.workspaceId), accounts.map((a) => a.externalId)],
  );
  return (rowCount ?? 0) < accounts.length;
}

/** The first of several accounts is theirs, and each other when they bring it in; the operator says all of them. */
async function putAccounts(
  writing: Writing,
  personId: Uuid,
  accounts: readonly Account[],
  email: string | undefined,
): Promise<void> {
  for (const account of accounts) {
    const isPut = await putAccount(writing, personId, account, email);
    if (isPut && !writing.byOperator) return;
  }
}

/** An account that is somebody else's already stays theirs: two people become one by a code of their own. */
async function putAccount(
  { client, regionId }: Writing,
  personId: Uuid,
  { workspaceId, externalId }: Account,
  email: string | undefined,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO "identity" (
       "id",
       "personId",
       "workspaceId",
       "externalId",
       "email",
       "claimedIn"
     )
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("workspaceId", "externalId") DO NOTHING`,
    [randomUUID(), personId, workspaceId, externalId, email ?? null, regionId],
  );
  return rowCount === 1;
}
