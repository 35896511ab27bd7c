import type pg from 'pg';
import { FAMILY_ROLES, FAMILY_SIDE, type Instant } from '../../domain/vocabulary.ts';
import type { DeliveryOutcome, Outbox, Troubles, Unsaid } from '../../ports/outbox.ts';
import { iso } from '../cases/load.ts';
import { isAlone } from './claim/of-types.ts';
import { type ClaimedRow, readRows, type UnreadRow } from './claim/read-rows.ts';

/** Every id in a message: those of people are the ones it may mention. */
const IDS = '$.**.id ? (@ like_regex "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")';

/** A bundle is about several cases: whoever is family in one of them is addressed as family. */
const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** The party of a participant: see `partyOf` in the domain. */
const party = (alias: string): string => `COALESCE(${alias}."organisationKey", ${alias}."id"::text)`;

/** The agreements of a recipient's own party, in the cases where they see no others: see `isOwnOf` in the domain. */
const limitsOf = (
  m: string,
): string => `(SELECT COALESCE(jsonb_agg(jsonb_build_object('caseId', p."caseId", 'own',
    (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', a."id", 'number', a."number")), '[]'::jsonb)
      FROM "agreement" a JOIN "participant" o ON o."id" = a."ownerId" WHERE a."caseId" = p."caseId" AND EXISTS (
        SELECT 1 FROM "participant" q WHERE q."id" IN (a."ownerId", COALESCE(a."deputyId", o."deputyId"), a."pickedUpById")
          AND q."role" NOT IN (${[...FAMILY_SIDE].map((role) => `'${role}'`).join(', ')}) AND ${party('q')} = ${party('p')})))), '[]'::jsonb)
  FROM "participant" p WHERE p."personId" = ${m}."recipientId" AND p."leftAt" IS NULL AND p."limitedSince" IS NOT NULL
    AND (${m}."caseId" IS NULL OR ${m}."caseId" = p."caseId"))`;

const participantsOf = (m: string): string =>
  `COALESCE((SELECT jsonb_agg("personId") FROM "participant" WHERE "caseId" = ${m}."caseId" AND "leftAt" IS NULL), '[]'::jsonb)`;

/** Cases of a bundle about several in which its recipient takes part no more, and those that are closed. */
const LEFT = `(SELECT COALESCE(jsonb_agg(DISTINCT x->'caseId'), '[]'::jsonb) FROM jsonb_array_elements((m."payload"->'items') || (m."payload"->'confirm')) x
  WHERE NOT EXISTS (SELECT 1 FROM "participant" p JOIN "case" c ON c."id" = p."caseId" WHERE p."caseId" = (x->>'caseId')::uuid
    AND p."personId" = m."recipientId" AND p."leftAt" IS NULL AND c."status" <> 'closed'))`;

/**
 * Nobody holds the line. A lease is counted by the clock of the database: two processes whose own clocks differ would take
 * each other's for over, and send the same message twice.
 */
const FREE = '("leasedUntil" IS NULL OR "leasedUntil" <= now())';

/** A send was begun and not recorded, or ended without an answer. */
const IN_DOUBT = '(m."uncertain" OR m."claimedRev" IS NOT NULL)';

/** Messages of a kind beyond this number, for one person or channel, become one. */
const ALONE = 3;
/** The most that one message still lists. */
const TOGETHER = 60;

/** It was told without being asked for, about one case, and nobody has tried to send it. A call for help stays alone. */
const toldOf = (
  m: string,
): string => `(${m}."notAfter" IS NOT NULL AND NOT ${m}."isCard" AND ${m}."caseId" IS NOT NULL AND ${m}."externalRef" IS NULL
  AND ${m}."claimedRev" IS NULL AND NOT ${m}."uncertain" AND NOT ${isAlone(m)})`;

/** Where people chat; on the web each question stands by itself, and is folded there. */
const IN_CHAT = `f."roomId" IS NULL AND (SELECT "platform" FROM "workspace" WHERE "id" = f."workspaceId") IN ('slack', 'teams')`;

