import type pg from 'pg';
import type { AgreementLine, CaseLine } from '../../domain/overview/caseload.ts';
import { mayBeComplex } from '../../domain/overview/complexity.ts';
import { FAMILY_ROLES } from '../../domain/vocabulary.ts';
import type { Caseload } from '../../ports/caseload.ts';
import { namesInRegion } from '../regions/names-in-region.ts';

const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** The date in the region's zone. */
const day = (instant: string): string => `(${instant} AT TIME ZONE $2)::date`;

/** Parties of care and youth, by the roles of their people. */
const HELPERS = [
  'careProvider',
  'youthDoctor',
  'specialist',
  'municipalCaseManager',
  'municipalManager',
  'childProtectionAgency',
]
  .map((role) => `'${role}'`)
  .join(', ');

/** The fields of an open agreement in order: half the work of writing and reading their names in every row. */
const FIELDS: readonly (readonly [keyof AgreementLine, string])[] = [
  ['madeOn', day('a."createdAt"')],
  ['due', 'a."due"'],
  ['ownerRole', 'o."role"'],
  ['reportedDone', `a."status" = 'reported_done'`],
  [
    'reportedOn',
    `CASE
       WHEN a."status" = 'reported_done' THEN (
         SELECT n."on"
         FROM "nudge" n
         WHERE n."agreementId" = a."id"
           AND n."cycle" = a."cycle"
           AND n."step" = 'done'
       )
     END`,
  ],
  ['paused', 'a."pausedReason" IS NOT NULL'],
  ['pausedWorkingDays', 'a."pausedWorkingDays"'],
  [
    'disputedOn',
    `(
       SELECT min(${day('x."at"')})
       FROM "confirmation" x
       JOIN "participant" y ON y."id" = x."participantId" AND y."leftAt" IS NULL
       WHERE x."agreementId" = a."id"
         AND x."textVersion" = a."textVersion"
         AND x."answer" = 'disputed'
     )`,
  ],
  [
    'stuck',
    `EXISTS (
       SELECT 1
       FROM "blocker" k
       WHERE k."caseId" = c."id"
         AND k."agreementId" = a."id"
         AND k."resolvedAt" IS NULL
     )`,
  ],
  ['waits', `COALESCE(b."status" IN ('open', 'reported_done'), FALSE)`],
  [
    'follows',
    `CASE
       WHEN b."status" = 'done' AND a."workingDaysAfter" IS NOT NULL
         THEN json_build_object('doneOn', b."doneOn", 'workingDays', a."workingDaysAfter")
     END`,
  ],
  [
    'awaiting',
    // Asked whether the text is right (C09), and not heard of yet: the owner, the lead, the family.
    `ARRAY(
       SELECT p."role"
       FROM "participant" p
       WHERE p."caseId" = c."id"
         AND p."leftAt" IS NULL
         AND a."status" = 'open'
         AND (p."id" = a."ownerId" OR p."id" = c."leadId" OR p."role" IN (${FAMILY}))
         AND NOT EXISTS (
           SELECT 1
           FROM "confirmation" x
           WHERE x."agreementId" = a."id"
             AND x."textVersion" = a."textVersion"
             AND x."participantId" = p."id"
         )
     )`,
  ],
];

/**
 * The query goes from the open cases of the region, which have an index of their own, outwards: each part is read by
 * the case it hangs on, so that nothing of a closed case is touched however many there are.
 */
