import type pg from 'pg';
import { LETTER_WORKSPACES } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { EntryBook } from '../../ports/entry.ts';
import { iso } from '../cases/load.ts';
import { asksOf } from '../cases/requests.ts';

/** A message that they see now needs no letter on another day; what comes after it writes one again. */
const SEEN = `
  WITH later AS (
    DELETE FROM "message" m
    USING "conversation" c
    WHERE c."id" = m."conversationId"
      AND c."personId" = $1
      AND c."workspaceId" = ANY ($3::uuid[])
      AND m."state" = 'pending'
      AND m."type" = 'SignInLink'
      AND m."payload"->>'purpose' = 'notice'
      AND m."notBefore" > $2
  )
  UPDATE "reach"
  SET
    "unreadSince" = NULL,
    "callAskedAt" = NULL
  WHERE "personId" = $1
    AND "unreadSince" IS NOT NULL`;

const UNREAD = `
  SELECT
    r."personId",
    ${iso('r."unreadSince"')} AS "since"
  FROM "reach" r
  WHERE r."unreadSince" IS NOT NULL
    AND r."callAskedAt" IS NULL
    AND (
      EXISTS (
        SELECT 1
        FROM "participant" p
        JOIN "case" c ON c."id" = p."caseId"
        WHERE p."personId" = r."personId"
          AND p."leftAt" IS NULL
          AND c."regionId" = $1
          AND c."status" <> 'closed'
      )
      OR EXISTS (
        SELECT 1
        FROM "escalation" e
        JOIN "case" c ON c."id" = e."caseId"
        WHERE e."contactPersonId" = r."personId"
          AND e."status" = 'asked'
          AND c."regionId" = $1
          AND c."status" <> 'closed'
      )
      OR EXISTS (
        SELECT 1
        FROM "case" c
        WHERE ${asksOf('c', 'r."personId"')}
          AND c."regionId" = $1
          AND c."status" <> 'closed'
      )
    )
  ORDER BY r."unreadSince"
  LIMIT $2`;

/** Notices that somebody has not come for: since when, and who has to call them. */
export function unreadOf(pool: pg.Pool): Pick<EntryBook, 'noticed' | 'unread' | 'callAsked' | 'seen'> {
  return {
    noticed: async (personId, now, ofDay) => {
      await pool.query(
        `INSERT INTO "reach" ("personId", "unreadSince", "noticedAt")
         VALUES ($1, $2, $3)
         ON CONFLICT ("personId") DO UPDATE SET
           "unreadSince" = COALESCE("reach"."unreadSince", excluded."unreadSince"),
           "noticedAt" = COALESCE(excluded."noticedAt", "reach"."noticedAt")`,
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
      await pool.query('UPDATE "reach" SET "callAskedAt" = $2 WHERE "personId" = $1', [personId, now]);
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