/** Others of the kind that are due for the same person or channel; none, when they are few. */
const ALIKE = `SELECT CASE WHEN count(*) >= ${ALONE} THEN array_agg(x."id" ORDER BY x."seq") ELSE '{}'::uuid[] END AS "alike" FROM (
  SELECT s."id", s."seq" FROM "message" s WHERE h."isTold" AND ${IN_CHAT} AND s."conversationId" = f."id" AND s."state" = 'pending' AND s."notBefore" <= $2
    AND s."type" = h."type" AND s."id" <> h."messageId" AND ${toldOf('s')} ORDER BY s."seq" LIMIT ${TOGETHER - 1}) x`;

const ALSO_SAID = `(SELECT jsonb_agg(s."payload") FROM "message" s WHERE s."id" = ANY (m."alsoSays"))`;

/** Messages said with it, and who may read them. Those it went with before stay, also while it is looked for. */
const ALSO = `COALESCE((SELECT jsonb_agg(jsonb_build_object('id', s."id", 'revision', s."revision", 'payload', s."payload", 'caseId', s."caseId",
    'participantPersonIds', ${participantsOf('s')}, 'limits', CASE WHEN s."recipientId" IS NULL THEN '[]'::jsonb ELSE ${limitsOf('s')} END) ORDER BY s."seq")
  FROM "message" s WHERE s."id" = ANY (m."alsoSays") AND (s."state" = 'pending' OR m."externalRef" IS NOT NULL)), '[]'::jsonb)`;

/**
 * Leases conversations that have something to send and gives the first due message of each. Conversations another
 * process holds are skipped. A message that is still marked as claimed was being sent when its sender was lost: it
 * may have arrived, so it comes back as uncertain.
 */
