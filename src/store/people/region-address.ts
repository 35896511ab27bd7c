import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { RegionConfig } from '../../config/region/region-file.ts';
import { LETTER_WORKSPACES, readEmail, readNumber } from '../../domain/contact-details.ts';
import type { AddressWriter } from '../../domain/messages/index.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import { asksOf } from '../cases/requests.ts';
import { putMessages } from '../outbox/message-rows.ts';
import { conversationId } from '../postgres/ids.ts';
import { ENDS } from '../sign-in/sessions.ts';
import { hasAccountElsewhere, writtenEmail } from './ways-in.ts';
import type { Writing } from './writing.ts';

/**
 * Another address for somebody who has one, or one that is taken away: it waits until the person says that it is right,
 * or somebody else who runs the region does, who spoke to them. docs/decisions/people-and-sign-in.md#another-address
 * says why, and what happens meanwhile.
 */

/** How somebody is reached now, and whether there is anything to be had by coming in as them. */
export interface CurrentReach {
  readonly email: string | null;
  readonly phone: string | null;
  readonly isOnWeb: boolean;
  /** They come in by a link to that e-mail address. */
  readonly hasWebEmail: boolean;
  /** They came in before, have an account elsewhere, or take part in a case: one that is closed can be read as well. */
  readonly isIn: boolean;
}

const CURRENT_REACH = `
  SELECT
    p."phone",
    ${writtenEmail('p."id"')} AS "email",
    EXISTS (
      SELECT 1
      FROM "identity" i
      WHERE i."personId" = p."id"
        AND i."externalId" = p."id"::text
    ) AS "isOnWeb",
    EXISTS (
      SELECT 1
      FROM "identity" i
      WHERE i."personId" = p."id"
        AND i."externalId" = p."id"::text
        AND i."email" IS NOT NULL
    ) AS "hasWebEmail",
    p."enteredAt" IS NOT NULL
      OR ${hasAccountElsewhere('p."id"')}
      OR EXISTS (
        SELECT 1
        FROM "participant" x
        WHERE x."personId" = p."id"
          AND x."leftAt" IS NULL
      )
      OR EXISTS (
        SELECT 1
        FROM "escalation" e
        WHERE e."contactPersonId" = p."id"
          AND e."answeredAt" IS NULL
      )
      OR EXISTS (
        SELECT 1
        FROM "case" c
        WHERE ${asksOf('c', 'p."id"')}
          AND c."status" <> 'closed'
      ) AS "isIn"
  FROM "person" p
  WHERE p."id" = $1
  FOR UPDATE OF p`;

/** `key`: who runs the region has something to be had, also before they came in for the first time. */
export async function currentReach(
  { client, running }: Writing,
  personId: Uuid,
  key: string,
): Promise<CurrentReach> {
  const { rows } = await client.query<CurrentReach>(CURRENT_REACH, [personId]);
  const found = rows[0] ?? { email: null, phone: null, isOnWeb: false, hasWebEmail: false, isIn: false };
  return { ...found, isIn: found.isIn || running.has(key) };
}

export interface Wanted {
  readonly email: string | null;
  readonly phone: string | null;
  readonly onWeb: boolean;
  /** They had one, and have none any more. */
  readonly emailGone: boolean;
  readonly phoneGone: boolean;
}

