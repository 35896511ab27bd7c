import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { LETTER_WORKSPACES, readPhone, type WayToHear } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { EntryBook, EntryLink, Factor, Reach } from '../../ports/entry.ts';
import { iso } from '../cases/load.ts';
import { sentTo } from '../outbox/sent-letters.ts';
import { answerNewAddress, invitedOf, newAddressOf } from '../people/new-addresses.ts';
import { addressChangesOf } from '../people/own-addresses.ts';
import { type EntrySeal, REACH } from '../sealing/entry-seal.ts';
import { openedOrNot } from '../sealing/seal.ts';
import { hashOfToken, newToken } from './sessions.ts';

/** Codes that may be typed for one link, and for one code that was read out: a guess is one in a million. */
const TRIES = 5;
const CODE_MINUTES = 10;

const later = (now: Instant, minutes: number): Instant =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString();

/**
 * Whether whoever a link is for still has a reason to come in: they are in a region's file, or take part in a case; for
 * an invitation, in one that is open. Somebody who was taken out again, or was never the right person, has none.
 */
const BELONGS = (personId: string, purpose: string): string =>
  `(EXISTS (SELECT 1 FROM "regionPerson" g WHERE g."personId" = ${personId}) OR EXISTS (SELECT 1 FROM "participant" p JOIN "case" c ON c."id" = p."caseId"
    WHERE p."personId" = ${personId} AND p."leftAt" IS NULL AND (c."status" <> 'closed' OR ${purpose} <> 'invitation')))`;

const LINK = `SELECT "hash", "personId", "purpose", "via", "about", CASE WHEN NOT ${BELONGS('"webLink"."personId"', '"webLink"."purpose"')} THEN 'ended' WHEN "usedAt" IS NOT NULL THEN 'used' WHEN "tries" >= ${TRIES} THEN 'blocked'
  WHEN "expiresAt" <= $2 THEN 'over' ELSE 'open' END AS "state", COALESCE("codeExpiresAt" > $2, FALSE) AS "codeSent" FROM "webLink" WHERE "hash" = $1`;
const OPEN = `"hash" = $1 AND "usedAt" IS NULL AND "expiresAt" > $2 AND ${BELONGS('"webLink"."personId"', '"webLink"."purpose"')}`;

/**
 * Somebody's own address, else the one that the region's file gave; a number likewise. What the file gave stands in
 * the account on the web, of who has none in that where they are: a letter reaches them when that platform is away.
 */
const REACH_OF = `SELECT r."sealed", r."own", r."notice", p."phone", (SELECT i."email" FROM "identity" i JOIN "workspace" w ON w."id" = i."workspaceId"
    WHERE i."personId" = p."id" AND i."email" IS NOT NULL AND i."deactivatedAt" IS NULL ORDER BY w."platform" <> 'web', i."id" LIMIT 1) AS "email"
  FROM "person" p LEFT JOIN "reach" r ON r."personId" = p."id" WHERE p."id" = $1`;

/** Nobody comes in by a link without an account on the web. */
const PEOPLE_AT = `SELECT DISTINCT i."personId" AS "id" FROM "identity" i JOIN "workspace" w ON w."id" = i."workspaceId" AND w."platform" = 'web'
  LEFT JOIN "reach" r ON r."personId" = i."personId"
  WHERE i."deactivatedAt" IS NULL AND (r."emailLookup" = ANY ($1) OR r."phoneLookup" = ANY ($2) OR ((r."sealed" IS NULL OR NOT 'email' = ANY (r."own")) AND lower(i."email") = $3)) LIMIT 5`;

/** People are found by what was typed for them, by its index; or in the lists, which takes as long as those are. */
const TAKE_PART_AT = `SELECT 1 FROM (SELECT "personId" FROM "reach" WHERE "emailLookup" = ANY ($1) UNION SELECT "personId" FROM "reach" WHERE "phoneLookup" = ANY ($2)
    UNION SELECT g."personId" FROM "regionPerson" g JOIN "identity" i ON i."personId" = g."personId" AND i."deactivatedAt" IS NULL LEFT JOIN "reach" r ON r."personId" = g."personId"
      WHERE lower(i."email") = $3 AND (r."sealed" IS NULL OR NOT 'email' = ANY (r."own"))) o
  WHERE o."personId" <> $4 AND ${BELONGS('o."personId"', "'invitation'")} LIMIT 1`;