const CLAIM = `WITH seen AS MATERIALIZED (SELECT "id", "lastSeq" FROM "conversation" WHERE "nextAt" <= $2),
free AS (SELECT "id", "lastSeq", "roomId", "workspaceId" FROM "conversation" WHERE "nextAt" <= $2 AND ${FREE} AND ("freeAt" IS NULL OR "freeAt" <= $2)
  ORDER BY "nextAt" LIMIT $4 FOR UPDATE SKIP LOCKED),
head AS (SELECT f."id" AS "conversationId", f."lastSeq", h.*, a."alike" FROM free f LEFT JOIN LATERAL (
  -- Who loses a room loses it before anything else is said there.
  (SELECT 0 AS "turn", "id" AS "messageId", "revision", "claimedRev", "type", FALSE AS "isTold" FROM "message" WHERE "conversationId" = f."id" AND "state" = 'pending' AND "type" = 'Remove'
    ORDER BY "seq" LIMIT 1)
  UNION ALL (SELECT 1, "id", "revision", "claimedRev", "type", ${toldOf('n')} FROM "message" n WHERE "conversationId" = f."id" AND "state" = 'pending' AND "notBefore" <= $2
    ORDER BY "seq" LIMIT 1) ORDER BY "turn" LIMIT 1) h ON TRUE LEFT JOIN LATERAL (${ALIKE}) a ON TRUE),
-- Nothing due after all: the line sleeps until its next message. A message committed since this statement began is
-- not visible to it, but shows in the number under the lock: then the line stays awake.
idle AS (UPDATE "conversation" c SET "nextAt" = (SELECT min("notBefore") FROM "message" WHERE "conversationId" = c."id" AND "state" = 'pending')
  FROM head JOIN seen ON seen."id" = head."conversationId" AND seen."lastSeq" = head."lastSeq"
  WHERE c."id" = head."conversationId" AND head."messageId" IS NULL),
-- Marked only if it is still waiting now: another process may have sent it since this statement began.
mark AS (UPDATE "message" m SET "claimedRev" = m."revision", "uncertain" = ${IN_DOUBT},
  "doubtFrom" = CASE WHEN ${IN_DOUBT} THEN m."doubtFrom" ELSE $2 END, "doubtTo" = CASE WHEN ${IN_DOUBT} AND m."doubtFrom" IS NOT NULL THEN COALESCE(m."doubtTo", $2) END,
  "lookedTo" = CASE WHEN ${IN_DOUBT} THEN m."lookedTo" END,
  "alsoSays" = CASE WHEN ${IN_DOUBT} OR m."externalRef" IS NOT NULL THEN m."alsoSays" ELSE head."alike" END
  FROM head WHERE m."id" = head."messageId" AND m."state" = 'pending' AND m."notBefore" <= $2 RETURNING m.*),
lease AS (UPDATE "conversation" c SET "leasedBy" = $1, "leasedUntil" = now() + $3 * interval '1 ms', "freeAt" = NULL
  FROM mark WHERE c."id" = mark."conversationId" RETURNING c.*, mark."id" AS "messageId")
SELECT jsonb_build_object('id', m."id", 'payload', m."payload", 'revision', m."revision", 'attempts', m."attempts", 'lastError', m."lastError",
  'uncertain', m."uncertain", 'doubtFrom', ${iso('m."doubtFrom"')}, 'doubtTo', ${iso('m."doubtTo"')}, 'lookedTo', m."lookedTo", 'confirmedAt', ${iso('m."confirmedAt"')}, 'externalRef', m."externalRef", 'isCard', m."isCard", 'notBefore', ${iso('m."notBefore"')}, 'notAfter', ${iso('m."notAfter"')},
  'createdAt', ${iso('m."createdAt"')}, 'regionId', m."regionId", 'caseId', m."caseId", 'recipientId', m."recipientId",
  'conversation', jsonb_build_object('id', l."id", 'roomId', l."roomId", 'roomExternalId', r."externalId", 'roomState', r."state", 'roomAudience', r."audience",
    'personId', l."personId", 'personExternalId', CASE WHEN w."platform" IN ('email', 'sms') THEN l."personId"::text ELSE i."externalId" END, 'personLanguage', p."language", 'channelId', l."channelId"),
  'workspace', jsonb_build_object('id', w."id", 'platform', w."platform", 'externalId', w."externalId", 'titlesInChat', w."titlesInChat", 'disabled', w."disabledAt" IS NOT NULL OR (m."regionId" IS NOT NULL AND w."platform" NOT IN ('email', 'sms') AND NOT EXISTS (SELECT 1 FROM "regionWorkspace" u WHERE u."workspaceId" = w."id" AND u."regionId" = m."regionId")),
    'settings', w."settings" || COALESCE((SELECT u."settings" FROM "regionWorkspace" u WHERE u."workspaceId" = w."id" AND u."regionId" = m."regionId"), '{}'::jsonb)),
  'mentions', COALESCE((SELECT jsonb_object_agg(x."personId", x."externalId" ORDER BY x."id") FROM "identity" x WHERE x."workspaceId" = l."workspaceId"
    AND x."deactivatedAt" IS NULL AND x."personId" IN (SELECT (named #>> '{}')::uuid FROM jsonb_path_query(jsonb_build_array(m."payload", ${ALSO_SAID}), '${IDS}') named)), '{}'::jsonb),
  'invitationEmail', CASE WHEN m."type" = 'InviteExternal' THEN (SELECT "email" FROM "invitation" WHERE "id" = (m."payload"->>'invitationId')::uuid AND "status" = 'waiting') END,
  'recipientRole', COALESCE(
    (SELECT "role" FROM "participant" WHERE "caseId" = m."caseId" AND "personId" = m."recipientId" AND "leftAt" IS NULL LIMIT 1),
    (SELECT q."role" FROM "participant" q JOIN "case" k ON k."id" = q."caseId" WHERE m."caseId" IS NULL AND k."regionId" = m."regionId" AND k."status" <> 'closed'
      AND q."personId" = m."recipientId" AND q."leftAt" IS NULL ORDER BY q."role" IN (${FAMILY}) DESC LIMIT 1)),
  'participantPersonIds', ${participantsOf('m')},
  'limitedPersonIds', CASE WHEN m."type" = 'Invite' THEN (SELECT COALESCE(jsonb_agg("personId"), '[]'::jsonb) FROM "participant" WHERE "caseId" = m."caseId" AND "leftAt" IS NULL AND "limitedSince" IS NOT NULL) ELSE '[]'::jsonb END,
  'limits', CASE WHEN m."recipientId" IS NULL THEN '[]'::jsonb ELSE ${limitsOf('m')} END,
  'leftCaseIds', CASE WHEN m."type" = 'NudgeDigest' AND m."recipientId" IS NOT NULL THEN ${LEFT} ELSE '[]'::jsonb END,
  'also', ${ALSO}) AS "claimed"
FROM mark m JOIN lease l ON l."messageId" = m."id" JOIN "workspace" w ON w."id" = l."workspaceId"
LEFT JOIN "room" r ON r."id" = l."roomId" LEFT JOIN "person" p ON p."id" = l."personId"
LEFT JOIN LATERAL (SELECT "externalId" FROM "identity" WHERE "personId" = l."personId" AND "workspaceId" = l."workspaceId" AND "deactivatedAt" IS NULL ORDER BY "id" LIMIT 1) i ON TRUE
ORDER BY l."nextAt"`;

