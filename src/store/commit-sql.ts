import { CASE_COLUMNS, PART_COLUMNS } from './columns.ts';

/** SQLSTATEs of our own, raised by the function `refuse` of the first migration; they undo the whole statement. */
export const CONFLICT = 'SK001';
export const DUPLICATE = 'SK002';

/** Key in "regionPerson" of a contact who was filled in while running; no key of a region file has a colon. */
export const FILLED = 'rung:';

const q = (name: string): string => `"${name}"`;

/** What the delivery wrote meanwhile (the platform's own id of a room) is not undone by a decision made before it. */
const KEPT: Readonly<Record<string, string>> = {
  'room.externalId': 'COALESCE(excluded."externalId", "room"."externalId")',
  'room.name': 'COALESCE(excluded."name", "room"."name")',
  'room.state': `CASE WHEN excluded."state" = 'opening' THEN "room"."state" ELSE excluded."state" END`,
};

function upsert(table: string, columns: readonly string[], parameter: string, appendOnly = false): string {
  const list = columns.map(q).join(', ');
  const set = columns
    .filter((c) => c !== 'id')
    .map((c) => `${q(c)} = ${KEPT[`${table}.${c}`] ?? `excluded.${q(c)}`}`)
    .join(', ');
  const then = appendOnly ? 'DO NOTHING' : `DO UPDATE SET ${set}`;
  return `INSERT INTO ${q(table)} (${list}) SELECT ${columns.map((c) => `r.${q(c)}`).join(', ')}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${parameter}::jsonb) r ORDER BY r."id" ON CONFLICT ("id") ${then}`;
}

const CHANGED_CASE = CASE_COLUMNS.filter((c) => !['id', 'regionId', 'code', 'version'].includes(c))
  .map((c) => `${q(c)} = r.${q(c)}`)
  .join(', ');

/** Parameters of the statement, by name, in order. */
export const PARAMETERS = [
  'now',
  'inboundKey',
  'inboundReply',
  'changedCases',
  'newCases',
  ...Object.keys(PART_COLUMNS),
  'timersGone',
  'audit',
  'messages',
  'people',
  'identities',
  'absences',
  'absencesEnded',
  'digests',
  'regionContact',
] as const;

const $ = (name: string): string => {
  const at = PARAMETERS.indexOf(name as (typeof PARAMETERS)[number]);
  if (at < 0) throw new Error(`no parameter ${name}`);
  return `$${at + 1}`;
};

/**
 * Everything of one decision in one statement: one round trip, all or nothing. The cases are guarded by the version
 * they were loaded with; conversations are taken in the order of their ids, and the number of a message is given under
 * the lock on its conversation's row, so that the order of numbers is the order of commits.
 */
