import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { EntryBook, EntryLink } from '../../ports/entry.ts';
import type { EntrySeal } from '../sealing/entry-seal.ts';
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
export const BELONGS = (personId: string, purpose: string): string => `(
  EXISTS (SELECT 1 FROM "regionPerson" g WHERE g."personId" = ${personId})
  OR EXISTS (
    SELECT 1
    FROM "participant" p
    JOIN "case" c ON c."id" = p."caseId"
    WHERE p."personId" = ${personId}
      AND p."leftAt" IS NULL
      AND (c."status" <> 'closed' OR ${purpose} <> 'invitation')
  )
)`;

const LINK = `
  SELECT
    "hash",
    "personId",
    "purpose",
    "via",
    "about",
    CASE
      WHEN NOT ${BELONGS('"webLink"."personId"', '"webLink"."purpose"')} THEN 'ended'
      WHEN "usedAt" IS NOT NULL THEN 'used'
      WHEN "tries" >= ${TRIES} THEN 'blocked'
      WHEN "expiresAt" <= $2 THEN 'over'
      ELSE 'open'
    END AS "state",
    COALESCE("codeExpiresAt" > $2, FALSE) AS "codeSent"
  FROM "webLink"
  WHERE "hash" = $1`;
const OPEN = `
  "hash" = $1
  AND "usedAt" IS NULL
  AND "expiresAt" > $2
  AND ${BELONGS('"webLink"."personId"', '"webLink"."purpose"')}`;

type LinkMethods =
  | 'link'
  | 'makeLink'
  | 'useLink'
  | 'makeCode'
  | 'countTry'
  | 'isCode'
  | 'hasSpokenCode'
  | 'forgetSpokenCode';

/** Links that let somebody in, and the codes that go with them. */
export function linksOf(pool: pg.Pool, keep: EntrySeal): Pick<EntryBook, LinkMethods> {
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
        `INSERT INTO "webLink" (
           "hash",
           "personId",
           "purpose",
           "via",
           "createdAt",
           "expiresAt",
           "about"
         )
         SELECT
           $1,
           $2::uuid,
           $3,
           $4,
           $5,
           $6,
           $7::uuid
         WHERE ${BELONGS('$2::uuid', '$3')}`,
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
        `UPDATE "reach"
         SET "codeTries" = "codeTries" + 1
         WHERE ${spoken}
           AND "codeTries" < ${TRIES}
         RETURNING "codeHash" = ANY ($3) AS "right"`,
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