/**
 * Writes outcomes and gives the conversations back. A card that was put again while it was being sent stays pending,
 * with the reference it now has. A lease that ran out and went to somebody else is not touched. What was committed since
 * this statement began is not visible to it; the number of the line shows it, and the line stays awake.
 */
const RECORD = `WITH o AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS o("messageId" uuid, "conversationId" uuid, "revision" int, "outcome" text,
  "externalRef" text, "roomExternalId" text, "roomName" text, "roomArchived" boolean, "at" timestamptz, "notBefore" timestamptz, "notAfter" timestamptz, "counts" boolean, "uncertain" boolean, "error" text,
  "doubtTo" timestamptz, "lookedTo" text, "isUnseen" boolean, "isUnsaid" boolean)),
seen AS MATERIALIZED (SELECT c."id", c."lastSeq" FROM "conversation" c WHERE c."id" IN (SELECT "conversationId" FROM o)),
mine AS (SELECT c."id" FROM "conversation" c WHERE c."id" IN (SELECT "conversationId" FROM o) AND c."leasedBy" = $1 ORDER BY c."id" FOR UPDATE OF c),
done AS (UPDATE "message" m SET
  "state" = CASE WHEN o."outcome" IN ('again', 'later') OR m."revision" <> o."revision" THEN 'pending'
    WHEN o."outcome" = 'sent' THEN 'sent' WHEN o."outcome" = 'never' THEN 'dead' ELSE 'dropped' END,
  "externalRef" = COALESCE(o."externalRef", m."externalRef"), "claimedRev" = NULL,
  "attempts" = m."attempts" + CASE WHEN o."outcome" = 'again' AND o."counts" THEN 1 ELSE 0 END,
  "uncertain" = o."outcome" IN ('again', 'later') AND o."uncertain", "lastError" = o."error",
  "doubtTo" = COALESCE(o."doubtTo", m."doubtTo"), "lookedTo" = CASE WHEN o."doubtTo" IS NULL THEN COALESCE(o."lookedTo", m."lookedTo") END,
  "unseen" = m."unseen" + CASE WHEN o."isUnseen" THEN 1 ELSE 0 END,
  "notBefore" = COALESCE(o."notBefore", m."notBefore"), "notAfter" = COALESCE(o."notAfter", m."notAfter"),
  "unsaid" = CASE WHEN o."outcome" = 'sent' THEN COALESCE(o."isUnsaid", FALSE) ELSE m."unsaid" END,
  "confirmedAt" = CASE WHEN o."outcome" = 'sent' AND (m."isCard" OR m."confirmedAt" IS NULL) THEN $2::timestamptz ELSE m."confirmedAt" END
  FROM o WHERE m."id" = o."messageId" AND o."conversationId" IN (SELECT "id" FROM mine) RETURNING m."id", m."conversationId", m."state", m."notBefore", o."outcome", o."at"),
rooms AS (UPDATE "room" r SET "externalId" = COALESCE(o."roomExternalId", r."externalId"), "name" = COALESCE(o."roomName", r."name"),
  "state" = CASE WHEN o."roomArchived" THEN 'archived' ELSE 'open' END
  FROM o JOIN "conversation" c ON c."id" = o."conversationId" WHERE r."id" = c."roomId" AND (o."roomExternalId" IS NOT NULL OR o."roomArchived")),
released AS (UPDATE "nudge" n SET "digestId" = NULL FROM done d WHERE n."digestId" = d."id" AND d."outcome" = 'overtaken'),
nudged AS (UPDATE "nudge" n SET "sentAt" = COALESCE(n."sentAt", $2::timestamptz) FROM done d WHERE n."digestId" = d."id" AND d."outcome" = 'sent'),
-- What was said in one message is given back as one.
back AS (SELECT "conversationId", max("at") AS "at", min("notBefore") FILTER (WHERE "state" = 'pending') AS "notBefore" FROM done GROUP BY "conversationId")
UPDATE "conversation" c SET "leasedBy" = NULL, "leasedUntil" = NULL, "freeAt" = b."at",
  "nextAt" = GREATEST(b."at", CASE WHEN c."lastSeq" <> seen."lastSeq" THEN $2::timestamptz ELSE LEAST(
    (SELECT min(x."notBefore") FROM "message" x WHERE x."conversationId" = c."id" AND x."state" = 'pending' AND x."id" NOT IN (SELECT "id" FROM done)),
    b."notBefore") END)
FROM back b JOIN seen ON seen."id" = b."conversationId" WHERE c."id" = b."conversationId"`;

