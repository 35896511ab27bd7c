import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Invited, NewAddress, Reach, Waiting, Where, Written } from '../../ports/entry.ts';
import { iso } from '../cases/load.ts';
import { inTransaction } from '../postgres/database.ts';
import { takeAddress, type Wanted } from './region-address.ts';
import { hasAccountElsewhere } from './ways-in.ts';

/** Somebody with an account elsewhere comes in with that; of somebody with a part in another region, also in a closed case, this one does not decide. */
const ELSEWHERE = `(
  ${hasAccountElsewhere('n."personId"')}
  OR EXISTS (
    SELECT 1
    FROM "regionPerson" g
    WHERE g."personId" = n."personId"
      AND g."regionId" <> n."regionId"
  )
  OR EXISTS (
    SELECT 1
    FROM "participant" p
    JOIN "case" c ON c."id" = p."caseId"
    WHERE p."personId" = n."personId"
      AND p."leftAt" IS NULL
      AND c."regionId" <> n."regionId"
  )
)`;

/** A person runs the region of `n` on a word: their own, unless somebody else named them. */
const guarantorOf = (person: string): string => `COALESCE((
  SELECT o."runsById"
  FROM "regionPerson" o
  WHERE o."regionId" = n."regionId"
    AND o."personId" = ${person}
    AND o."runsById" IS NOT NULL
  ORDER BY 1
  LIMIT 1
), ${person})`;

/** The same where nobody is thought to stand by themselves of whom the list says nothing: null. */
const listedOn = (person: string): string => `(
  SELECT COALESCE(max(o."runsById"::text), max(o."listedById"::text), ${person}::text)
  FROM "regionPerson" o
  WHERE o."regionId" = n."regionId"
    AND o."personId" = ${person}
    AND strpos(o."key", ':') = 0
  HAVING count(*) > 0
)`;

/** Both have an account in one workspace, where one person has one, and no guest's, which others may make. */
const COLLEAGUES = `EXISTS (
  SELECT 1
  FROM "identity" a
  JOIN "identity" b USING ("workspaceId")
  JOIN "workspace" w ON w."id" = a."workspaceId"
  WHERE a."personId" = x."personId"
    AND b."personId" = n."writtenById"
    AND w."platform" <> 'web'
    AND NOT a."guest"
    AND NOT b."guest"
    AND a."deactivatedAt" IS NULL
    AND b."deactivatedAt" IS NULL
)`;

/**
 * A confirmer of what stands in a list stands on another word in that region. In a case people act whom anybody may
 * have brought in: there it takes two of whom the list says that they are two, or colleagues in one workspace.
 */
const CONFIRMERS = `CASE
  WHEN n."caseId" IS NULL THEN ARRAY(
    SELECT DISTINCT r."personId"
    FROM "regionPerson" r
    WHERE r."regionId" = n."regionId"
      AND (
        n."writtenById" IS NULL
        OR ${guarantorOf('r."personId"')} <> ${guarantorOf('n."writtenById"')}
      )
  )
  ELSE ARRAY(
    SELECT x."personId"
    FROM (
      SELECT "personId"
      FROM "regionPerson"
      WHERE "regionId" = n."regionId"
      UNION
      SELECT "personId"
      FROM "participant"
      WHERE "caseId" = n."caseId"
        AND "leftAt" IS NULL
    ) x
    WHERE x."personId" NOT IN (n."personId", n."writtenById")
      AND (
        ${listedOn('x."personId"')} <> ${listedOn('n."writtenById"')}
        OR ${COLLEAGUES}
      )
  )
END`;

const WAITING = `
  SELECT
    "personId",
    "regionId",
    "caseId",
    "email",
    "phone",
    "onWeb",
    "emailGone",
    "phoneGone",
    "sealed",
    "emailLookup",
    "phoneLookup",
    "writtenById",
    ${iso('"writtenAt"')} AS "writtenAt",
    "refusedAt" IS NOT NULL AS "isRefused",
    ${ELSEWHERE} AS "isElsewhere",
    ${CONFIRMERS} AS "confirmers"
  FROM "newAddress" n`;

type Row = Omit<NewAddress, 'reach'> & Wanted & Sealed;

/** The sealed reach of somebody who came by a link. */
interface Sealed {
  readonly sealed: string | null;
  readonly emailLookup: string | null;
  readonly phoneLookup: string | null;
}