/** A message that they see now needs no letter on another day; what comes after it writes one again. */
const SEEN = `WITH later AS (DELETE FROM "message" m USING "conversation" c WHERE c."id" = m."conversationId" AND c."personId" = $1
    AND c."workspaceId" = ANY ($3::uuid[]) AND m."state" = 'pending' AND m."type" = 'SignInLink' AND m."payload"->>'purpose' = 'notice' AND m."notBefore" > $2)
  UPDATE "reach" SET "unreadSince" = NULL, "callAskedAt" = NULL WHERE "personId" = $1 AND "unreadSince" IS NOT NULL`;

const UNREAD = `SELECT r."personId", ${iso('r."unreadSince"')} AS "since" FROM "reach" r WHERE r."unreadSince" IS NOT NULL AND r."callAskedAt" IS NULL
  AND (EXISTS (SELECT 1 FROM "participant" p JOIN "case" c ON c."id" = p."caseId" WHERE p."personId" = r."personId" AND p."leftAt" IS NULL
      AND c."regionId" = $1 AND c."status" <> 'closed')
    OR EXISTS (SELECT 1 FROM "escalation" e JOIN "case" c ON c."id" = e."caseId" WHERE e."contactPersonId" = r."personId" AND e."status" = 'asked'
      AND c."regionId" = $1 AND c."status" <> 'closed')) ORDER BY r."unreadSince" LIMIT $2`;

const NOWHERE: Reach = { email: null, phone: null };

const FACTOR = `"id", "kind", "credentialId", "sealed", "counter", ${iso('"createdAt"')} AS "createdAt"`;

type FactorRow = Omit<Factor, 'secret' | 'counter'> & { readonly sealed: string; readonly counter: string };

