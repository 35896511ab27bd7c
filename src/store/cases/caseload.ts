import type pg from 'pg';
import type { AgreementLine, CaseLine } from '../../domain/overview/caseload.ts';
import { FAMILY_ROLES } from '../../domain/vocabulary.ts';
import type { Caseload } from '../../ports/caseload.ts';
import { namesInRegion } from '../regions/names-in-region.ts';

const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** The date in the region's zone. */
const day = (instant: string): string => `(${instant} AT TIME ZONE $2)::date`;

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
    'disputed',
    `EXISTS (
       SELECT 1
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
    ${day('c."openedAt"')} AS "openedOn",
    c."firstDayHome",
    c."threeMonthDate",
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
        AND d."doneOn" >= $3::date
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
    COALESCE(esc."unheard", '[]') AS "unheard"
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
        ) AS "unheard"
    FROM "escalation" e
    WHERE e."caseId" = c."id"
  ) esc
  WHERE c."regionId" = $1
    AND c."status" <> 'closed'`;

type Row = Omit<CaseLine, 'agreements'> & { readonly agreements: readonly (readonly unknown[])[] };

export function createCaseload(pool: pg.Pool): Caseload {
  return {
    openCases: async (regionId, zone, doneSince) => {
      const { rows } = await pool.query<Row>({
        name: 'open-cases',
        text: OPEN_CASES,
        values: [regionId, zone, doneSince],
      });
      return rows.map((row) => ({ ...row, agreements: row.agreements.map(named) }));
    },
  };
}

function named(values: readonly unknown[]): AgreementLine {
  return Object.fromEntries(FIELDS.map(([name], i) => [name, values[i]])) as unknown as AgreementLine;
}
