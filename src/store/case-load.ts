/**
 * SQL that gives whole cases as JSON in the shape of `CaseState`. Columns carry the names of the domain, so a row is
 * an entity; only dates and instants are written out in the one form the domain compares as text.
 */

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** An instant as `Date.toISOString()` writes it. */
export function iso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', ${INSTANT})`;
}

interface Part {
  readonly table: string;
  readonly instants: readonly string[];
  readonly where?: string;
  readonly order: string;
}

const PARTS: Readonly<Record<string, Part>> = {
  participants: { table: 'participant', instants: ['joinedAt', 'leftAt'], order: 'x."joinedAt", x."id"' },
  agreements: { table: 'agreement', instants: ['createdAt'], order: 'x."number"' },
  confirmations: {
    table: 'confirmation',
    instants: ['at'],
    order: 'x."at", x."id"',
    where:
      'EXISTS (SELECT 1 FROM "agreement" a WHERE a."id" = x."agreementId" AND a."textVersion" = x."textVersion")',
  },
  blockers: { table: 'blocker', instants: ['reportedAt', 'resolvedAt'], order: 'x."reportedAt", x."id"' },
  nudges: {
    table: 'nudge',
    instants: ['sentAt'],
    order: 'x."on", x."id"',
    where: `EXISTS (SELECT 1 FROM "agreement" a WHERE a."id" = x."agreementId"
      AND (x."step" = 'valid_until' OR x."cycle" = CASE WHEN x."step" LIKE 'confirm:%' THEN a."textVersion" ELSE a."cycle" END))`,
  },
  escalations: { table: 'escalation', instants: ['raisedAt', 'answeredAt'], order: 'x."raisedAt", x."id"' },
  timers: { table: 'timer', instants: ['fireAt'], order: 'x."fireAt", x."id"' },
  rooms: { table: 'room', instants: [], order: 'x."id"' },
};

/** A row as JSON with its instants in the domain's form. `to_jsonb` writes dates as `YYYY-MM-DD` by itself. */
function rowJson(alias: string, instants: readonly string[]): string {
  if (instants.length === 0) return `to_jsonb(${alias})`;
  const over = instants.map((c) => `'${c}', ${iso(`${alias}."${c}"`)}`).join(', ');
  return `to_jsonb(${alias}) || jsonb_build_object(${over})`;
}

function partJson(name: string, part: Part): string {
  const where = part.where ? `AND ${part.where}` : '';
  return `'${name}', COALESCE((SELECT jsonb_agg(${rowJson('x', part.instants)} ORDER BY ${part.order})
    FROM "${part.table}" x WHERE x."caseId" = c."id" ${where}), '[]'::jsonb)`;
}

/** Absences that are over long ago decide nothing; the newest hundred of a person are plenty. */
const PERSON = `jsonb_build_object('id', p."id", 'name', p."name", 'language', p."language", 'workingDays', to_jsonb(COALESCE(p."workingDays", '{}')),
  'hasOwnDays', p."hasOwnDays", 'contactFrom', p."contactFrom", 'contactUntil', p."contactUntil", 'phone', p."phone",
  'absences', COALESCE((SELECT jsonb_agg(jsonb_build_object('from', a."from", 'until', a."until") ORDER BY a."from")
    FROM (SELECT * FROM "absence" WHERE "personId" = p."id" ORDER BY "from" DESC LIMIT 100) a), '[]'::jsonb),
  'identities', COALESCE((SELECT jsonb_agg(jsonb_build_object('workspaceId', i."workspaceId", 'externalId', i."externalId") ORDER BY i."id")
    FROM "identity" i JOIN "workspace" w ON w."id" = i."workspaceId"
    WHERE i."personId" = p."id" AND i."deactivatedAt" IS NULL AND w."disabledAt" IS NULL), '[]'::jsonb))`;

/** People by a condition on `p`. */
export function peopleSql(where: string): string {
  return `SELECT ${PERSON} AS "person" FROM "person" p WHERE ${where}`;
}

/** Everybody a decision on the case may name: its participants, the region's people, and contacts that were asked. */
const PEOPLE = `'people', COALESCE((SELECT jsonb_agg(${PERSON}) FROM "person" p WHERE p."id" IN (
    SELECT "personId" FROM "participant" WHERE "caseId" = c."id"
    UNION SELECT "personId" FROM "regionPerson" WHERE "regionId" = c."regionId"
    UNION SELECT "contactPersonId" FROM "escalation" WHERE "caseId" = c."id" AND "contactPersonId" IS NOT NULL
    UNION SELECT "acknowledgedById" FROM "escalation" WHERE "caseId" = c."id" AND "acknowledgedById" IS NOT NULL
    UNION SELECT c."escalationContactPersonId")), '[]'::jsonb)`;

/** The JSON of one case, for a row `c` of the table "case". */
export const CASE_JSON = `jsonb_build_object('case', ${rowJson('c', ['openedAt', 'closedAt', 'leaderlessSince', 'lastEventAt'])},
  ${Object.entries(PARTS)
    .map(([name, part]) => partJson(name, part))
    .join(',\n  ')},
  ${PEOPLE})`;
