import type pg from 'pg';
import type { Outbox, Unsaid } from '../../ports/outbox.ts';

/** Nobody listens in a room that is over, or a workspace that let go of us; nor to what was said days ago. */
const UNSAID = `
  FROM "message" m
  JOIN "conversation" c ON c."id" = m."conversationId"
  JOIN "workspace" w ON w."id" = c."workspaceId" AND w."disabledAt" IS NULL
  LEFT JOIN "room" r ON r."id" = c."roomId"
  WHERE m."unsaid"
    AND m."state" = 'sent'
    AND (r."id" IS NULL OR r."state" = 'open')
    AND m."confirmedAt" > $1::timestamptz - interval '1 day'`;
/** When it is looked again whether the next may be said in full. */
export const NEXT_UNSAID = `(
  SELECT min(GREATEST(
    $1::timestamptz + interval '1500 ms',
    (
      SELECT p."heldUntil"
      FROM "pace" p
      WHERE p."key" = w."id"::text || ':speak'
    )
  ))
  ${UNSAID}
)`;

const SAY_IN_FULL = `
  WITH again AS (
    UPDATE "message"
    SET
      "state" = 'pending',
      "unsaid" = FALSE,
      "claimedRev" = NULL,
      "uncertain" = FALSE
    WHERE "id" = ANY ($2::uuid[])
      AND "unsaid"
      AND "state" = 'sent'
    RETURNING "conversationId"
  )
  UPDATE "conversation"
  SET "nextAt" = LEAST(COALESCE("nextAt", $1::timestamptz), $1::timestamptz)
  WHERE "id" IN (SELECT "conversationId" FROM again)`;

/** Messages that were said with neutral words only, and how they are said in full. */
export function unsaidOf(pool: pg.Pool): Pick<Outbox, 'unsaid' | 'sayInFull'> {
  return {
    async unsaid(now, limit) {
      const { rows } = await pool.query<Unsaid>({
        name: 'unsaid',
        text: `
          SELECT m."id" AS "messageId", w."id" AS "workspaceId", w."platform"
          ${UNSAID}
          ORDER BY m."confirmedAt"
          LIMIT $2`,
        values: [now, limit],
      });
      return rows;
    },
    async sayInFull(now, messageIds) {
      await pool.query({ name: 'say in full', text: SAY_IN_FULL, values: [now, messageIds] });
    },
  };
}
