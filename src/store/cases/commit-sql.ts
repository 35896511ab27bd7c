import { ENDS } from '../sign-in/sessions.ts';
import { CASE_COLUMNS, PART_COLUMNS } from './columns.ts';

/** SQLSTATEs of our own, raised by the function `refuse` of the first migration; they undo the whole statement. */
export const CONFLICT = 'SK001';
export const DUPLICATE = 'SK002';
/** Raised by the triggers that keep the demonstration apart from everything real. */
export const DEMONSTRATION = 'SK003';

/** Key in "regionPerson" of a contact who was filled in while running; no key of a region file has a colon. */
export const FILLED = 'rung:';

const q = (name: string): string => `"${name}"`;
const list = (columns: readonly string[], alias = ''): string =>
  columns.map((c) => `${alias}${q(c)}`).join(', ');

/** What the delivery wrote meanwhile (the platform's own id of a room) is not undone by a decision made before it. */
const KEPT: Readonly<Record<string, string>> = {
  'room.externalId': 'COALESCE(excluded."externalId", "room"."externalId")',
  'room.name': 'COALESCE(excluded."name", "room"."name")',
  'room.state': `CASE WHEN excluded."state" = 'opening' THEN "room"."state" ELSE excluded."state" END`,
};

function upsert(table: string, columns: readonly string[], rows: string, appendOnly = false): string {
  const set = columns
    .filter((c) => c !== 'id')
    .map((c) => `${q(c)} = ${KEPT[`${table}.${c}`] ?? `excluded.${q(c)}`}`);
  const then = appendOnly ? 'DO NOTHING' : `DO UPDATE SET ${set.join(', ')}`;
  return `INSERT INTO ${q(table)} (${list(columns)}) SELECT ${list(columns, 'r.')}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${rows}::jsonb) r ORDER BY r."id" ON CONFLICT ("id") ${then}`;
}

function insert(table: string, columns: readonly string[], rows: string, rest = ''): string {
  return `INSERT INTO ${q(table)} (${list(columns)}) SELECT ${list(columns)}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${rows}::jsonb) ${rest}`;
}

const FIXED = ['id', 'regionId', 'code', 'version', 'formerId', 'importKey'];
const CHANGED_CASE = CASE_COLUMNS.filter((c) => !FIXED.includes(c))
  .map((c) => `${q(c)} = r.${q(c)}`)
  .join(', ');

/** One kind of rows that a change may bring: its part of the statement, and when it makes the change a conflict. */
interface Section {
  /** `rows` and `now` are the parameters that hold them. */
  readonly write: (rows: string, now: string) => string;
  readonly conflict?: (rows: string) => string;
}

const missing =
  (cte: string) =>
  (rows: string): string =>
    `(SELECT count(*) FROM ${cte}) <> jsonb_array_length(${rows}::jsonb)`;

/**
 * Cases are guarded by the version they were loaded with, and taken in the order of their ids. One is named by a value
 * that stands outside the join: else PostgreSQL, which cannot count rows of JSON, reads the whole table for it.
 */
const changedCases = (many: boolean): Section => ({
  write: (rows) => `wanted AS (SELECT r.* FROM jsonb_populate_recordset(NULL::"case", ${rows}::jsonb) r),
${many ? 'locked AS (SELECT c."id" FROM "case" c WHERE c."id" IN (SELECT "id" FROM wanted) ORDER BY c."id" FOR UPDATE),' : ''}
guard AS (UPDATE "case" c SET "version" = c."version" + 1, ${CHANGED_CASE}
  FROM wanted r ${many ? 'JOIN locked ON locked."id" = r."id"' : ''}
  WHERE c."id" = ${many ? 'r."id"' : '(SELECT "id" FROM wanted)'} AND c."version" = r."version" RETURNING 1)`,
  conflict: missing('guard'),
});

/**
 * Conversations are taken in the order of their ids; the number of a message is given under the lock on its
 * conversation's row, so that the order of numbers is the order of commits. A line that waits for its pace stays asleep
 * until then: awake, it would be looked at in vain by every claim. A card that waits keeps its place and its time; one
 * that was posted is put again.
 */