export const COMMIT_SQL = `WITH
inb AS (INSERT INTO "inbound" ("key", "at", "reply") SELECT ${$('inboundKey')}::text, ${$('now')}::timestamptz, ${$('inboundReply')}::jsonb
  WHERE ${$('inboundKey')}::text IS NOT NULL ON CONFLICT ("key") DO NOTHING RETURNING 1),
wanted AS (SELECT r.* FROM jsonb_populate_recordset(NULL::"case", ${$('changedCases')}::jsonb) r),
locked AS (SELECT c."id" FROM "case" c WHERE c."id" IN (SELECT "id" FROM wanted) ORDER BY c."id" FOR UPDATE),
guard AS (UPDATE "case" c SET "version" = c."version" + 1, ${CHANGED_CASE} FROM locked JOIN wanted r ON r."id" = locked."id"
  WHERE c."id" = r."id" AND c."version" = r."version" RETURNING 1),
opened AS (${upsert('case', CASE_COLUMNS, $('newCases'), true)} RETURNING 1),
${Object.entries(PART_COLUMNS)
  .map(([table, p]) => `${q(`put_${table}`)} AS (${upsert(table, p.columns, $(table), p.appendOnly)}),`)
  .join('\n')}
gone AS (DELETE FROM "timer" WHERE "id" IN (SELECT value::uuid FROM jsonb_array_elements_text(${$('timersGone')}::jsonb))),
aud AS (INSERT INTO "audit" ("chainId", "seq", "at", "actor", "action", "objectId", "hash")
  SELECT "chainId", "seq", "at", "actor", "action", "objectId", "hash" FROM jsonb_populate_recordset(NULL::"audit", ${$('audit')}::jsonb)),
ppl AS (INSERT INTO "person" ("id", "name", "language", "workingDays") SELECT "id", "name", "language", '{}'
  FROM jsonb_populate_recordset(NULL::"person", ${$('people')}::jsonb) ON CONFLICT ("id") DO NOTHING),
ids AS (INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId", "email", "guest")
  SELECT "id", "personId", "workspaceId", "externalId", "email", "guest" FROM jsonb_populate_recordset(NULL::"identity", ${$('identities')}::jsonb)),
abs AS (INSERT INTO "absence" ("id", "personId", "from", "until", "reportedAt")
  SELECT "id", "personId", "from", "until", "reportedAt" FROM jsonb_populate_recordset(NULL::"absence", ${$('absences')}::jsonb)),
back AS (UPDATE "absence" a SET "until" = e."until" FROM jsonb_populate_recordset(NULL::"absence", ${$('absencesEnded')}::jsonb) e
  WHERE a."personId" = e."personId" AND a."from" <= e."until" + 1 AND (a."until" IS NULL OR a."until" > e."until")),
dig AS (INSERT INTO "digest" ("id", "personId", "date") SELECT "id", "personId", "date"
  FROM jsonb_populate_recordset(NULL::"digest", ${$('digests')}::jsonb) WHERE "id" IS NOT NULL
  ORDER BY "personId" ON CONFLICT DO NOTHING RETURNING 1),
asked AS (UPDATE "nudge" n SET "digestId" = (d.value->>'id')::uuid, "outcome" = CASE WHEN d.value->>'id' IS NULL THEN 'skipped' ELSE n."outcome" END
  FROM jsonb_array_elements(${$('digests')}::jsonb) d, jsonb_array_elements_text(d.value->'nudgeIds') i
  WHERE n."id" = i.value::uuid AND n."digestId" IS NULL),
contact AS (UPDATE "region" g SET "version" = g."version" + 1, "auditHead" = x."auditHead", "auditCount" = x."auditCount",
    "config" = jsonb_set(g."config", '{filledContacts}', COALESCE(g."config"->'filledContacts', '{}'::jsonb)
      || jsonb_build_object(x."rung"::text, x."personId"))
  FROM jsonb_to_recordset(${$('regionContact')}::jsonb) AS x("regionId" uuid, "version" int, "rung" int, "personId" uuid, "auditHead" text, "auditCount" int)
  WHERE g."id" = x."regionId" AND g."version" = x."version" RETURNING x."regionId", x."rung", x."personId"),
named AS (INSERT INTO "regionPerson" ("regionId", "key", "personId") SELECT "regionId", '${FILLED}' || "rung", "personId" FROM contact
  ON CONFLICT ("regionId", "key") DO UPDATE SET "personId" = excluded."personId"),
m AS (SELECT * FROM jsonb_to_recordset(${$('messages')}::jsonb) AS m("id" uuid, "dedupeKey" text, "conversationId" uuid,
  "workspaceId" uuid, "roomId" uuid, "personId" uuid, "channelId" text, "regionId" uuid, "caseId" uuid, "recipientId" uuid,
  "fromEnd" int, "isCard" boolean, "type" text, "payload" jsonb, "notBefore" timestamptz)),
line AS (INSERT INTO "conversation" ("id", "workspaceId", "roomId", "personId", "channelId", "lastSeq", "nextAt")
  SELECT "conversationId", min("workspaceId"::text)::uuid, min("roomId"::text)::uuid, min("personId"::text)::uuid, min("channelId"), count(*), min("notBefore")
  FROM m GROUP BY "conversationId" ORDER BY "conversationId"
  ON CONFLICT ("id") DO UPDATE SET "lastSeq" = "conversation"."lastSeq" + excluded."lastSeq",
    "nextAt" = LEAST("conversation"."nextAt", excluded."nextAt")
  RETURNING "id", "lastSeq"),
msg AS (INSERT INTO "message" ("id", "dedupeKey", "conversationId", "regionId", "caseId", "recipientId", "seq", "isCard", "type", "payload", "state", "notBefore", "createdAt")
  SELECT m."id", m."dedupeKey", m."conversationId", m."regionId", m."caseId", m."recipientId", line."lastSeq" - m."fromEnd", m."isCard", m."type", m."payload", 'pending', m."notBefore", ${$('now')}::timestamptz
  FROM m JOIN line ON line."id" = m."conversationId"
  ON CONFLICT ("dedupeKey") DO UPDATE SET "payload" = excluded."payload", "type" = excluded."type", "revision" = "message"."revision" + 1,
    "state" = 'pending', "attempts" = 0, "lastError" = NULL,
    "seq" = CASE WHEN "message"."state" = 'pending' THEN "message"."seq" ELSE excluded."seq" END,
    "notBefore" = CASE WHEN "message"."externalRef" IS NULL AND "message"."state" = 'pending' THEN "message"."notBefore" ELSE excluded."notBefore" END
  WHERE "message"."isCard")
SELECT
  CASE WHEN ${$('inboundKey')}::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM inb) THEN "refuse"('${DUPLICATE}') END AS "a",
  CASE WHEN (SELECT count(*) FROM guard) <> jsonb_array_length(${$('changedCases')}::jsonb)
    OR (SELECT count(*) FROM opened) <> jsonb_array_length(${$('newCases')}::jsonb)
    OR (SELECT count(*) FROM dig) <> (SELECT count(*) FROM jsonb_array_elements(${$('digests')}::jsonb) d WHERE d.value->>'id' IS NOT NULL)
    OR (SELECT count(*) FROM contact) <> jsonb_array_length(${$('regionContact')}::jsonb) THEN "refuse"('${CONFLICT}') END AS "b",
  CASE WHEN EXISTS (SELECT 1 FROM contact) THEN pg_notify('schakel_region', '') END AS "c"`;
