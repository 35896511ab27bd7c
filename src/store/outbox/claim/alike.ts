import { isAlone } from './of-types.ts';
import { limitsOf, participantsOf } from './who-reads.ts';

/** Pieces of SQL that find messages of one kind for one person or channel, and say them as one. */

/** Messages of a kind beyond this number, for one person or channel, become one. */
const ALONE = 3;
/** The most that one message still lists. */
const TOGETHER = 60;

/** It was told without being asked for, about one case, and nobody has tried to send it. A call for help stays alone. */
export const toldOf = (m: string): string => `(
  ${m}."notAfter" IS NOT NULL
  AND NOT ${m}."isCard"
  AND ${m}."caseId" IS NOT NULL
  AND ${m}."externalRef" IS NULL
  AND ${m}."claimedRev" IS NULL
  AND NOT ${m}."uncertain"
  AND NOT ${isAlone(m)}
)`;

/** Where people chat; on the web each question stands by itself, and is folded there. */
const IN_CHAT = `
  f."roomId" IS NULL
  AND (
    SELECT "platform"
    FROM "workspace"
    WHERE "id" = f."workspaceId"
  ) IN ('slack', 'teams')`;

/** Others of the kind that are due for the same person or channel; none, when they are few. */
export const ALIKE = `
  SELECT CASE
    WHEN count(*) >= ${ALONE} THEN array_agg(x."id" ORDER BY x."seq")
    ELSE '{}'::uuid[]
  END AS "alike"
  FROM (
    SELECT s."id", s."seq"
    FROM "message" s
    WHERE h."isTold"
      AND ${IN_CHAT}
      AND s."conversationId" = f."id"
      AND s."state" = 'pending'
      AND s."notBefore" <= $2
      AND s."type" = h."type"
      AND s."id" <> h."messageId"
      AND ${toldOf('s')}
    ORDER BY s."seq"
    LIMIT ${TOGETHER - 1}
  ) x`;

export const ALSO_SAID = `(SELECT jsonb_agg(s."payload") FROM "message" s WHERE s."id" = ANY (m."alsoSays"))`;

/** Messages said with it, and who may read them. Those it went with before stay, also while it is looked for. */
export const ALSO = `COALESCE((
  SELECT jsonb_agg(jsonb_build_object(
    'id', s."id",
    'revision', s."revision",
    'payload', s."payload",
    'caseId', s."caseId",
    'participantPersonIds', ${participantsOf('s')},
    'limits', CASE
      WHEN s."recipientId" IS NULL THEN '[]'::jsonb
      ELSE ${limitsOf('s')}
    END
  ) ORDER BY s."seq")
  FROM "message" s
  WHERE s."id" = ANY (m."alsoSays")
    AND (s."state" = 'pending' OR m."externalRef" IS NOT NULL)
), '[]'::jsonb)`;