const messages: Section = {
  write: (
    rows,
    now,
  ) => `m AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS m("id" uuid, "dedupeKey" text, "conversationId" uuid,
  "workspaceId" uuid, "roomId" uuid, "personId" uuid, "channelId" text, "regionId" uuid, "caseId" uuid, "recipientId" uuid,
  "fromEnd" int, "isCard" boolean, "type" text, "payload" jsonb, "notBefore" timestamptz, "notAfter" timestamptz)),
line AS (INSERT INTO "conversation" ("id", "workspaceId", "roomId", "personId", "channelId", "lastSeq", "nextAt")
  SELECT "conversationId", min("workspaceId"::text)::uuid, min("roomId"::text)::uuid, min("personId"::text)::uuid, min("channelId"), count(*), min("notBefore")
  FROM m GROUP BY "conversationId" ORDER BY "conversationId"
  ON CONFLICT ("id") DO UPDATE SET "lastSeq" = "conversation"."lastSeq" + excluded."lastSeq",
    "nextAt" = GREATEST("conversation"."freeAt", LEAST("conversation"."nextAt", excluded."nextAt"))
  RETURNING "id", "lastSeq"),
msg AS (INSERT INTO "message" ("id", "dedupeKey", "conversationId", "regionId", "caseId", "recipientId", "seq", "isCard", "type", "payload", "state", "notBefore", "notAfter", "createdAt")
  SELECT m."id", m."dedupeKey", m."conversationId", m."regionId", m."caseId", m."recipientId", line."lastSeq" - m."fromEnd", m."isCard", m."type", m."payload", 'pending', m."notBefore", m."notAfter", ${now}::timestamptz
  FROM m JOIN line ON line."id" = m."conversationId"
  ON CONFLICT ("dedupeKey") DO UPDATE SET "payload" = excluded."payload", "type" = excluded."type", "revision" = "message"."revision" + 1,
    "state" = 'pending', "attempts" = 0, "lastError" = NULL,
    "seq" = CASE WHEN "message"."state" = 'pending' THEN "message"."seq" ELSE excluded."seq" END,
    "notBefore" = CASE WHEN "message"."externalRef" IS NULL AND "message"."state" = 'pending' THEN "message"."notBefore" ELSE excluded."notBefore" END,
    "notAfter" = CASE WHEN "message"."externalRef" IS NULL AND "message"."state" = 'pending' THEN "message"."notAfter" ELSE excluded."notAfter" END
  WHERE "message"."isCard")`,
};

/** One digest per person and date; its nudges point to it. Without id the nudges are settled without a message. */
const digests: Section = {
  write: (
    rows,
  ) => `dig AS (${insert('digest', ['id', 'personId', 'date'], rows, 'WHERE "id" IS NOT NULL ORDER BY "personId" ON CONFLICT DO NOTHING RETURNING 1')}),
asks AS (SELECT n."id", (d.value->>'id')::uuid AS "digestId"
  FROM jsonb_array_elements(${rows}::jsonb) d, jsonb_array_elements_text(d.value->'nudgeIds') i
  JOIN "nudge" n ON n."id" = i.value::uuid WHERE n."digestId" IS NULL ORDER BY n."id" FOR UPDATE OF n),
asked AS (UPDATE "nudge" n SET "digestId" = a."digestId", "outcome" = CASE WHEN a."digestId" IS NULL THEN 'skipped' ELSE n."outcome" END
  FROM asks a WHERE n."id" = a."id" AND n."digestId" IS NULL)`,
  conflict: (rows) =>
    `(SELECT count(*) FROM dig) <> (SELECT count(*) FROM jsonb_array_elements(${rows}::jsonb) d WHERE d.value->>'id' IS NOT NULL)`,
};