/** How people without an account elsewhere come in, in PostgreSQL. */
export function createEntryBook(pool: pg.Pool, keep: EntrySeal): EntryBook {
  const changed = async (text: string, values: unknown[]): Promise<boolean> =>
    ((await pool.query(text, values)).rowCount ?? 0) > 0;
  const factorOf = ({ sealed, counter, ...row }: FactorRow): Factor => ({
    ...row,
    counter: Number(counter),
    secret: keep.seal.open(sealed, ['factor', row.id]),
  });
  const factorsWhere = async (where: string, values: unknown[]): Promise<Factor[]> =>
    (
      await pool.query<FactorRow>(
        `SELECT ${FACTOR} FROM "factor" WHERE ${where} ORDER BY "createdAt"`,
        values,
      )
    ).rows.map(factorOf);
  const reachOf: EntryBook['reachOf'] = async (personId) => {
    const { rows } = await pool.query<Reached>({
      name: 'reach-of',
      text: REACH_OF,
      values: [personId],
    });
    const [row] = rows;
    if (!row) return null;
    // An address that cannot be read is none: the one of the file is not theirs, and a link must not go there.
    const sealed = row.sealed
      ? ((openedOrNot(keep.seal, row.sealed, REACH) as Reach | undefined) ?? NOWHERE)
      : null;
    const own = ownOf(row, sealed);
    return { ...own, notice: row.notice ?? (own.email ? 'email' : 'none') };
  };
  return {
    ...linksOf(pool, keep),
    ...addressChangesOf(pool, keep),
    reachOf,
    newAddressOf: async (personId) => {
      const read = (sealed: string): Reach =>
        (openedOrNot(keep.seal, sealed, REACH) as Reach | undefined) ?? NOWHERE;
      const found = await newAddressOf(pool, personId, read);
      // Nobody can say whether an address that cannot be read is theirs.
      if (found?.reach === NOWHERE) return null;
      if (!found?.reach) return found;
      const { email, phone } = found.reach;
      const old = await reachOf(personId);
      return {
        ...found,
        email: email === old?.email ? null : email,
        phone: phone === old?.phone ? null : phone,
      };
    },
    invitedOf: (personId, where) => invitedOf(pool, personId, where),
    closedBeside: async (personId, { regionId, caseId }) => {
      const { rows } = await pool.query<{ here: boolean; elsewhere: boolean }>({
        name: 'closed-beside',
        text: `SELECT COALESCE(bool_or(c."id" IS DISTINCT FROM $3::uuid), FALSE) AS "here", COALESCE(bool_or(c."regionId" <> $2::uuid), FALSE) AS "elsewhere"
          FROM "participant" p JOIN "case" c ON c."id" = p."caseId" WHERE p."personId" = $1 AND c."status" = 'closed'`,
        values: [personId, regionId, caseId],
      });
      return rows[0] ?? { here: false, elsewhere: false };
    },
    sentTo: (who, since, ofCase) => sentTo(pool, who, since, ofCase),
    answerNewAddress: (waiting, isTheirs, now) => answerNewAddress(pool, waiting, isTheirs, now),
    peopleAt: async ({ email, phone }) => {
      const lookups = [email, phone].map((one) => (one ? keep.lookups(one) : []));
      const { rows } = await pool.query<{ id: Uuid }>(PEOPLE_AT, [...lookups, email]);
      return rows.map((r) => r.id);
    },
    isOthersToo: async (personId) => {
      const reach = await reachOf(personId);
      const lookups = [reach?.email, reach?.phone].map((one) => (one ? keep.lookups(one) : []));
      const values = [...lookups, reach?.email ?? null, personId];
      return (await pool.query({ name: 'take-part-at', text: TAKE_PART_AT, values })).rowCount === 1;
    },
    factors: (personId) => factorsWhere('"personId" = $1 AND "confirmedAt" IS NOT NULL', [personId]),
    waitingApp: async (personId) =>
      (await factorsWhere(`"personId" = $1 AND "confirmedAt" IS NULL AND "kind" = 'totp'`, [personId]))[0] ??
      null,
    addFactor: async (personId, { kind, secret, credentialId, counter, confirmed }, now) => {
      const id = randomUUID();
      await pool.query('DELETE FROM "factor" WHERE "personId" = $1 AND "confirmedAt" IS NULL', [personId]);
      await pool.query(
        `INSERT INTO "factor" ("id", "personId", "kind", "credentialId", "sealed", "counter", "createdAt", "confirmedAt") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          personId,
          kind,
          credentialId,
          keep.seal.seal(secret, ['factor', id]),
          counter,
          now,
          confirmed ? now : null,
        ],
      );
      return id;
    },
    confirmFactor: async (id, counter, now) => {
      await changed('UPDATE "factor" SET "confirmedAt" = $3, "counter" = $2 WHERE "id" = $1', [
        id,
        counter,
        now,
      ]);
    },
    moveCounter: (id, counter) =>
      changed(
        'UPDATE "factor" SET "counter" = $2 WHERE "id" = $1 AND ("counter" < $2 OR ("kind" = \'passkey\' AND $2 = 0 AND "counter" = 0))',
        [id, counter],
      ),
    removeFactor: async (personId, id) => {
      await changed('DELETE FROM "factor" WHERE "personId" = $1 AND "id" = $2', [personId, id]);
    },
    keepChallenge: async (subject, value, until) => {
      await pool.query(
        'INSERT INTO "challenge" ("subject", "value", "expiresAt") VALUES ($1, $2, $3) ON CONFLICT ("subject") DO UPDATE SET "value" = excluded."value", "expiresAt" = excluded."expiresAt"',
        [subject, value, until],
      );
    },
    takeChallenge: async (subject, now) => {
      const { rows } = await pool.query<{ value: string; good: boolean }>(
        'DELETE FROM "challenge" WHERE "subject" = $1 RETURNING "value", "expiresAt" > $2 AS "good"',
        [subject, now],
      );
      return rows[0]?.good ? rows[0].value : null;
    },
    noticed: async (personId, now, ofDay) => {
      await pool.query(
        `INSERT INTO "reach" ("personId", "unreadSince", "noticedAt") VALUES ($1, $2, $3)
         ON CONFLICT ("personId") DO UPDATE SET "unreadSince" = COALESCE("reach"."unreadSince", excluded."unreadSince"), "noticedAt" = COALESCE(excluded."noticedAt", "reach"."noticedAt")`,
        [personId, now, ofDay ? now : null],
      );
    },
    unread: async (regionId, limit) => {
      const { rows } = await pool.query<{ personId: Uuid; since: Instant }>({
        name: 'unread',
        text: UNREAD,
        values: [regionId, limit],
      });
      return rows;
    },
    callAsked: async (personId, now) => {
      await changed('UPDATE "reach" SET "callAskedAt" = $2 WHERE "personId" = $1', [personId, now]);
    },
    seen: async (personId, now) => {
      await pool.query({
        name: 'seen',
        text: SEEN,
        values: [personId, now, Object.values(LETTER_WORKSPACES)],
      });
    },
  };
}

interface Reached extends Reach {
  readonly sealed: string | null;
  /** The fields that a person in a list gave themselves. */
  readonly own: readonly (keyof Reach)[] | null;
  readonly notice: WayToHear | null;
}

function ownOf({ email, phone, own }: Reached, sealed: Reach | null): Reach {
  // The number of the file is read anew: a gateway wants it as the whole world does, and of a desk there is no SMS.
  const listed = { email, phone: phone === null ? null : readPhone(phone) };
  if (sealed === null) return listed;
  if (own === null) return sealed;
  const of = (field: keyof Reach): string | null => (own.includes(field) ? sealed : listed)[field];
  return { email: of('email'), phone: of('phone') };
}

type LinkMethods =
  | 'link'
  | 'makeLink'
  | 'useLink'
  | 'makeCode'
  | 'countTry'
  | 'isCode'
  | 'hasSpokenCode'
  | 'forgetSpokenCode';

function linksOf(pool: pg.Pool, keep: EntrySeal): Pick<EntryBook, LinkMethods> {
  const spoken = '"personId" = $1 AND "codeHash" IS NOT NULL AND "codeExpiresAt" > $2';
  return {
    link: async (token, now) => {
      const { rows } = await pool.query<EntryLink>({
        name: 'entry-link',
        text: LINK,
        values: [hashOfToken(token), now],
      });
      return rows[0] ?? null;
    },
    makeLink: async ({ personId, purpose, via, expiresAt, about = null }, now) => {
      const token = newToken();
      const { rowCount } = await pool.query(
        `INSERT INTO "webLink" ("hash", "personId", "purpose", "via", "createdAt", "expiresAt", "about")
         SELECT $1, $2::uuid, $3, $4, $5, $6, $7::uuid WHERE ${BELONGS('$2::uuid', '$3')}`,
        [hashOfToken(token), personId, purpose, via, now, expiresAt, about],
      );
      return rowCount === 1 ? token : null;
    },
    useLink: async (hash, now) => {
      const { rows } = await pool.query<{ personId: Uuid }>(
        `UPDATE "webLink" SET "usedAt" = $2 WHERE ${OPEN} RETURNING "personId"`,
        [hash, now],
      );
      return rows[0]?.personId ?? null;
    },
    makeCode: async (hash, now) => {
      const code = keep.newCode();
      const { rowCount } = await pool.query(
        `UPDATE "webLink" SET "codeHash" = $3, "codeExpiresAt" = $4 WHERE ${OPEN} AND "tries" < ${TRIES}`,
        [hash, now, keep.codeHash(hash, code), later(now, CODE_MINUTES)],
      );
      return rowCount === 1 ? code : null;
    },
    countTry: async (hash, now) => {
      const { rowCount } = await pool.query(
        `UPDATE "webLink" SET "tries" = "tries" + 1 WHERE ${OPEN} AND "tries" < ${TRIES}`,
        [hash, now],
      );
      return rowCount === 1;
    },
    isCode: async (hash, personId, typed, now) => {
      const sent = await pool.query(
        'SELECT 1 FROM "webLink" WHERE "hash" = $1 AND "codeExpiresAt" > $2 AND "codeHash" = ANY ($3)',
        [hash, now, keep.codeHashes(hash, typed)],
      );
      if (sent.rowCount === 1) return true;
      const { rows } = await pool.query<{ right: boolean }>(
        `UPDATE "reach" SET "codeTries" = "codeTries" + 1 WHERE ${spoken} AND "codeTries" < ${TRIES} RETURNING "codeHash" = ANY ($3) AS "right"`,
        [personId, now, keep.codeHashes(personId, typed)],
      );
      return rows[0]?.right ?? false;
    },
    hasSpokenCode: async (personId, now) =>
      (await pool.query(`SELECT 1 FROM "reach" WHERE ${spoken} AND "codeTries" < ${TRIES}`, [personId, now]))
        .rowCount === 1,
    forgetSpokenCode: async (personId) => {
      await pool.query(
        'UPDATE "reach" SET "codeHash" = NULL, "codeExpiresAt" = NULL, "codeTries" = 0 WHERE "personId" = $1',
        [personId],
      );
    },
  };
}
