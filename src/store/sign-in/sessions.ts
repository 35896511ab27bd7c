import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import type { LinkPurpose, Links, OpenSession, Session, Sessions } from '../../ports/web.ts';
import { iso } from '../cases/load.ts';

/** A working day and an evening; a look makes it last longer, at most to the limit. */
const LASTS_MS = 12 * 3_600_000;
/** After so long somebody signs in anew, however often they looked. */
const LIMIT_MS = 30 * 24 * 3_600_000;
/** A look is written at most this often. */
const SEEN_EVERY_MS = 5 * 60_000;

/** 256 bits: not to be guessed, so a plain hash is enough to keep. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const later = (now: Instant, ms: number): Instant => new Date(Date.parse(now) + ms).toISOString();

/** The account they came in with lives; without one, any of theirs, or they never had one. */
const ALIVE = `CASE
  WHEN w."workspaceId" IS NULL THEN COALESCE((
    SELECT bool_or(i."deactivatedAt" IS NULL)
    FROM "identity" i
    WHERE i."personId" = w."personId"
  ), TRUE)
  ELSE EXISTS (
    SELECT 1
    FROM "identity" i
    JOIN "workspace" k ON k."id" = i."workspaceId"
    WHERE i."personId" = w."personId"
      AND i."workspaceId" = w."workspaceId"
      AND i."deactivatedAt" IS NULL
      AND k."disabledAt" IS NULL
  )
END`;

/**
 * A session ended before its time, but for a wrong person, was over just before it was last seen: no clock lets it
 * in. Whose it was is known as long as of one that ended by itself, for what is typed in a page still open.
 */
export const ENDS = `UPDATE "webSession" w SET "expiresAt" = LEAST(w."expiresAt", w."seenAt" - interval '5 minutes')`;

// One that is ended in the same moment does not go on.
const OF = `
  WITH s AS (
    SELECT *
    FROM "webSession" w
    WHERE "hash" = $1
      AND "expiresAt" > $2
      AND ${ALIVE}
  ),
  seen AS (
    UPDATE "webSession" w
    SET
      "seenAt" = $2,
      "expiresAt" = LEAST($3::timestamptz, s."createdAt" + make_interval(secs => $4))
    FROM s
    WHERE w."hash" = s."hash"
      AND s."seenAt" < $5
      AND w."expiresAt" > $2
    RETURNING 1
  )
  SELECT
    "personId",
    "how",
    ${iso('"createdAt"')} AS "createdAt",
    ${iso('"expiresAt"')} AS "expiresAt",
    "said",
    "step",
    "besideId"
  FROM s`;

export function createSessions(pool: pg.Pool): Sessions {
  return {
    begin: async (personId, how, now, { workspaceId, step, besideId } = {}) => {
      const token = newToken();
      await pool.query(
        `WITH first AS (
           UPDATE "person"
           SET "enteredAt" = $4
           WHERE "id" = $2
             AND "enteredAt" IS NULL
         )
         INSERT INTO "webSession" (
           "hash",
           "personId",
           "how",
           "createdAt",
           "seenAt",
           "expiresAt",
           "workspaceId",
           "step",
           "besideId"
         )
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)`,
        [
          ...[hashOfToken(token), personId, how, now, later(now, LASTS_MS)],
          ...[workspaceId ?? null, step ?? null, besideId ?? null],
        ],
      );
      return token;
    },
    of: async (token, now) => {
      const { rows } = await pool.query<Session>({
        name: 'web-session',
        text: OF,
        values: [hashOfToken(token), now, later(now, LASTS_MS), LIMIT_MS / 1000, later(now, -SEEN_EVERY_MS)],
      });
      return rows[0] ?? null;
    },
    alive: async (tokens, now) => {
      const byHash = new Map(tokens.map((token) => [hashOfToken(token), token]));
      const { rows } = await pool.query<{ hash: string }>({
        name: 'web-sessions-alive',
        text: `SELECT "hash" FROM "webSession" w WHERE "hash" = ANY ($1) AND "expiresAt" > $2 AND ${ALIVE}`,
        values: [[...byHash.keys()], now],
      });
      return new Set(rows.map((row) => byHash.get(row.hash) ?? ''));
    },
    say: async (token, said) => {
      await pool.query('UPDATE "webSession" SET "said" = $2 WHERE "hash" = $1', [
        hashOfToken(token),
        said === null ? null : JSON.stringify(said),
      ]);
    },
    forgetBeside: async (token) => {
      await pool.query('UPDATE "webSession" SET "besideId" = NULL WHERE "hash" = $1', [hashOfToken(token)]);
    },
    end: async (token) => {
      await pool.query(`${ENDS} WHERE w."hash" = $1`, [hashOfToken(token)]);
    },
    list: async (personId, token, now) => {
      const { rows } = await pool.query<OpenSession>(
        `SELECT
           "hash" AS "id",
           "how",
           ${iso('"createdAt"')} AS "createdAt",
           "hash" = $2 AS "isThis"
         FROM "webSession"
         WHERE "personId" = $1
           AND "expiresAt" > $3
         ORDER BY "isThis" DESC, "createdAt" DESC
         LIMIT 50`,
        [personId, hashOfToken(token), now],
      );
      return rows;
    },
    endById: async (personId, id) => {
      await pool.query(`${ENDS} WHERE w."personId" = $1 AND w."hash" = $2`, [personId, id]);
    },
  };
}

interface LinkRow {
  readonly personId: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Instant;
}

const LINK = `"personId", "purpose", ${iso('"expiresAt"')} AS "expiresAt"`;

export function createLinks(pool: pg.Pool): Links {
  return {
    make: async ({ personId, purpose, expiresAt }, now) => {
      const token = newToken();
      await pool.query(
        `INSERT INTO "webLink" (
           "hash",
           "personId",
           "purpose",
           "createdAt",
           "expiresAt"
         )
         VALUES ($1, $2, $3, $4, $5)`,
        [hashOfToken(token), personId, purpose, now, expiresAt],
      );
      return token;
    },
    check: async (token, now) => {
      const { rows } = await pool.query<LinkRow>(
        `SELECT ${LINK} FROM "webLink" WHERE "hash" = $1 AND "usedAt" IS NULL AND "expiresAt" > $2`,
        [hashOfToken(token), now],
      );
      return rows[0] ?? null;
    },
    use: async (token, now) => {
      const { rows } = await pool.query<LinkRow>(
        `UPDATE "webLink"
         SET "usedAt" = $2
         WHERE "hash" = $1
           AND "usedAt" IS NULL
           AND "expiresAt" > $2
         RETURNING ${LINK}`,
        [hashOfToken(token), now],
      );
      return rows[0] ?? null;
    },
  };
}