const regionContact: Section = {
  write: (
    rows,
  ) => `contact AS (UPDATE "region" g SET "version" = g."version" + 1, "plannedVersion" = g."plannedVersion" + 1, "fileVersion" = g."fileVersion" + 1, "auditHead" = x."auditHead", "auditCount" = x."auditCount",
    "config" = jsonb_set(g."config", '{filledContacts}', COALESCE(g."config"->'filledContacts', '{}'::jsonb)
      || jsonb_build_object(x."rung"::text, x."personId"))
  FROM jsonb_to_recordset(${rows}::jsonb) AS x("regionId" uuid, "version" int, "rung" int, "personId" uuid, "auditHead" text, "auditCount" int)
  WHERE g."id" = x."regionId" AND g."version" = x."version" AND g."auditCount" = x."auditCount" - 1 RETURNING x."regionId", x."rung", x."personId"),
named AS (INSERT INTO "regionPerson" ("regionId", "key", "personId") SELECT "regionId", '${FILLED}' || "rung", "personId" FROM contact
  ON CONFLICT ("regionId", "key") DO UPDATE SET "personId" = excluded."personId"),
told AS (SELECT pg_notify('schakel_region', '') FROM contact)`,
  conflict: missing('contact'),
};

const IDENTITY = ['id', 'personId', 'workspaceId', 'externalId', 'email', 'guest'];
const CODE = [
  'hash',
  'purpose',
  'regionId',
  'personId',
  'caseId',
  'role',
  'organisationKey',
  'platform',
  'externalId',
  'expiresAt',
];
const REACH = ['personId', 'sealed', 'emailLookup', 'phoneLookup', 'notice', 'codeHash', 'codeExpiresAt'];
const ASKED = ['regionId', 'organisation', 'role', 'person', 'askedOn'];
const SPOKEN = ['personId', 'codeHash', 'codeExpiresAt'];
const ADDRESS = [
  'personId',
  'regionId',
  'caseId',
  'sealed',
  'emailLookup',
  'phoneLookup',
  'emailGone',
  'phoneGone',
  'writtenById',
  'writtenAt',
];
const AUDIT = ['chainId', 'seq', 'at', 'actor', 'action', 'objectId', 'hash', 'onBehalfOf'];