/** Holds what the line of a person says of how they are reached against how they are. */
export async function putAddress(
  writing: Writing,
  personId: Uuid,
  line: RegionConfig['people'][number],
  current: CurrentReach,
  onWeb: boolean,
): Promise<void> {
  const { client, byOperator } = writing;
  const wanted = {
    email: line.email && emailOf(line.email) !== emailOf(current.email ?? '') ? line.email : null,
    phone: line.phone && numberOf(line.phone) !== numberOf(current.phone ?? '') ? line.phone : null,
    onWeb: onWeb && !current.isOnWeb,
    emailGone: !line.email && current.hasWebEmail,
    phoneGone: !line.phone && current.phone !== null,
  };
  // The address of a platform's account serves letters while that is away, and lets nobody in.
  if (!line.email)
    await client.query(
      `UPDATE "identity"
       SET "email" = NULL
       WHERE "personId" = $1
         AND "claimedIn" = $2
         AND "externalId" <> $1::text`,
      [personId, writing.regionId],
    );
  const isFirst = current.email === null && current.phone === null;
  if (!Object.values(wanted).some(Boolean)) {
    await client.query('DELETE FROM "newAddress" WHERE "personId" = $1', [personId]);
  } else if (!current.isIn || (byOperator && isFirst)) {
    await takeAddress(client, personId, writing.regionId, wanted);
    // A code that was read out to whoever was called at first lets nobody in either.
    await client.query('UPDATE "reach" SET "codeHash" = NULL, "codeExpiresAt" = NULL WHERE "personId" = $1', [
      personId,
    ]);
    await noteGuarantor(writing, personId);
  } else await waits(writing, personId, wanted, current);
}

/** The writer of the way in of somebody who never came in may be the person who comes in by it. */
export async function noteGuarantor(
  { client, regionId, guarantorId }: Writing,
  personId: Uuid,
): Promise<void> {
  if (guarantorId === null) return;
  await client.query(
    'UPDATE "regionPerson" SET "listedById" = $3 WHERE "regionId" = $1 AND "personId" = $2',
    [regionId, personId, guarantorId],
  );
}

function emailOf(email: string): string {
  return readEmail(email) ?? email.toLowerCase();
}

function numberOf(phone: string): string {
  return readNumber(phone) ?? phone.replace(/\s/g, '');
}

/** An address that a platform says of its own account stays, when that is another one. */
const EMAIL_GONE = `
  UPDATE "identity" i
  SET "email" = NULL
  FROM "identity" w
  WHERE w."personId" = $1
    AND w."externalId" = $1::text
    AND i."personId" = w."personId"
    AND lower(i."email") = lower(w."email")`;

/** The address in the list holds now, also where they gave one of their own before. */
const NO_MORE_OWN = (field: 'email' | 'phone'): string => `
  UPDATE "reach"
  SET
    "own" = array_remove("own", '${field}'),
    "${field}Lookup" = NULL
  WHERE "personId" = $1
    AND "own" IS NOT NULL`;

/** A person is reached there from now on. What went to the old address lets nobody in any more. */
export async function takeAddress(
  client: Pick<pg.PoolClient, 'query'>,
  personId: Uuid,
  regionId: Uuid,
  { email, phone, onWeb, emailGone, phoneGone }: Wanted,
): Promise<void> {
  if (email || emailGone) await client.query(NO_MORE_OWN('email'), [personId]);
  if (phone || phoneGone) await client.query(NO_MORE_OWN('phone'), [personId]);
  if (email)
    await client.query('UPDATE "identity" SET "email" = $2 WHERE "personId" = $1', [personId, email]);
  if (emailGone) await client.query(EMAIL_GONE, [personId]);
  if (phone || phoneGone)
    await client.query('UPDATE "person" SET "phone" = $2 WHERE "id" = $1', [personId, phone]);
  if (onWeb)
    await client.query(
      `INSERT INTO "identity" (
         "id",
         "personId",
         "workspaceId",
         "externalId",
         "email",
         "claimedIn"
       )
       SELECT
         $3,
         $1::uuid,
         u."workspaceId",
         $1::text,
         $4,
         $2::uuid
       FROM "regionWorkspace" u
       JOIN "workspace" w ON w."id" = u."workspaceId"
       WHERE u."regionId" = $2
         AND w."platform" = 'web'
       ON CONFLICT DO NOTHING`,
      [personId, regionId, randomUUID(), email],
    );
  await client.query('DELETE FROM "newAddress" WHERE "personId" = $1', [personId]);
  await client.query('DELETE FROM "webLink" WHERE "personId" = $1 AND "usedAt" IS NULL', [personId]);
}