/** No wait for a pace or another try is longer than a day; some room for clocks that differ. */
const LONGEST_MS = 25 * 3_600_000;
const FOR_EVER_MS = 100 * 365 * 86_400_000;

/** Written to go at once, by a clock that ran ahead. */
const BY_OLD_CLOCK = `("notBefore" > $1::timestamptz + $3 * interval '1 ms' AND "notBefore" <= "createdAt")`;

/**
 * Moves what lies more than $3 ms ahead back by $2, not further than now: paces, waits for another try, and what was
 * written to go at once by the clock as it was. What waits for contact hours or another day keeps waiting.
 */
const WENT_BACK = `WITH paces AS (UPDATE "pace" SET "tat" = GREATEST($1::timestamptz, "tat" - $2 * interval '1 ms'), "heldUntil" = GREATEST($1::timestamptz, "heldUntil" - $2 * interval '1 ms')
  WHERE GREATEST("tat", "heldUntil") > $1::timestamptz + $3 * interval '1 ms'),
doubts AS (UPDATE "message" SET "doubtFrom" = NULL, "doubtTo" = NULL WHERE "state" = 'pending' AND "doubtFrom" > $1::timestamptz AND NOT ${BY_OLD_CLOCK}),
due AS (UPDATE "message" SET "notBefore" = $1::timestamptz, "doubtFrom" = NULL, "doubtTo" = NULL WHERE "state" = 'pending' AND ${BY_OLD_CLOCK} RETURNING "conversationId"),
lines AS (SELECT "id", "id" IN (SELECT "conversationId" FROM due) AS "isDue" FROM "conversation" WHERE "nextAt" > $1::timestamptz
  AND ("freeAt" > $1::timestamptz + $3 * interval '1 ms' OR "id" IN (SELECT "conversationId" FROM due)))
UPDATE "conversation" c SET "freeAt" = GREATEST($1::timestamptz, c."freeAt" - $2 * interval '1 ms'),
  "nextAt" = CASE WHEN l."isDue" THEN $1::timestamptz WHEN c."nextAt" <= c."freeAt" THEN GREATEST($1::timestamptz, c."nextAt" - $2 * interval '1 ms') ELSE c."nextAt" END
FROM lines l WHERE c."id" = l."id"`;

