/** An id that says what it is (1 case, 2 person, 3 participant, 4 agreement …) and which one, so that SQL can name it. */
export const SETUP = `CREATE OR REPLACE FUNCTION bench_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (lpad(to_hex(kind), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

interface Part {
  readonly text: string;
  /** How many of the parameters it takes: from, to, region, workspace, opened, last event, first day home, three months, due. */
  readonly uses: number;
}

const CASES = 'generate_series($1::bigint, $2::bigint) i';

/** A parent has one case; somebody who works in the field has twenty of them. The lead is 3, the owner 2. */
const PERSON_OF = `CASE WHEN r."n" = 1 THEN i * 10 + 1 ELSE (1 + i / 20) * 200 + r."n" END`;
const ROLES = `(VALUES (1, 'parent'), (2, 'supportCoordinator'), (3, 'municipalCaseManager'), (4, 'teacher'),
  (5, 'careProvider'), (6, 'youthDoctor'), (7, 'schoolPrincipal'), (8, 'educationPartnership')) AS r("n", "role")`;
/** Odd ids for parents and even tens for others could meet: parents count in a kind of their own. */
const PERSON_ID = `bench_id(CASE WHEN r."n" = 1 THEN 20 ELSE 2 END, ${PERSON_OF})`;

export const PARTS: readonly Part[] = [
  {
    uses: 2,
    text: `
      INSERT INTO "person" ("id", "name", "workingDays")
      SELECT DISTINCT ${PERSON_ID}, 'Deelnemer', '{}'::int[]
      FROM ${CASES}, ${ROLES}
      ON CONFLICT DO NOTHING`,
  },
  {
    uses: 4,
    text: `
      INSERT INTO "identity" (
        "id",
        "personId",
        "workspaceId",
        "externalId"
      )
      SELECT DISTINCT
        ${PERSON_ID},
        ${PERSON_ID},
        $4::uuid,
        'U' || r."n" || 'X' || (${PERSON_OF})
      FROM ${CASES}, ${ROLES}
      WHERE $3::uuid IS NOT NULL
      ON CONFLICT DO NOTHING`,
  },
  {
    uses: 8,
    text: `
      INSERT INTO "case" (
        "id",
        "regionId",
        "code",
        "status",
        "openedAt",
        "firstDayHome",
        "threeMonthDate",
        "leadId",
        "lastEventAt",
        "nextAgreementNumber",
        "clockSent"
      )
      SELECT
        bench_id(1, i),
        $3::uuid,
        'Wilg-' || i,
        'open',
        $5::date + interval '9 hours',
        $7::date,
        $8::date,
        bench_id(3, i * 10 + 3),
        $6::date + interval '9 hours',
        11,
        '{}'
      FROM ${CASES}
      WHERE $4::uuid IS NOT NULL`,
  },
  {
    uses: 5,
    text: `
      INSERT INTO "participant" (
        "id",
        "caseId",
        "personId",
        "role",
        "joinedAt"
      )
      SELECT
        bench_id(3, i * 10 + r."n"),
        bench_id(1, i),
        ${PERSON_ID},
        r."role",
        $5::date + interval '9 hours'
      FROM ${CASES}, ${ROLES}
      WHERE $3::uuid IS NOT NULL
        AND $4::uuid IS NOT NULL`,
  },
  {
    uses: 9,
    text: `
      INSERT INTO "agreement" (
        "id",
        "caseId",
        "number",
        "kind",
        "title",
        "doneWhen",
        "ownerId",
        "due",
        "firstDue",
        "status",
        "createdById",
        "createdAt",
        "doneOn"
      )
      SELECT
        bench_id(4, i * 10 + n),
        bench_id(1, i),
        n,
        'agreement',
        'Rooster voor twee ochtenden in de week maken',
        'het rooster staat in het kanaal en iedereen heeft het gezien',
        bench_id(3, i * 10 + 2),
        d."due",
        d."due",
        CASE WHEN n <= 6 THEN 'done' ELSE 'open' END,
        bench_id(3, i * 10 + 3),
        $5::date + interval '9 hours',
        CASE WHEN n <= 6 THEN d."due" END
      FROM ${CASES},
        generate_series(1, 10) n,
        LATERAL (
          SELECT CASE WHEN n <= 6 THEN $6::date ELSE $9::date END AS "due"
        ) d
      WHERE $3::uuid IS NOT NULL
        AND $4::uuid IS NOT NULL
        AND $7::date IS NOT NULL
        AND $8::date IS NOT NULL`,
  },
  {
    uses: 5,
    text: `
      INSERT INTO "confirmation" (
        "id",
        "caseId",
        "agreementId",
        "textVersion",
        "participantId",
        "answer",
        "at"
      )
      SELECT
        bench_id(5, i * 100 + n * 10 + p),
        bench_id(1, i),
        bench_id(4, i * 10 + n),
        1,
        bench_id(3, i * 10 + p),
        'confirmed',
        $5::date + interval '10 hours'
      FROM ${CASES}, generate_series(7, 10) n, generate_series(1, 3) p
      WHERE $3::uuid IS NOT NULL
        AND $4::uuid IS NOT NULL`,
  },
  {
    uses: 4,
    text: `
      INSERT INTO "room" (
        "id",
        "caseId",
        "workspaceId",
        "audience",
        "externalId",
        "name",
        "state",
        "sharedWith",
        "invitedTeams"
      )
      SELECT
        bench_id(6, i),
        bench_id(1, i),
        $4::uuid,
        'case',
        'C' || i,
        'wilg-' || i,
        'open',
        '{}',
        '{}'
      FROM ${CASES}
      WHERE $3::uuid IS NOT NULL`,
  },
];

/** Returns the owner of a case's agreements, as Slack knows them. */
export function ownerOf(caseNumber: number): string {
  return `U2X${(1 + Math.floor(caseNumber / 20)) * 200 + 2}`;
}

export function channelOf(caseNumber: number): string {
  return `C${caseNumber}`;
}