export const OPEN_CASES = `
  SELECT
    c."id" AS "caseId",
    c."code",
    c."status",
    c."report"->>'readBefore' AS "readBefore",
    ${day('c."openedAt"')} AS "openedOn",
    c."firstDayHome",
    c."threeMonthDate",
    NULLIF(c."absence"->'atSchool', '[]') AS "atSchool",
    c."absence"->>'category' AS "absence",
    (c."absence"->>'enrolled')::boolean AS "enrolled",
    CASE
      WHEN p."id" IS NOT NULL THEN json_build_object(
        'id', p."id",
        'name', COALESCE(w."name", p."name")
      )
    END AS "lead",
    ${day('c."leaderlessSince"')} AS "leaderlessSince",
    c."strength",
    c."involvement"->>'level' AS "involvement",
    ${day('COALESCE(act."at", c."lastEventAt")')} AS "lastActOn",
    (
      SELECT count(*)::int
      FROM "agreement" d
      WHERE d."caseId" = c."id"
        AND d."status" = 'done'
        AND d."doneOn" >= $3::date - 7
    ) AS "doneLately",
    COALESCE((
      SELECT json_agg(json_build_array(
        ${FIELDS.map(([, sql]) => sql).join(', ')}
      ) ORDER BY a."number")
      FROM "agreement" a
      LEFT JOIN "participant" o ON o."id" = a."ownerId"
      LEFT JOIN "agreement" b ON b."id" = a."predecessorId"
      WHERE a."caseId" = c."id"
        AND a."status" IN ('open', 'reported_done')
    ), '[]') AS "agreements",
    COALESCE(esc."missing", '{}') AS "missing",
    COALESCE(esc."asked", '{}') AS "asked",
    COALESCE(esc."unheard", '[]') AS "unheard",
    COALESCE(esc."calls", '[]') AS "calls"
  FROM "case" c
  LEFT JOIN "participant" l ON l."id" = c."leadId"
  LEFT JOIN "person" p ON p."id" = l."personId"
  LEFT JOIN ${namesInRegion('$1')} w ON w."personId" = p."id"
  LEFT JOIN LATERAL (
    SELECT t."at"
    FROM "audit" t
    WHERE t."chainId" = COALESCE(c."formerId", c."id")
      AND t."actor" <> 'schakel'
    ORDER BY t."seq" DESC
    LIMIT 1
  ) act ON TRUE
  CROSS JOIN LATERAL (
    SELECT
      array_agg(e."contactTitle" ORDER BY e."rung")
        FILTER (WHERE e."status" = 'missing') AS "missing",
      array_agg(e."contactTitle" ORDER BY e."rung")
        FILTER (WHERE e."status" IN ('asked', 'acknowledged')) AS "asked",
      json_agg(json_build_object(
        'title', e."contactTitle",
        'since', ${day('e."raisedAt"')}
      ) ORDER BY e."rung")
        FILTER (
          WHERE e."status" = 'asked'
            AND CASE
              WHEN e."agreementId" IS NULL THEN c."leadId" IS NULL
              ELSE EXISTS (
                SELECT 1
                FROM "agreement" x
                WHERE x."id" = e."agreementId"
                  AND x."status" IN ('open', 'reported_done')
              )
            END
        ) AS "unheard",
      json_agg(${day('e."raisedAt"')} ORDER BY e."raisedAt")
        FILTER (WHERE e."contactPersonId" IS NOT NULL) AS "calls"
    FROM "escalation" e
    WHERE e."caseId" = c."id"
  ) esc
  WHERE c."regionId" = $1
    AND c."status" <> 'closed'`;

/** The days are read only of the few cases in which much may meet, on which helpers came and somebody took the lead. */
const SIGNS = `
  SELECT
    c."id" AS "caseId",
    COALESCE((
      SELECT json_agg(s."on" ORDER BY s."on")
      FROM (
        SELECT min(${day('h."joinedAt"')}) AS "on"
        FROM "participant" h
        WHERE h."caseId" = c."id"
          AND h."leftAt" IS NULL
          AND h."role" IN (${HELPERS})
        GROUP BY COALESCE(h."organisationKey", h."id"::text)
      ) s
    ), '[]') AS "helpers",
    COALESCE((
      SELECT json_agg(${day('t."at"')} ORDER BY t."seq")
      FROM "audit" t
      WHERE t."chainId" = COALESCE(c."formerId", c."id")
        AND t."action" = 'lead.accepted'
    ), '[]') AS "leads"
  FROM "case" c
  WHERE c."id" = ANY ($1::uuid[])`;

type Row = Omit<CaseLine, 'agreements' | 'helpers' | 'leads'> & {
  readonly agreements: readonly (readonly unknown[])[];
};
type Signs = Pick<CaseLine, 'caseId' | 'helpers' | 'leads'>;

export function createCaseload(pool: pg.Pool): Caseload {
  const signsOf = async (caseIds: readonly string[], zone: string): Promise<Map<string, Signs>> => {
    if (caseIds.length === 0) return new Map();
    const { rows } = await pool.query<Signs>({ name: 'signs', text: SIGNS, values: [caseIds, zone] });
    return new Map(rows.map((row) => [row.caseId, row]));
  };
  return {
    openCases: async (regionId, zone, today) => {
      const { rows } = await pool.query<Row>({
        name: 'open-cases',
        text: OPEN_CASES,
        values: [regionId, zone, today],
      });
      const lines = rows.map((row) => ({ ...row, agreements: row.agreements.map(named), ...NONE }));
      const signs = await signsOf(
        lines.filter((line) => mayBeComplex(line, today)).map((line) => line.caseId),
        zone,
      );
      return lines.map((line) => ({ ...line, ...signs.get(line.caseId) }));
    },
  };
}

const NONE = { helpers: [], leads: [] };

function named(values: readonly unknown[]): AgreementLine {
  const line = Object.fromEntries(FIELDS.map(([name], i) => [name, values[i]])) as unknown as AgreementLine;
  return { ...line, disputed: line.disputedOn !== null };
}