/** Tries in vain that take longer than a hiccup. */
const FAILING = 5;

const TROUBLES = `SELECT (SELECT min(GREATEST("nextAt", "freeAt")) FROM "conversation" WHERE "nextAt" <= $1 AND ("freeAt" IS NULL OR "freeAt" <= $1)
    AND ${FREE}) AS "stalledSince",
  COALESCE((SELECT json_agg(a) FROM (SELECT w."id", w."platform", w."name", ${iso('min(m."notBefore")')} AS "since",
      COALESCE(json_agg(DISTINCT m."regionId") FILTER (WHERE m."regionId" IS NOT NULL), '[]') AS "regionIds"
    FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId"
    WHERE m."state" = 'pending' AND m."attempts" >= ${FAILING} AND w."disabledAt" IS NULL GROUP BY w."id") a), '[]') AS "away"`;

/** Nobody listens in a room that is over, or a workspace that let go of us; nor to what was said days ago. */
const UNSAID = `FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId" AND w."disabledAt" IS NULL
LEFT JOIN "room" r ON r."id" = c."roomId" WHERE m."unsaid" AND m."state" = 'sent' AND (r."id" IS NULL OR r."state" = 'open')
AND m."confirmedAt" > $1::timestamptz - interval '1 day'`;
/** When it is looked again whether the next may be said in full. */
const NEXT_UNSAID = `(SELECT min(GREATEST($1::timestamptz + interval '1500 ms', (SELECT p."heldUntil" FROM "pace" p WHERE p."key" = w."id"::text || ':speak'))) ${UNSAID})`;

const SAY_IN_FULL = `WITH again AS (UPDATE "message" SET "state" = 'pending', "unsaid" = FALSE, "claimedRev" = NULL, "uncertain" = FALSE
  WHERE "id" = ANY ($2::uuid[]) AND "unsaid" AND "state" = 'sent' RETURNING "conversationId")
UPDATE "conversation" SET "nextAt" = LEAST(COALESCE("nextAt", $1::timestamptz), $1::timestamptz)
WHERE "id" IN (SELECT "conversationId" FROM again)`;

/** All tokens or none of each send, in one statement; the rows are locked in the order of their keys. */
const PACES = `SELECT "wait" FROM "take_paces"($1::timestamptz, $2::jsonb) WITH ORDINALITY AS t("wait", "place") ORDER BY "place"`;