const SECTIONS: Readonly<Record<string, Section>> = {
  changedCase: changedCases(false),
  changedCases: changedCases(true),
  newCases: {
    write: (rows) => `opened AS (${upsert('case', CASE_COLUMNS, rows, true)} RETURNING 1)`,
    conflict: missing('opened'),
  },
  regionContact,
  digests,
  messages,
  ...Object.fromEntries(
    Object.entries(PART_COLUMNS).map(([table, part]): [string, Section] => [
      table,
      { write: (rows) => `${q(`put_${table}`)} AS (${upsert(table, part.columns, rows)})` },
    ]),
  ),
  timersGone: {
    write: (rows) =>
      `gone AS (DELETE FROM "timer" WHERE "id" = ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(${rows}::jsonb))))`,
  },
  audit: { write: (rows) => `aud AS (${insert('audit', AUDIT, rows)})` },
  people: {
    write: (
      rows,
    ) => `ppl AS (INSERT INTO "person" ("id", "name", "language", "workingDays") SELECT "id", "name", "language", '{}'
  FROM jsonb_populate_recordset(NULL::"person", ${rows}::jsonb) ON CONFLICT ("id") DO NOTHING)`,
  },
  // Who brings in another account says themselves that those they had are theirs.
  identities: {
    write: (rows) => `ids AS (${insert('identity', IDENTITY, rows)}),
own AS (UPDATE "identity" i SET "claimedIn" = NULL FROM jsonb_populate_recordset(NULL::"identity", ${rows}::jsonb) r
  WHERE i."personId" = r."personId" AND i."claimedIn" IS NOT NULL)`,
  },
  absences: {
    write: (rows) => `abs AS (${insert('absence', ['id', 'personId', 'from', 'until', 'reportedAt'], rows)})`,
  },
  ownHours: {
    write: (
      rows,
    ) => `hrs AS (UPDATE "person" p SET "workingDays" = h."days", "hasOwnDays" = TRUE, "contactFrom" = h."from", "contactUntil" = h."until"
  FROM jsonb_to_recordset(${rows}::jsonb) AS h("personId" uuid, "days" int[], "from" text, "until" text) WHERE p."id" = h."personId")`,
  },
  // Of a region's codes for one workspace only the last is good.
  codes: {
    write: (rows, now) => `cds AS (${insert('oneTimeCode', CODE, rows)}),
cdo AS (UPDATE "oneTimeCode" o SET "usedAt" = ${now}::timestamptz FROM jsonb_populate_recordset(NULL::"oneTimeCode", ${rows}::jsonb) r
  WHERE r."purpose" = 'workspace' AND o."purpose" = 'workspace' AND o."regionId" = r."regionId" AND o."externalId" = r."externalId"
    AND o."platform" = r."platform" AND o."usedAt" IS NULL)`,
  },
  codeUsed: {
    write: (rows, now) => `cdu AS (UPDATE "oneTimeCode" SET "usedAt" = ${now}::timestamptz
  WHERE "hash" IN (SELECT value FROM jsonb_array_elements_text(${rows}::jsonb)) AND "usedAt" IS NULL AND "expiresAt" > ${now}::timestamptz RETURNING 1)`,
    conflict: missing('cdu'),
  },
  reaches: {
    write: (rows) =>
      `rch AS (${insert('reach', REACH, rows, 'ON CONFLICT ("personId") DO UPDATE SET "sealed" = excluded."sealed", "emailLookup" = excluded."emailLookup", "phoneLookup" = excluded."phoneLookup", "notice" = excluded."notice"')})`,
  },
  contactsAsked: {
    write: (rows) =>
      `cta AS (${insert('contactAsked', ASKED, rows, 'ON CONFLICT ("regionId", "organisation", "role") DO UPDATE SET "person" = excluded."person", "askedOn" = excluded."askedOn"')})`,
  },
  // What was open ends, once a day at most: like an address in the list of a region.
  newAddresses: {
    write: (
      rows,
    ) => `nad AS (INSERT INTO "newAddress" (${list(ADDRESS)}, "onWeb") SELECT ${list(ADDRESS)}, FALSE FROM jsonb_populate_recordset(NULL::"newAddress", ${rows}::jsonb)
  ON CONFLICT ("personId") DO UPDATE SET ${ADDRESS.slice(1)
    .map((c) => `${q(c)} = excluded.${q(c)}`)
    .join(', ')}, "email" = NULL, "phone" = NULL, "onWeb" = FALSE, "refusedAt" = NULL),
out AS (${ENDS} FROM jsonb_populate_recordset(NULL::"newAddress", ${rows}::jsonb) r WHERE w."personId" = r."personId"
  AND NOT EXISTS (SELECT 1 FROM "newAddress" o WHERE o."personId" = r."personId" AND o."writtenAt" > r."writtenAt" - interval '1 day'))`,
  },
  spokenCodes: {
    write: (rows) =>
      `spk AS (${insert('reach', SPOKEN, rows, 'ON CONFLICT ("personId") DO UPDATE SET "codeHash" = excluded."codeHash", "codeExpiresAt" = excluded."codeExpiresAt", "codeTries" = 0')})`,
  },
  // The address stays for the letter that says so, and nobody is found by it any more. Nothing that a wrong person typed
  // is kept, and nobody knows any more whose session theirs was.
  astray: {
    write: (
      rows,
    ) => `ast AS (UPDATE "reach" SET "emailLookup" = NULL, "phoneLookup" = NULL, "codeHash" = NULL, "codeExpiresAt" = NULL
  WHERE "personId" IN (SELECT value::uuid FROM jsonb_array_elements_text(${rows}::jsonb))),
aso AS (DELETE FROM "webSession" WHERE "personId" IN (SELECT value::uuid FROM jsonb_array_elements_text(${rows}::jsonb))),
asu AS (DELETE FROM "webUnsent" WHERE "personId" IN (SELECT value::uuid FROM jsonb_array_elements_text(${rows}::jsonb)))`,
  },
  preferences: {
    write: (
      rows,
    ) => `prf AS (UPDATE "person" p SET "language" = x."language" FROM jsonb_to_recordset(${rows}::jsonb) AS x("personId" uuid, "language" text) WHERE p."id" = x."personId"),
prn AS (${insert('reach', ['personId', 'notice'], rows, 'ON CONFLICT ("personId") DO UPDATE SET "notice" = excluded."notice"')})`,
  },
  absencesReplaced: {
    write: (rows) => {
      const days = `jsonb_to_recordset(${rows}::jsonb) AS e("personId" uuid, "from" date, "until" date, "today" date)`;
      const overlap = `a."personId" = e."personId" AND a."from" <= coalesce(e."until", 'infinity')
  AND coalesce(a."until", 'infinity') >= greatest(e."from", e."today")`;
      return `rpd AS (DELETE FROM "absence" a USING ${days} WHERE ${overlap} AND a."from" >= e."today"),
rpu AS (UPDATE "absence" a SET "until" = e."today" - 1 FROM ${days} WHERE ${overlap} AND a."from" < e."today")`;
    },
  },
  absencesTakenBack: {
    write: (
      rows,
    ) => `bck AS (DELETE FROM "absence" a USING jsonb_to_recordset(${rows}::jsonb) AS e("personId" uuid, "after" date)
  WHERE a."personId" = e."personId" AND a."from" > e."after")`,
  },
  absencesEnded: {
    write: (
      rows,
    ) => `back AS (UPDATE "absence" a SET "until" = e."until" FROM jsonb_populate_recordset(NULL::"absence", ${rows}::jsonb) e
  WHERE a."personId" = e."personId" AND a."from" <= e."until" + 1 AND (a."until" IS NULL OR a."until" > e."until"))`,
  },
};

