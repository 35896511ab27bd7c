import type pg from 'pg';
import type { CaseState, Person } from '../domain/case-state.ts';
import type { Context, ContextQuery } from '../ports/store.ts';
import { CASE_JSON, peopleSql } from './case-load.ts';

/** How each kind of question finds its case. The workspace must serve the case's region: else it does not exist here. */
const FIND: Readonly<Record<string, string>> = {
  caseId: `c."id" = $5::uuid`,
  agreementId: `c."id" = (SELECT "caseId" FROM "agreement" WHERE "id" = $5::uuid)`,
  escalationId: `c."id" = (SELECT "caseId" FROM "escalation" WHERE "id" = $5::uuid)`,
  channel: `c."id" = (SELECT r."caseId" FROM "room" r WHERE r."workspaceId" = (SELECT "id" FROM w) AND r."externalId" = $5)`,
  code: `c."code" = $5 AND c."regionId" IN (SELECT "regionId" FROM "regionWorkspace" WHERE "workspaceId" = (SELECT "id" FROM w))`,
  none: `FALSE AND $5::text IS NULL`,
};

function sqlFor(kind: string): string {
  return `WITH w AS (SELECT * FROM "workspace" WHERE "platform" = $1 AND "externalId" = $2)
SELECT
  (SELECT jsonb_build_object('reply', "reply") FROM "inbound" WHERE "key" = $4) AS "before",
  (SELECT jsonb_build_object('id', w."id", 'externalId', w."externalId", 'titlesInChat', w."titlesInChat", 'disabled', w."disabledAt" IS NOT NULL,
     'regionIds', COALESCE((SELECT jsonb_agg(rw."regionId") FROM "regionWorkspace" rw WHERE rw."workspaceId" = w."id"), '[]'::jsonb)) FROM w) AS "workspace",
  (${peopleSql(`p."id" = (SELECT "personId" FROM "identity" WHERE "workspaceId" = (SELECT "id" FROM w) AND "externalId" = $3 AND "deactivatedAt" IS NULL)`)}) AS "actor",
  (SELECT ${CASE_JSON} FROM "case" c WHERE ${FIND[kind]}
     AND EXISTS (SELECT 1 FROM "regionWorkspace" rw WHERE rw."regionId" = c."regionId" AND rw."workspaceId" = (SELECT "id" FROM w)) LIMIT 1) AS "case"`;
}

const SQL = Object.fromEntries(Object.keys(FIND).map((kind) => [kind, sqlFor(kind)]));

interface Row {
  before: { reply: unknown } | null;
  workspace: Context['workspace'];
  actor: Person | null;
  case: CaseState | null;
}

/** Who acts, from where, on which case, and whether this request was handled before: one query. */
export async function loadContext(pool: pg.Pool, query: ContextQuery): Promise<Context> {
  const [kind, value] = Object.entries(query.find ?? { none: null })[0] as [string, string | null];
  const { rows } = await pool.query<Row>({
    name: `context-${kind}`,
    text: SQL[kind] as string,
    values: [query.platform, query.workspaceExternalId, query.userExternalId, query.inboundKey, value],
  });
  const row = rows[0] as Row;
  return { handledBefore: row.before, workspace: row.workspace, actor: row.actor, case: row.case };
}