async function waits(writing: Writing, personId: Uuid, wanted: Wanted, current: CurrentReach): Promise<void> {
  const { client, regionId, actor, now } = writing;
  const writtenById = actor === 'schakel' ? null : actor;
  const { rowCount } = await client.query(
    `INSERT INTO "newAddress" (
       "personId",
       "regionId",
       "email",
       "phone",
       "onWeb",
       "writtenById",
       "writtenAt",
       "emailGone",
       "phoneGone"
     )
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ("personId") DO UPDATE SET
       "regionId" = excluded."regionId",
       "email" = excluded."email",
       "phone" = excluded."phone",
       "onWeb" = excluded."onWeb",
       "emailGone" = excluded."emailGone",
       "phoneGone" = excluded."phoneGone",
       "writtenById" = excluded."writtenById",
       "writtenAt" = excluded."writtenAt",
       "refusedAt" = NULL,
       "caseId" = NULL,
       "sealed" = NULL,
       "emailLookup" = NULL,
       "phoneLookup" = NULL
     WHERE "newAddress"."caseId" IS NOT NULL
       OR (
         "newAddress"."email",
         "newAddress"."phone",
         "newAddress"."onWeb",
         "newAddress"."emailGone",
         "newAddress"."phoneGone"
       ) IS DISTINCT FROM (
         excluded."email",
         excluded."phone",
         excluded."onWeb",
         excluded."emailGone",
         excluded."phoneGone"
       )`,
    [
      personId,
      regionId,
      wanted.email,
      wanted.phone,
      wanted.onWeb,
      writtenById,
      now,
      wanted.emailGone,
      wanted.phoneGone,
    ],
  );
  // It waited already: nothing is new.
  if (rowCount === 0) return;
  // A person who writes it down for themselves is in, and has to say yes all the same.
  if (writtenById !== personId && !(await wasToldToday(client, personId, now)))
    await client.query(`${ENDS} WHERE w."personId" = $1`, [personId]);
  await tell(writing, personId, current, wanted);
}

/**
 * Sessions end once a day at most: few links and codes are sent in an hour, so whoever wrote down one address after
 * another would keep the person out for as long as they went on. Whoever came in since then knows, and is asked.
 */
async function wasToldToday(client: pg.PoolClient, personId: Uuid, now: Instant): Promise<boolean> {
  const lines = Object.values(LETTER_WORKSPACES).map((workspaceId) =>
    conversationId({ workspaceId, personId }),
  );
  const since = new Date(Date.parse(now) - 86_400_000).toISOString();
  const { rowCount } = await client.query(
    `SELECT 1
     FROM "message"
     WHERE "conversationId" = ANY ($1)
       AND "type" = 'SignInLink'
       AND "payload"->>'purpose' = 'address'
       AND "createdAt" > $2
     LIMIT 1`,
    [lines, since],
  );
  return rowCount === 1;
}

/** The letter goes at once, whatever the hour: if it is not right, every hour counts. */
async function tell(writing: Writing, personId: Uuid, old: CurrentReach, wanted: Wanted): Promise<void> {
  const { client, regionId, letters, version, now } = writing;
  const way = letters.find((one) => (one === 'email' ? old.email : old.phone) !== null);
  if (!way) return;
  const by = await writerOf(writing, personId);
  const onlyGone = wanted.email === null && wanted.phone === null && !wanted.onWeb;
  await putMessages(client, now, [
    {
      id: randomUUID(),
      dedupeKey: `address:${personId}:${regionId}:${version}`,
      conversation: { workspaceId: LETTER_WORKSPACES[way], personId },
      regionId,
      caseId: null,
      recipientId: personId,
      isCard: false,
      payload: { type: 'SignInLink', purpose: 'address', by, ...(onlyGone ? { isGone: true } : {}) },
      notBefore: now,
      notAfter: null,
    },
  ]);
}

async function writerOf(
  { client, regionId, config, actor }: Writing,
  personId: Uuid,
): Promise<AddressWriter> {
  if (actor === 'schakel') return 'operator';
  if (actor === personId) return 'self';
  const { rows } = await client.query<{ key: string }>(
    'SELECT "key" FROM "regionPerson" WHERE "regionId" = $1 AND "personId" = $2',
    [regionId, actor],
  );
  return rows.some(({ key }) => config.coordinators.includes(key)) ? 'coordinator' : 'administrator';
}