export function createOutbox(pool: pg.Pool): Outbox {
  const takePaces: Outbox['takePaces'] = async (now, sends) => {
    if (sends.length === 0) return [];
    const { rows } = await pool.query<{ wait: number }>({
      name: 'paces',
      text: PACES,
      values: [now, JSON.stringify(sends)],
    });
    return rows.map(({ wait }) => Math.ceil(wait));
  };
  const record: Outbox['record'] = async (worker, now, outcomes) => {
    await pool.query({
      name: 'record',
      text: RECORD,
      values: [worker, now, JSON.stringify(outcomes.map(outcomeRow))],
    });
  };
  return {
    async claim(worker, now, leaseMs, limit, unreadable) {
      const { rows } = await pool.query<{ claimed: ClaimedRow }>({
        name: 'claim',
        text: CLAIM,
        values: [worker, now, leaseMs, limit],
      });
      const { read, failed } = readRows(rows.map((r) => r.claimed));
      if (failed.length > 0) await record(worker, now, failed.map(neverRead));
      for (const { row, why } of failed) unreadable?.(row.id, why);
      return read;
    },
    async renew(worker, leaseMs) {
      await pool.query({
        name: 'renew',
        text: `UPDATE "conversation" SET "leasedUntil" = now() + $2 * interval '1 ms' WHERE "leasedBy" = $1 AND "nextAt" IS NOT NULL`,
        values: [worker, leaseMs],
      });
    },
    async release(isGone) {
      const { rows } = await pool.query<{ worker: string }>(
        'SELECT DISTINCT "leasedBy" AS "worker" FROM "conversation" WHERE "leasedBy" IS NOT NULL AND "nextAt" IS NOT NULL',
      );
      const gone = rows.map((r) => r.worker).filter(isGone);
      if (gone.length === 0) return;
      await pool.query(
        'UPDATE "conversation" SET "leasedBy" = NULL, "leasedUntil" = NULL WHERE "leasedBy" = ANY ($1) AND "nextAt" IS NOT NULL',
        [gone],
      );
    },
    record,
    takePace: async (now, keys) => (await takePaces(now, [keys]))[0] ?? 0,
    takePaces,
    async unsaid(now, limit) {
      const { rows } = await pool.query<Unsaid>({
        name: 'unsaid',
        text: `SELECT m."id" AS "messageId", w."id" AS "workspaceId", w."platform" ${UNSAID} ORDER BY m."confirmedAt" LIMIT $2`,
        values: [now, limit],
      });
      return rows;
    },
    async sayInFull(now, messageIds) {
      await pool.query({ name: 'say in full', text: SAY_IN_FULL, values: [now, messageIds] });
    },
    async holdPace(key, until) {
      await pool.query(
        'INSERT INTO "pace" ("key", "tat", "heldUntil") VALUES ($1, $2, $2) ON CONFLICT ("key") DO UPDATE SET "heldUntil" = GREATEST("pace"."heldUntil", excluded."heldUntil")',
        [key, until],
      );
    },
    async nextAt(now) {
      // The rest of a lease, by the database, is added to the product's time.
      const { rows } = await pool.query<{ at: Instant | null }>(
        `SELECT LEAST((SELECT min(GREATEST("nextAt", "freeAt", $1::timestamptz + GREATEST("leasedUntil" - now(), interval '0')))
             FROM "conversation" WHERE "nextAt" IS NOT NULL),
           ${NEXT_UNSAID}) AS "at"`,
        [now],
      );
      return rows[0]?.at ?? null;
    },
    async clockWentBack(now, ms) {
      const [by, beyond] = ms === null ? [FOR_EVER_MS, LONGEST_MS] : [ms, 0];
      await pool.query(WENT_BACK, [now, by, beyond]);
    },
    async troubles(now) {
      const { rows } = await pool.query<{ stalledSince: Instant | null; away: Troubles['away'] }>({
        name: 'troubles',
        text: TROUBLES,
        values: [now],
      });
      return rows[0] ?? { stalledSince: null, away: [] };
    },
    async backlog(now) {
      const { rows } = await pool.query<{ pending: number; dead: number; oldest: Instant | null }>(
        `SELECT (SELECT count(*) FROM "message" WHERE "state" = 'pending') AS "pending",
           (SELECT count(*) FROM "message" WHERE "state" = 'dead') AS "dead",
           (SELECT min(GREATEST("nextAt", "freeAt")) FROM "conversation" WHERE "nextAt" <= $1 AND ("freeAt" IS NULL OR "freeAt" <= $1)
             AND ${FREE}) AS "oldest"`,
        [now],
      );
      const row = rows[0];
      return {
        pending: Number(row?.pending ?? 0),
        dead: Number(row?.dead ?? 0),
        oldestDueAt: row?.oldest ?? null,
      };
    },
  };
}

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
function neverRead({ row, why }: UnreadRow): DeliveryOutcome {
  return {
    messageId: row.id,
    conversationId: row.conversation.id,
    revision: row.revision,
    outcome: 'never',
    error: `refused: ${why}`,
  };
}
