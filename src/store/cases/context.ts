import type pg from 'pg';
import type { Person } from '../../domain/case/state.ts';
import { FAMILY_SIDE, type Role, type Uuid } from '../../domain/vocabulary.ts';
import type { Context, ContextQuery } from '../../ports/database/index.ts';
import { addressOf, type CaseRows, casesSql, peopleIn, toStates } from './load.ts';

/** How each kind of question finds its case. */
const FIND: Readonly<Record<string, string>> = {
  caseId: `c."id" = $5::uuid`,
  agreementId: `c."id" = (SELECT "caseId" FROM "agreement" WHERE "id" = $5::uuid)`,
  escalationId: `c."id" = (SELECT "caseId" FROM "escalation" WHERE "id" = $5::uuid)`,
  channel: `c."id" = (
    SELECT r."caseId"
    FROM "room" r
    WHERE r."workspaceId" = (SELECT "id" FROM w)
      AND r."externalId" = $5
  )`,
  code: `c."code" = $5`,
  none: `FALSE AND $5::text IS NULL`,
};

/** A session says who somebody is on the web; elsewhere their account in the workspace does. */
const BEFORE = `
  w AS MATERIALIZED (
    SELECT *
    FROM "workspace"
    WHERE "platform" = $1
      AND "externalId" = $2
  ),
  served AS MATERIALIZED (
    SELECT "regionId"
    FROM "regionWorkspace"
    WHERE "workspaceId" = (SELECT "id" FROM w)
  ),
  actor AS MATERIALIZED (
    SELECT CASE
      WHEN $1::text = 'web' THEN $3::text::uuid
      ELSE (
        SELECT "personId"
        FROM "identity"
        WHERE "workspaceId" = (SELECT "id" FROM w)
          AND "externalId" = $3::text
          AND "deactivatedAt" IS NULL
      )
    END AS "id"
  ),`;

const MORE = `
  UNION ALL
  SELECT 'before', json_build_object('reply', "reply")
  FROM "inbound"
  WHERE "key" = $4
  UNION ALL
  SELECT
    'workspace',
    json_build_object(
      'id', w."id",
      'externalId', w."externalId",
      'titlesInChat', w."titlesInChat",
      'disabled', w."disabledAt" IS NOT NULL,
      'regionIds', COALESCE((SELECT json_agg("regionId") FROM served), '[]')
    )
  FROM w
  UNION ALL
  SELECT 'actor', to_json("id")
  FROM actor
  UNION ALL
  SELECT
    'address',
    to_json(${addressOf('(SELECT "id" FROM actor)')})`;

const roles = (some: ReadonlySet<Role>): string => [...some].map((role) => `'${role}'`).join(', ');

/**
 * People whom the region names and who stand at the family's side in a case in which the actor takes no part, now or
 * before, open or closed; not those who work somewhere as a professional too.
 */
const OF_OTHER_FAMILIES = `
  UNION ALL
  SELECT
    'ofOtherFamilies',
    COALESCE(json_agg(DISTINCT f."personId"), '[]')
  FROM "participant" f
  WHERE f."personId" = ANY (ARRAY(
    SELECT "personId"
    FROM "regionPerson"
    WHERE "regionId" IN (SELECT "regionId" FROM found)
  ))
    AND f."role" IN (${roles(FAMILY_SIDE)})
    AND NOT EXISTS (
      SELECT 1
      FROM "participant" m
      WHERE m."caseId" = f."caseId"
        AND m."personId" = (SELECT "id" FROM actor)
        AND m."leftAt" IS NULL
    )
    AND NOT EXISTS (
      SELECT 1
      FROM "participant" w
      WHERE w."personId" = f."personId"
        AND w."role" NOT IN (${roles(FAMILY_SIDE)})
    )`;

/** The workspace must serve the region of the case: else it does not exist here. */
const SQL = Object.fromEntries(
  Object.entries(FIND).map(([kind, found]) => [
    kind,
    casesSql(
      `${found} AND c."regionId" IN (SELECT "regionId" FROM served)`,
      BEFORE,
      'SELECT "id" FROM actor',
      kind === 'none' ? MORE : `${MORE} ${OF_OTHER_FAMILIES}`,
    ),
  ]),
);

type Row =
  | CaseRows
  | { readonly kind: 'before'; readonly data: NonNullable<Context['handledBefore']> }
  | { readonly kind: 'workspace'; readonly data: NonNullable<Context['workspace']> }
  | { readonly kind: 'actor'; readonly data: Uuid | null }
  | { readonly kind: 'address'; readonly data: NonNullable<Person['address']> | null }
  | { readonly kind: 'ofOtherFamilies'; readonly data: readonly Uuid[] };

/** Loads who acts, from where, on which case, and whether this request was handled before: one query. */
export async function loadContext(pool: pg.Pool, query: ContextQuery): Promise<Context> {
  const [kind, value] = Object.entries(query.find ?? { none: null })[0] as [string, string | null];
  const { rows } = await pool.query<Row>({
    name: `context-${kind}`,
    text: SQL[kind] as string,
    values: [query.platform, query.workspaceExternalId, query.userExternalId, query.inboundKey, value],
  });
  const one = <K extends Row['kind']>(wanted: K) =>
    (rows.find((r) => r.kind === wanted)?.data ?? null) as Extract<Row, { kind: K }>['data'] | null;
  const parts = rows.filter((r): r is CaseRows => ['case', 'person', 'named'].includes(r.kind));
  const people = peopleIn(parts);
  const [state = null] = toStates(parts, people);
  const actorId = one('actor');
  const actor = state?.people.find((p) => p.id === actorId) ?? people.get(actorId ?? '');
  return {
    handledBefore: one('before'),
    workspace: one('workspace'),
    // The actor is called in a case as its region calls them.
    actor: actor ? { ...actor, address: one('address') } : null,
    ofOtherFamilies: new Set(one('ofOtherFamilies') ?? []),
    case: state,
  };
}
