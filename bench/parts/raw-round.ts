/**
 * One raw SQL statement writes what a round writes, without any rule: the case moves, four steps are noted (three are
 * over), the timer goes on, the audit grows, and every person gets one digest in one message. $1 region, $2 now, $3
 * today, $4 the next moment, $5 workspace. Everything that Schakel decides is given here beforehand.
 */
export const RAW_ROUND = `
  WITH due AS MATERIALIZED (
    SELECT
      t."id" AS "timerId",
      t."caseId",
      a."id" AS "agreementId",
      a."title",
      a."due",
      a."number",
      p."personId",
      c."auditCount",
      c."code"
    FROM "timer" t
    JOIN "agreement" a ON a."id" = t."subjectId"
    JOIN "participant" p ON p."id" = a."ownerId"
    JOIN "case" c ON c."id" = t."caseId"
    WHERE t."regionId" = $1
      AND t."fireAt" <= $2
  ),
  who AS MATERIALIZED (
    SELECT
      "personId",
      gen_random_uuid() AS "digestId",
      jsonb_agg(jsonb_build_object(
        'caseId', "caseId",
        'code', "code",
        'agreement', jsonb_build_object(
          'id', "agreementId",
          'number', "number",
          'title', "title",
          'due', "due",
          'owner', "personId",
          'status', 'open',
          'step', 'due'
        )
      )) AS "items"
    FROM due
    GROUP BY "personId"
  ),
  cases AS (
    UPDATE "case" c
    SET
      "version" = c."version" + 1,
      "auditCount" = c."auditCount" + 1,
      "auditHead" = repeat('a', 64)
    FROM due
    WHERE c."id" = due."caseId"
  ),
  steps AS (
    INSERT INTO "nudge" (
      "id",
      "caseId",
      "agreementId",
      "cycle",
      "step",
      "personId",
      "on",
      "outcome",
      "digestId"
    )
    SELECT
      gen_random_uuid(),
      due."caseId",
      due."agreementId",
      1,
      s."step",
      CASE WHEN s."step" = 'due' THEN due."personId" END,
      $3::date,
      CASE WHEN s."step" = 'due' THEN 'planned' ELSE 'skipped' END,
      CASE WHEN s."step" = 'due' THEN who."digestId" END
    FROM due
    JOIN who USING ("personId"),
      (
        VALUES ('before_long'), ('before'), ('due')
      ) AS s("step")
  ),
  timers AS (
    UPDATE "timer" t
    SET "fireAt" = $4::timestamptz
    FROM due
    WHERE t."id" = due."timerId"
  ),
  audited AS (
    INSERT INTO "audit" (
      "chainId",
      "seq",
      "at",
      "actor",
      "action",
      "objectId",
      "hash"
    )
    SELECT
      "caseId",
      "auditCount" + 1,
      $2::timestamptz,
      'schakel',
      'nudge.due',
      "agreementId",
      repeat('b', 64)
    FROM due
  ),
  digests AS (
    INSERT INTO "digest" ("id", "personId", "date")
    SELECT "digestId", "personId", $3::date
    FROM who
  ),
  lines AS (
    INSERT INTO "conversation" (
      "id",
      "workspaceId",
      "personId",
      "lastSeq",
      "nextAt"
    )
    SELECT
      "personId",
      $5::uuid,
      "personId",
      1,
      $2::timestamptz
    FROM who
  ),
  sent AS (
    INSERT INTO "message" (
      "id",
      "dedupeKey",
      "conversationId",
      "regionId",
      "recipientId",
      "seq",
      "type",
      "payload",
      "state",
      "notBefore",
      "createdAt"
    )
    SELECT
      "digestId",
      'digest:' || "personId" || ':' || $3::date,
      "personId",
      $1,
      "personId",
      1,
      'NudgeDigest',
      jsonb_build_object('type', 'NudgeDigest', 'date', $3::date, 'items', "items"),
      'pending',
      $2::timestamptz,
      $2::timestamptz
    FROM who
  )
  SELECT count(*)::int AS "cases"
  FROM due`;
