import type pg from 'pg';
import type { DeliveryOutcome, Outbox } from '../../ports/outbox.ts';
import type { UnreadRow } from './claim/read-rows.ts';

/**
 * Writes outcomes and gives the conversations back. A card that was put again while it was being sent stays pending,
 * with the reference it now has. A lease that ran out and went to somebody else is not touched. What was committed since
 * this statement began is not visible to it; the number of the line shows it, and the line stays awake.
 */
const RECORD = `
  WITH o AS (
    SELECT *
    FROM jsonb_to_recordset($3::jsonb) AS o(
      "messageId" uuid,
      "conversationId" uuid,
      "revision" int,
      "outcome" text,
      "externalRef" text,
      "roomExternalId" text,
      "roomName" text,
      "roomArchived" boolean,
      "at" timestamptz,
      "notBefore" timestamptz,
      "notAfter" timestamptz,
      "counts" boolean,
      "uncertain" boolean,
      "error" text,
      "doubtTo" timestamptz,
      "lookedTo" text,
      "isUnseen" boolean,
      "isUnsaid" boolean
    )
  ),
  seen AS MATERIALIZED (
    SELECT c."id", c."lastSeq"
    FROM "conversation" c
    WHERE c."id" IN (SELECT "conversationId" FROM o)
  ),
  mine AS (
    SELECT c."id"
    FROM "conversation" c
    WHERE c."id" IN (SELECT "conversationId" FROM o)
      AND c."leasedBy" = $1
    ORDER BY c."id"
    FOR UPDATE OF c
  ),
  done AS (
    UPDATE "message" m
    SET
      "state" = CASE
        WHEN o."outcome" IN ('again', 'later') OR m."revision" <> o."revision"
          THEN 'pending'
        WHEN o."outcome" = 'sent' THEN 'sent'
        WHEN o."outcome" = 'never' THEN 'dead'
        ELSE 'dropped'
      END,
      "externalRef" = COALESCE(o."externalRef", m."externalRef"),
      "claimedRev" = NULL,
      "attempts" = m."attempts" + CASE
        WHEN o."outcome" = 'again' AND o."counts" THEN 1
        ELSE 0
      END,
      "uncertain" = o."outcome" IN ('again', 'later') AND o."uncertain",
      "lastError" = o."error",
      "doubtTo" = COALESCE(o."doubtTo", m."doubtTo"),
      "lookedTo" = CASE
        WHEN o."doubtTo" IS NULL THEN COALESCE(o."lookedTo", m."lookedTo")
      END,
      "unseen" = m."unseen" + CASE WHEN o."isUnseen" THEN 1 ELSE 0 END,
      "notBefore" = COALESCE(o."notBefore", m."notBefore"),
      "notAfter" = COALESCE(o."notAfter", m."notAfter"),
      "unsaid" = CASE
        WHEN o."outcome" = 'sent' THEN COALESCE(o."isUnsaid", FALSE)
        ELSE m."unsaid"
      END,
      "confirmedAt" = CASE
        WHEN o."outcome" = 'sent' AND (m."isCard" OR m."confirmedAt" IS NULL)
          THEN $2::timestamptz
        ELSE m."confirmedAt"
      END
    FROM o
    WHERE m."id" = o."messageId"
      AND o."conversationId" IN (SELECT "id" FROM mine)
    RETURNING
      m."id",
      m."conversationId",
      m."state",
      m."notBefore",
      o."outcome",
      o."at"
  ),
  rooms AS (
    UPDATE "room" r
    SET
      "externalId" = COALESCE(o."roomExternalId", r."externalId"),
      "name" = COALESCE(o."roomName", r."name"),
      "state" = CASE WHEN o."roomArchived" THEN 'archived' ELSE 'open' END
    FROM o
    JOIN "conversation" c ON c."id" = o."conversationId"
    WHERE r."id" = c."roomId"
      AND (o."roomExternalId" IS NOT NULL OR o."roomArchived")
  ),
  released AS (
    UPDATE "nudge" n
    SET "digestId" = NULL
    FROM done d
    WHERE n."digestId" = d."id"
      AND d."outcome" = 'overtaken'
  ),
  nudged AS (
    UPDATE "nudge" n
    SET "sentAt" = COALESCE(n."sentAt", $2::timestamptz)
    FROM done d
    WHERE n."digestId" = d."id"
      AND d."outcome" = 'sent'
  ),
  -- What was said in one message is given back as one.
  back AS (
    SELECT
      "conversationId",
      max("at") AS "at",
      min("notBefore") FILTER (WHERE "state" = 'pending') AS "notBefore"
    FROM done
    GROUP BY "conversationId"
  )
  UPDATE "conversation" c
  SET
    "leasedBy" = NULL,
    "leasedUntil" = NULL,
    "freeAt" = b."at",
    "nextAt" = GREATEST(
      b."at",
      CASE
        WHEN c."lastSeq" <> seen."lastSeq" THEN $2::timestamptz
        ELSE LEAST((
          SELECT min(x."notBefore")
          FROM "message" x
          WHERE x."conversationId" = c."id"
            AND x."state" = 'pending'
            AND x."id" NOT IN (SELECT "id" FROM done)
        ), b."notBefore")
      END
    )
  FROM back b
  JOIN seen ON seen."id" = b."conversationId"
  WHERE c."id" = b."conversationId"`;

/** Outcomes of sends, each written by whoever still holds the lease of its conversation. */
export const recordOutcomes =
  (pool: pg.Pool): Outbox['record'] =>
  async (worker, now, outcomes) => {
    await pool.query({
      name: 'record',
      text: RECORD,
      values: [worker, now, JSON.stringify(outcomes.map(outcomeRow))],
    });
  };

function outcomeRow(o: DeliveryOutcome): Record<string, unknown> {
  const base = {
    messageId: o.messageId,
    conversationId: o.conversationId,
    revision: o.revision,
    outcome: o.outcome,
  };
  if (o.outcome === 'again') return { ...base, ...o };
  if (o.outcome === 'later')
    return { ...base, notBefore: o.notBefore, notAfter: o.notAfter, uncertain: o.uncertain };
  if (o.outcome === 'overtaken') return { ...base, error: 'its day is over' };
  if (o.outcome !== 'sent') return { ...base, error: o.error };
  const room =
    o.room && 'externalId' in o.room ? { roomExternalId: o.room.externalId, roomName: o.room.name } : {};
  return {
    ...base,
    externalRef: o.externalRef,
    isUnseen: o.isUnseen ?? false,
    isUnsaid: o.isUnsaid ?? false,
    ...room,
    roomArchived: o.room !== undefined && 'archived' in o.room,
  };
}

/** The outcome of a row that cannot be read. */
export function neverRead({ row, why }: UnreadRow): DeliveryOutcome {
  return {
    messageId: row.id,
    conversationId: row.conversation.id,
    revision: row.revision,
    outcome: 'never',
    error: `refused: ${why}`,
  };
}