/** What a change brings, by the name of its section; only what is there becomes part of the statement. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Names of the sections whose rows are its parameters, after `now`, the key of the request and its reply. */
  readonly sections: readonly string[];
}

const made = new Map<string, Statement>();

/**
 * Everything of one decision in one statement: one round trip, all or nothing. A statement is made for the sections
 * that are present, once, and prepared under its own name: a command touches few tables.
 */
export function commitStatement(rows: Rows, inbound: boolean): Statement {
  const present = Object.keys(SECTIONS).map((name) => (rows[name] ?? []).length > 0);
  const mask = [inbound, ...present].reduce((n, is) => n * 2 + (is ? 1 : 0), 0).toString(36);
  const known = made.get(mask);
  if (known) return known;
  const sections = Object.keys(SECTIONS).filter((_, i) => present[i]);
  const statement = { name: `commit-${mask}`, text: textOf(sections, inbound), sections };
  made.set(mask, statement);
  return statement;
}

function textOf(sections: readonly string[], inbound: boolean): string {
  const written = sections.map((name, i) => ({ section: SECTIONS[name] as Section, rows: `$${i + 4}` }));
  const ctes = written.map(({ section, rows }) => section.write(rows, '$1'));
  if (inbound)
    ctes.unshift(
      'inb AS (INSERT INTO "inbound" ("key", "at", "reply") VALUES ($2, $1, $3) ON CONFLICT ("key") DO NOTHING RETURNING 1)',
    );
  const conflicts = written.flatMap(({ section, rows }) => section.conflict?.(rows) ?? []);
  const checks = [
    ...(inbound ? [`CASE WHEN NOT EXISTS (SELECT 1 FROM inb) THEN "refuse"('${DUPLICATE}') END`] : []),
    ...(conflicts.length > 0 ? [`CASE WHEN ${conflicts.join(' OR ')} THEN "refuse"('${CONFLICT}') END`] : []),
    // Named here so that they have a type, and run, in every statement.
    '$1::timestamptz, $2::text, $3::jsonb',
    ...(sections.includes('regionContact') ? ['(SELECT count(*) FROM told)'] : []),
  ];
  return `${ctes.length > 0 ? 'WITH ' : ''}${ctes.join(',\n')}\nSELECT ${checks.join(', ')}`;
}
