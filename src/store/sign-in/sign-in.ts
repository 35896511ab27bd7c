import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import type { SignIns, Tries } from '../../ports/sign-in.ts';
import { hashOfToken, newToken } from './sessions.ts';

export function createSignIns(pool: pg.Pool): SignIns {
  return {
    begin: async ({ provider, back, expiresAt }) => {
      const token = newToken();
      await pool.query(
        `INSERT INTO "webSignIn" (
           "hash",
           "door",
           "back",
           "expiresAt"
         )
         VALUES ($1, $2, $3, $4)`,
        [hashOfToken(token), provider, back, expiresAt],
      );
      return token;
    },
    finish: async (token, provider, now) => {
      const { rows } = await pool.query<{ door: string; back: string; isOver: boolean }>(
        'DELETE FROM "webSignIn" WHERE "hash" = $1 RETURNING "door", "back", "expiresAt" <= $2 AS "isOver"',
        [hashOfToken(token), now],
      );
      const [found] = rows;
      return found && !found.isOver && found.door === provider ? { back: found.back } : null;
    },
  };
}

/** Counting begins anew when the time is over. */
const TAKE = `
  INSERT INTO "webTry" AS t ("name", "count", "until")
  VALUES ($1, 1, $3)
  ON CONFLICT ("name") DO UPDATE SET
    "count" = CASE WHEN t."until" <= $2 THEN 1 ELSE t."count" + 1 END,
    "until" = CASE WHEN t."until" <= $2 THEN excluded."until" ELSE t."until" END
  RETURNING "count"`;

/**
 * Every minute: so what stands there is what came in eleven minutes, also when nobody comes after a flood. Of what another
 * process forgets at this moment nothing is waited for.
 */
const FORGET = `
  WITH gone AS (
    DELETE FROM "webSignIn"
    WHERE "hash" IN (
      SELECT "hash"
      FROM "webSignIn"
      WHERE "expiresAt" <= $1
      FOR UPDATE SKIP LOCKED
    )
  )
  DELETE FROM "webTry"
  WHERE "name" IN (
    SELECT "name"
    FROM "webTry"
    WHERE "until" <= $1
    FOR UPDATE SKIP LOCKED
  )`;

export function createTries(pool: pg.Pool): Tries {
  return {
    take: async (name, { most, withinMs }, now) => {
      const until: Instant = new Date(Date.parse(now) + withinMs).toISOString();
      const { rows } = await pool.query<{ count: number }>({
        name: 'web-try',
        text: TAKE,
        values: [hashOfToken(name), now, until],
      });
      return (rows[0]?.count ?? 0) <= most;
    },
    forget: async (now) => {
      await pool.query(FORGET, [now]);
    },
  };
}
