import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Unsent, UnsentForm } from '../../ports/web.ts';
import { createSeal, openedOrNot } from '../sealing/seal.ts';
import { hashOfToken, newToken } from '../sign-in/sessions.ts';

const LASTS_MS = 24 * 3_600_000;
/** Forms that are kept of one person at once: more tabs than somebody types in. */
const MOST = 10;

const KEEP = `
  WITH fits AS (
    SELECT "hash"
    FROM "webUnsent"
    WHERE "personId" = $2
    ORDER BY "expiresAt" DESC
    OFFSET $5
  ),
  gone AS (
    DELETE FROM "webUnsent" u
    USING fits
    WHERE u."hash" = fits."hash"
  )
  INSERT INTO "webUnsent" (
    "hash",
    "personId",
    "sealed",
    "expiresAt"
  )
  VALUES ($1, $2, $3, $4)`;

/** Forms that could not be taken, in PostgreSQL. */
export function createUnsent(pool: pg.Pool): Unsent {
  return {
    whose: async (session) => {
      const { rows } = await pool.query<{ personId: Uuid }>(
        'SELECT "personId" FROM "webSession" WHERE "hash" = $1',
        [hashOfToken(session)],
      );
      return rows[0]?.personId ?? null;
    },
    keep: async (personId, form, now) => {
      const token = newToken();
      const until = new Date(Date.parse(now) + LASTS_MS).toISOString();
      await pool.query(KEEP, [
        hashOfToken(token),
        personId,
        createSeal(token).seal(form, aboutOf(personId)),
        until,
        MOST - 1,
      ]);
      return token;
    },
    of: async (token, personId, now) => {
      const { rows } = await pool.query<{ sealed: string }>(
        'SELECT "sealed" FROM "webUnsent" WHERE "hash" = $1 AND "personId" = $2 AND "expiresAt" > $3',
        [hashOfToken(token), personId, now],
      );
      const form = rows[0] && openedOrNot(createSeal(token), rows[0].sealed, aboutOf(personId));
      return (form as UnsentForm | undefined) ?? null;
    },
    drop: async (token) => {
      await pool.query('DELETE FROM "webUnsent" WHERE "hash" = $1', [hashOfToken(token)]);
    },
  };
}

function aboutOf(personId: Uuid): readonly string[] {
  return ['unsent', personId];
}
