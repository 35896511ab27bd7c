import type pg from 'pg';
import { FAMILY_ROLES, type Instant } from '../../../domain/vocabulary.ts';
import { iso } from '../../cases/load.ts';
import { ALIKE, ALSO, ALSO_SAID, toldOf } from './alike.ts';
import { FREE } from './lease.ts';
import type { ClaimedRow } from './read-rows.ts';
import { LEFT, limitsOf, participantsOf } from './who-reads.ts';

/** Every id in a message: those of people are the ones it may mention. */
const IDS = '$.**.id ? (@ like_regex "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")';

/** A bundle is about several cases: whoever is family in one of them is addressed as family. */
const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** A send was begun and not recorded, or ended without an answer. */
const IN_DOUBT = '(m."uncertain" OR m."claimedRev" IS NOT NULL)';

/**
 * Leases conversations that have something to send and gives the first due message of each. Conversations another
 * process holds are skipped. A message that is still marked as claimed was being sent when its sender was lost: it
 * may have arrived, so it comes back as uncertain.
 */
const CLAIM = `
  WITH seen AS MATERIALIZED (
    SELECT "id", "lastSeq"
    FROM "conversation"
    WHERE "nextAt" <= $2
  ),
  free AS (
    SELECT
      "id",
      "lastSeq",
      "roomId",
      "workspaceId"
    FROM "conversation"
    WHERE "nextAt" <= $2
      AND ${FREE}
      AND ("freeAt" IS NULL OR "freeAt" <= $2)
    ORDER BY "nextAt"
    LIMIT $4
    FOR UPDATE SKIP LOCKED
  ),
  head AS (
    SELECT
      f."id" AS "conversationId",
      f."lastSeq",
      h.*,
      a."alike"
    FROM free f
    LEFT JOIN LATERAL (
      -- Who loses a room loses it before anything else is said there.
      (
        SELECT
          0 AS "turn",
          "id" AS "messageId",
          "revision",
          "claimedRev",
          "type",
          FALSE AS "isTold"
        FROM "message"
        WHERE "conversationId" = f."id"
          AND "state" = 'pending'
          AND "type" = 'Remove'
        ORDER BY "seq"
        LIMIT 1
      )
      UNION ALL (
        SELECT
          1,
          "id",
          "revision",
          "claimedRev",
          "type",
          ${toldOf('n')}
        FROM "message" n
        WHERE "conversationId" = f."id"
          AND "state" = 'pending'
          AND "notBefore" <= $2
        ORDER BY "seq"
        LIMIT 1
      )
      ORDER BY "turn"
      LIMIT 1
    ) h ON TRUE
    LEFT JOIN LATERAL (${ALIKE}) a ON TRUE
  ),
  -- Nothing due after all: the line sleeps until its next message. A message committed since this statement began is
  -- not visible to it, but shows in the number under the lock: then the line stays awake.
  idle AS (
    UPDATE "conversation" c
    SET "nextAt" = (
      SELECT min("notBefore")
      FROM "message"
      WHERE "conversationId" = c."id"
        AND "state" = 'pending'
    )
    FROM head
    JOIN seen ON seen."id" = head."conversationId" AND seen."lastSeq" = head."lastSeq"
    WHERE c."id" = head."conversationId"
      AND head."messageId" IS NULL
  ),
  -- Marked only if it is still waiting now: another process may have sent it since this statement began.
  mark AS (
    UPDATE "message" m
    SET
      "claimedRev" = m."revision",
      "uncertain" = ${IN_DOUBT},
      "doubtFrom" = CASE WHEN ${IN_DOUBT} THEN m."doubtFrom" ELSE $2 END,
      "doubtTo" = CASE
        WHEN ${IN_DOUBT} AND m."doubtFrom" IS NOT NULL THEN COALESCE(m."doubtTo", $2)
      END,
      "lookedTo" = CASE WHEN ${IN_DOUBT} THEN m."lookedTo" END,
      "alsoSays" = CASE
        WHEN ${IN_DOUBT} OR m."externalRef" IS NOT NULL THEN m."alsoSays"
        ELSE head."alike"
      END
    FROM head
    WHERE m."id" = head."messageId"
      AND m."state" = 'pending'
      AND m."notBefore" <= $2
    RETURNING m.*
  ),
  lease AS (
    UPDATE "conversation" c
    SET
      "leasedBy" = $1,
      "leasedUntil" = now() + $3 * interval '1 ms',
      "freeAt" = NULL
    FROM mark
    WHERE c."id" = mark."conversationId"
    RETURNING c.*, mark."id" AS "messageId"
  )
  SELECT jsonb_build_object(
    'id', m."id",
    'payload', m."payload",
    'revision', m."revision",
    'attempts', m."attempts",
    'lastError', m."lastError",
    'uncertain', m."uncertain",
    'doubtFrom', ${iso('m."doubtFrom"')},
    'doubtTo', ${iso('m."doubtTo"')},
    'lookedTo', m."lookedTo",
    'confirmedAt', ${iso('m."confirmedAt"')},
    'externalRef', m."externalRef",
    'isCard', m."isCard",
    'notBefore', ${iso('m."notBefore"')},
    'notAfter', ${iso('m."notAfter"')},
    'createdAt', ${iso('m."createdAt"')},
    'regionId', m."regionId",
    'caseId', m."caseId",
    'recipientId', m."recipientId",
    'conversation', jsonb_build_object(
      'id', l."id",
      'roomId', l."roomId",
      'roomExternalId', r."externalId",
      'roomState', r."state",
      'roomAudience', r."audience",
      'personId', l."personId",
      'personExternalId', CASE
        WHEN w."platform" IN ('email', 'sms') THEN l."personId"::text
        ELSE i."externalId"
      END,
      'personLanguage', p."language",
      'channelId', l."channelId"
    ),
    'workspace', jsonb_build_object(
      'id', w."id",
      'platform', w."platform",
      'externalId', w."externalId",
      'titlesInChat', w."titlesInChat",
      'disabled', w."disabledAt" IS NOT NULL
        OR (
          m."regionId" IS NOT NULL
          AND w."platform" NOT IN ('email', 'sms')
          AND NOT EXISTS (
            SELECT 1
            FROM "regionWorkspace" u
            WHERE u."workspaceId" = w."id"
              AND u."regionId" = m."regionId"
          )
        ),
      'settings', w."settings"
        || COALESCE((
          SELECT u."settings"
          FROM "regionWorkspace" u
          WHERE u."workspaceId" = w."id"
            AND u."regionId" = m."regionId"
        ), '{}'::jsonb)
    ),
    'mentions', COALESCE((
      SELECT jsonb_object_agg(x."personId", x."externalId" ORDER BY x."id")
      FROM "identity" x
      WHERE x."workspaceId" = l."workspaceId"
        AND x."deactivatedAt" IS NULL
        AND x."personId" IN (
          SELECT (named #>> '{}')::uuid
          FROM jsonb_path_query(
            jsonb_build_array(m."payload", ${ALSO_SAID}),
            '${IDS}'
          ) named
        )
    ), '{}'::jsonb),
    'invitationEmail', CASE
      WHEN m."type" = 'InviteExternal' THEN (
        SELECT "email"
        FROM "invitation"
        WHERE "id" = (m."payload"->>'invitationId')::uuid
          AND "status" = 'waiting'
      )
    END,
    'recipientRole', COALESCE(
      (
        SELECT "role"
        FROM "participant"
        WHERE "caseId" = m."caseId"
          AND "personId" = m."recipientId"
          AND "leftAt" IS NULL
        LIMIT 1
      ),
      (
        SELECT q."role"
        FROM "participant" q
        JOIN "case" k ON k."id" = q."caseId"
        WHERE m."caseId" IS NULL
          AND k."regionId" = m."regionId"
          AND k."status" <> 'closed'
          AND q."personId" = m."recipientId"
          AND q."leftAt" IS NULL
        ORDER BY q."role" IN (${FAMILY}) DESC
        LIMIT 1
      )
    ),
    'participantPersonIds', ${participantsOf('m')},
    'limitedPersonIds', CASE
      WHEN m."type" = 'Invite' THEN (
        SELECT COALESCE(jsonb_agg("personId"), '[]'::jsonb)
        FROM "participant"
        WHERE "caseId" = m."caseId"
          AND "leftAt" IS NULL
          AND "limitedSince" IS NOT NULL
      )
      ELSE '[]'::jsonb
    END,
    'limits', CASE
      WHEN m."recipientId" IS NULL THEN '[]'::jsonb
      ELSE ${limitsOf('m')}
    END,
    'leftCaseIds', CASE
      WHEN m."type" = 'NudgeDigest' AND m."recipientId" IS NOT NULL THEN ${LEFT}
      ELSE '[]'::jsonb
    END,
    'also', ${ALSO}
  ) AS "claimed"
  FROM mark m
  JOIN lease l ON l."messageId" = m."id"
  JOIN "workspace" w ON w."id" = l."workspaceId"
  LEFT JOIN "room" r ON r."id" = l."roomId"
  LEFT JOIN "person" p ON p."id" = l."personId"
  LEFT JOIN LATERAL (
    SELECT "externalId"
    FROM "identity"
    WHERE "personId" = l."personId"
      AND "workspaceId" = l."workspaceId"
      AND "deactivatedAt" IS NULL
    ORDER BY "id"
    LIMIT 1
  ) i ON TRUE
  ORDER BY l."nextAt"`;

/** A claim is made by a worker, for so long, and for at most so many conversations. */
export interface Claim {
  readonly worker: string;
  readonly now: Instant;
  readonly leaseMs: number;
  readonly limit: number;
}

/** The messages that this process may send now, as the database gives them. */
export async function claimRows(pool: pg.Pool, claim: Claim): Promise<ClaimedRow[]> {
  const { worker, now, leaseMs, limit } = claim;
  const { rows } = await pool.query<{ claimed: ClaimedRow }>({
    name: 'claim',
    text: CLAIM,
    values: [worker, now, leaseMs, limit],
  });
  return rows.map((r) => r.claimed);
}
