import type pg from 'pg';
import type { Outbox } from '../../ports/outbox.ts';

/** No wait for a pace or another try is longer than a day; some room for clocks that differ. */
const LONGEST_MS = 25 * 3_600_000;
const FOR_EVER_MS = 100 * 365 * 86_400_000;

/** Written to go at once, by a clock that ran ahead. */
const BY_OLD_CLOCK = `("notBefore" > $1::timestamptz + $3 * interval '1 ms' AND "notBefore" <= "createdAt")`;

/**
 * Moves what lies more than $3 ms ahead back by $2, not further than now: paces, waits for another try, and what was
 * written to go at once by the clock as it was. What waits for contact hours or another day keeps waiting.
 */
const WENT_BACK = `
  WITH paces AS (
    UPDATE "pace"
    SET
      "tat" = GREATEST($1::timestamptz, "tat" - $2 * interval '1 ms'),
      "heldUntil" = GREATEST($1::timestamptz, "heldUntil" - $2 * interval '1 ms')
    WHERE GREATEST("tat", "heldUntil") > $1::timestamptz + $3 * interval '1 ms'
  ),
  doubts AS (
    UPDATE "message"
    SET
      "doubtFrom" = NULL,
      "doubtTo" = NULL
    WHERE "state" = 'pending'
      AND "doubtFrom" > $1::timestamptz
      AND NOT ${BY_OLD_CLOCK}
  ),
  due AS (
    UPDATE "message"
    SET
      "notBefore" = $1::timestamptz,
      "doubtFrom" = NULL,
      "doubtTo" = NULL
    WHERE "state" = 'pending'
      AND ${BY_OLD_CLOCK}
    RETURNING "conversationId"
  ),
  lines AS (
    SELECT
      "id",
      "id" IN (SELECT "conversationId" FROM due) AS "isDue"
    FROM "conversation"
    WHERE "nextAt" > $1::timestamptz
      AND (
        "freeAt" > $1::timestamptz + $3 * interval '1 ms'
        OR "id" IN (SELECT "conversationId" FROM due)
      )
  )
  UPDATE "conversation" c
  SET
    "freeAt" = GREATEST($1::timestamptz, c."freeAt" - $2 * interval '1 ms'),
    "nextAt" = CASE
      WHEN l."isDue" THEN $1::timestamptz
      WHEN c."nextAt" <= c."freeAt" THEN GREATEST(
        $1::timestamptz,
        c."nextAt" - $2 * interval '1 ms'
      )
      ELSE c."nextAt"
    END
  FROM lines l
  WHERE c."id" = l."id"`;

/** The outbox after the clock was put back: nothing waits for a time that comes a second time. */
export function clockOf(pool: pg.Pool): Pick<Outbox, 'clockWentBack'> {
  return {
    async clockWentBack(now, ms) {
      const [by, beyond] = ms === null ? [FOR_EVER_MS, LONGEST_MS] : [ms, 0];
      await pool.query(WENT_BACK, [now, by, beyond]);
    },
  };
}