/** `open`: reads what is sealed. */
export async function newAddressOf(
  pool: pg.Pool,
  personId: Uuid,
  open: (sealed: string) => Reach,
): Promise<NewAddress | null> {
  const { rows } = await pool.query<Row>({
    name: 'new-address',
    text: `${WAITING} WHERE "personId" = $1`,
    values: [personId],
  });
  const [row] = rows;
  return row ? { ...row, reach: row.sealed === null ? null : open(row.sealed) } : null;
}

export async function newAddressesIn(pool: pg.Pool, regionId: Uuid): Promise<Waiting[]> {
  const { rows } = await pool.query<Row>({
    name: 'new-addresses',
    text: `${WAITING} WHERE "regionId" = $1`,
    values: [regionId],
  });
  return rows;
}

/** They said themselves whether it is right. False: it does not wait (any more). */
export async function answerNewAddress(
  pool: pg.Pool,
  waiting: Written,
  isTheirs: boolean,
  now: Instant,
): Promise<boolean> {
  if (isTheirs) return inTransaction({ pool }, (client) => takeNewAddress(client, waiting));
  const { rowCount } = await pool.query(
    `UPDATE "newAddress"
     SET "refusedAt" = $3
     WHERE "personId" = $1
       AND "writtenAt" = $2
       AND "refusedAt" IS NULL`,
    [waiting.personId, waiting.writtenAt, now],
  );
  return rowCount === 1;
}

/** It holds from now on; in the transaction of `client`. */
export async function takeNewAddress(client: pg.PoolClient, waiting: Written): Promise<boolean> {
  const { personId, writtenAt } = waiting;
  const { rows } = await client.query<Row>(`${WAITING} WHERE "personId" = $1 FOR UPDATE`, [personId]);
  const [row] = rows;
  if (!row || row.isRefused || row.writtenAt !== writtenAt) return false;
  if (row.caseId !== null) await takeReach(client, personId, row);
  await takeAddress(client, personId, row.regionId, row.caseId === null ? row : NOTHING);
  return true;
}

/** The list of a region says nothing of who came in by a link. */
const NOTHING: Wanted = { email: null, phone: null, onWeb: false, emailGone: false, phoneGone: false };

/** A person who is told another way than they are reached now is told by the one there is. */
const TAKE_REACH = `
  UPDATE "reach"
  SET
    "sealed" = $2,
    "emailLookup" = $3,
    "phoneLookup" = $4,
    "notice" = CASE
      WHEN "notice" = 'email' AND $3::text IS NULL THEN 'sms'
      WHEN "notice" = 'sms' AND $4::text IS NULL THEN 'email'
      ELSE "notice"
    END
  WHERE "personId" = $1`;

async function takeReach(
  client: pg.PoolClient,
  personId: Uuid,
  { sealed, emailLookup, phoneLookup }: Sealed,
): Promise<void> {
  await client.query(TAKE_REACH, [personId, sealed, emailLookup, phoneLookup]);
}

/** Tells of somebody in a case whether how they are reached is written down here, and whether they were in. */
const INVITED = `
  SELECT
    EXISTS (
      SELECT 1
      FROM "regionPerson" g
      WHERE g."personId" = p."id"
        AND g."regionId" = $2
        AND strpos(g."key", ':') = 0
    ) AS "isListed",
    EXISTS (
      SELECT 1
      FROM "reach" r
      WHERE r."personId" = p."id"
        AND r."sealed" IS NOT NULL
        AND r."own" IS NULL
    )
      AND EXISTS (
        SELECT 1
        FROM "identity" i
        WHERE i."personId" = p."id"
          AND i."externalId" = p."id"::text
      ) AS "cameByLink",
    p."enteredAt" IS NOT NULL
      OR ${hasAccountElsewhere('p."id"')}
      OR EXISTS (
        SELECT 1
        FROM "regionPerson" g
        WHERE g."personId" = p."id"
          AND g."regionId" <> $2
      )
      OR EXISTS (
        SELECT 1
        FROM "participant" x
        WHERE x."personId" = p."id"
          AND x."leftAt" IS NULL
          AND x."caseId" <> $3
      ) AS "isIn"
  FROM "person" p
  WHERE p."id" = $1`;

export async function invitedOf(
  pool: pg.Pool,
  personId: Uuid,
  { regionId, caseId }: Where,
): Promise<Invited> {
  const { rows } = await pool.query<Invited>({
    name: 'invited',
    text: INVITED,
    values: [personId, regionId, caseId],
  });
  return rows[0] ?? { isListed: false, cameByLink: false, isIn: false };
}
