import { insert, type Section } from './section.ts';

/**
 * Conversations are taken in the order of their ids; the number of a message is given under the lock on its
 * conversation's row, so that the order of numbers is the order of commits. A line that waits for its pace stays asleep
 * until then: awake, it would be looked at in vain by every claim. A card that waits keeps its place and its time; one
 * that was posted is put again.
 */
export const messages: Section = {
  write: (rows, now) => `
    m AS (
      SELECT *
      FROM jsonb_to_recordset(${rows}::jsonb) AS m(
        "id" uuid,
        "dedupeKey" text,
        "conversationId" uuid,
        "workspaceId" uuid,
        "roomId" uuid,
        "personId" uuid,
        "channelId" text,
        "regionId" uuid,
        "caseId" uuid,
        "recipientId" uuid,
        "fromEnd" int,
        "isCard" boolean,
        "type" text,
        "payload" jsonb,
        "notBefore" timestamptz,
        "notAfter" timestamptz
      )
    ),
    line AS (
      INSERT INTO "conversation" (
        "id",
        "workspaceId",
        "roomId",
        "personId",
        "channelId",
        "lastSeq",
        "nextAt"
      )
      SELECT
        "conversationId",
        min("workspaceId"::text)::uuid,
        min("roomId"::text)::uuid,
        min("personId"::text)::uuid,
        min("channelId"),
        count(*),
        min("notBefore")
      FROM m
      GROUP BY "conversationId"
      ORDER BY "conversationId"
      ON CONFLICT ("id") DO UPDATE SET
        "lastSeq" = "conversation"."lastSeq" + excluded."lastSeq",
        "nextAt" = GREATEST(
          "conversation"."freeAt",
          LEAST("conversation"."nextAt", excluded."nextAt")
        )
      RETURNING "id", "lastSeq"
    ),
    msg AS (
      INSERT INTO "message" (
        "id",
        "dedupeKey",
        "conversationId",
        "regionId",
        "caseId",
        "recipientId",
        "seq",
        "isCard",
        "type",
        "payload",
        "state",
        "notBefore",
        "notAfter",
        "createdAt"
      )
      SELECT
        m."id",
        m."dedupeKey",
        m."conversationId",
        m."regionId",
        m."caseId",
        m."recipientId",
        line."lastSeq" - m."fromEnd",
        m."isCard",
        m."type",
        m."payload",
        'pending',
        m."notBefore",
        m."notAfter",
        ${now}::timestamptz
      FROM m
      JOIN line ON line."id" = m."conversationId"
      ON CONFLICT ("dedupeKey") DO UPDATE SET
        "payload" = excluded."payload",
        "type" = excluded."type",
        "revision" = "message"."revision" + 1,
        "state" = 'pending',
        "attempts" = 0,
        "lastError" = NULL,
        "seq" = CASE
          WHEN "message"."state" = 'pending' THEN "message"."seq"
          ELSE excluded."seq"
        END,
        "notBefore" = CASE
          WHEN "message"."externalRef" IS NULL AND "message"."state" = 'pending'
            THEN "message"."notBefore"
          ELSE excluded."notBefore"
        END,
        "notAfter" = CASE
          WHEN "message"."externalRef" IS NULL AND "message"."state" = 'pending'
            THEN "message"."notAfter"
          ELSE excluded."notAfter"
        END
      WHERE "message"."isCard"
    )`,
};

const DIGEST = ['id', 'personId', 'date'];
const ONCE = 'WHERE "id" IS NOT NULL ORDER BY "personId" ON CONFLICT DO NOTHING RETURNING 1';

/** One digest per person and date; its nudges point to it. Without id the nudges are settled without a message. */
export const digests: Section = {
  write: (rows) => `
    dig AS (${insert('digest', DIGEST, rows, ONCE)}),
    asks AS (
      SELECT n."id", (d.value->>'id')::uuid AS "digestId"
      FROM jsonb_array_elements(${rows}::jsonb) d,
        jsonb_array_elements_text(d.value->'nudgeIds') i
      JOIN "nudge" n ON n."id" = i.value::uuid
      WHERE n."digestId" IS NULL
      ORDER BY n."id"
      FOR UPDATE OF n
    ),
    asked AS (
      UPDATE "nudge" n
      SET
        "digestId" = a."digestId",
        "outcome" = CASE WHEN a."digestId" IS NULL THEN 'skipped' ELSE n."outcome" END
      FROM asks a
      WHERE n."id" = a."id"
        AND n."digestId" IS NULL
    )`,
  conflict: (rows) => `(SELECT count(*) FROM dig) <> (
    SELECT count(*)
    FROM jsonb_array_elements(${rows}::jsonb) d
    WHERE d.value->>'id' IS NOT NULL
  )`,
};
