import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { FAMILY_SIDE, type Uuid } from '../../domain/vocabulary.ts';
import type { LinkedPeople } from '../../ports/sign-in.ts';
import { inTransaction } from '../postgres/database.ts';
import { hasAccountElsewhere } from './ways-in.ts';

/** A parent with more cases than this is helped by a person. */
const MOST = 8;

const FAMILY = [...FAMILY_SIDE].map((role) => `'${role}'`).join(', ');

/**
 * Somebody came in by a letter to an address that was typed for them, stands in no list, has no account elsewhere, and
 * takes part as one of the family or beside it. `since`: a part that ended and came back later is another one.
 */
const mayBeLinked = (person: string, since: string): string => `(
  EXISTS (
    SELECT 1
    FROM "reach" r
    WHERE r."personId" = ${person}
      AND r."sealed" IS NOT NULL
      AND r."own" IS NULL
  )
  AND NOT ${hasAccountElsewhere(person)}
  AND NOT EXISTS (SELECT 1 FROM "regionPerson" g WHERE g."personId" = ${person})
  AND EXISTS (
    SELECT 1
    FROM "participant" p
    WHERE p."personId" = ${person}
      AND p."leftAt" IS NULL
      AND p."joinedAt" <= ${since}
  )
  AND NOT EXISTS (
    SELECT 1
    FROM "participant" p
    WHERE p."personId" = ${person}
      AND p."leftAt" IS NULL
      AND p."role" NOT IN (${FAMILY})
  )
)`;

/** Two who take part in one case are two people to everybody there. */
const inOneCase = (one: string, other: string): string => `EXISTS (
  SELECT 1
  FROM "participant" a
  JOIN "participant" b ON b."caseId" = a."caseId"
  WHERE a."personId" = ${one}
    AND b."personId" = ${other}
    AND a."leftAt" IS NULL
    AND b."leftAt" IS NULL
)`;

const OTHERS = `
  SELECT o."personId" AS "id"
  FROM "linkedPerson" m
  JOIN "linkedPerson" o ON o."groupId" = m."groupId" AND o."personId" <> m."personId"
  WHERE m."personId" = $1
    AND ${mayBeLinked('m."personId"', 'm."linkedAt"')}
    AND ${mayBeLinked('o."personId"', 'o."linkedAt"')}
    AND NOT ${inOneCase('m."personId"', 'o."personId"')}
  ORDER BY o."linkedAt", o."personId"`;

const NOW = `'infinity'::timestamptz`;

const MAY_JOIN = `
  SELECT 1
  WHERE $1::uuid <> $2::uuid
    AND ${mayBeLinked('$1::uuid', NOW)}
    AND ${mayBeLinked('$2::uuid', NOW)}
    AND NOT ${inOneCase('$1::uuid', '$2::uuid')}
    AND NOT EXISTS (
      SELECT 1
      FROM "linkedPerson" a
      JOIN "linkedPerson" b ON b."groupId" = a."groupId"
      WHERE a."personId" = $1
        AND b."personId" = $2
        AND ${mayBeLinked('a."personId"', 'a."linkedAt"')}
        AND ${mayBeLinked('b."personId"', 'b."linkedAt"')}
    )`;

/** A link that ended is not brought back by a new one: whoever it was with comes in again first. */
const ENDED = `
  DELETE FROM "linkedPerson" l
  WHERE NOT ${mayBeLinked('l."personId"', 'l."linkedAt"')}
    AND l."groupId" IN (
      SELECT "groupId"
      FROM "linkedPerson"
      WHERE "personId" IN ($1, $2)
    )`;

/** Everybody who is linked with one of the two, in one order, so that two who do this at once wait for each other. */
const THEIRS = `
  SELECT "personId", "groupId"
  FROM "linkedPerson"
  WHERE "groupId" IN (
    SELECT "groupId"
    FROM "linkedPerson"
    WHERE "personId" IN ($1, $2)
  )
  ORDER BY "personId"
  FOR UPDATE`;

const TOO_NEAR = `
  SELECT 1
  FROM unnest($1::uuid[]) AS x("id")
  JOIN unnest($1::uuid[]) AS y("id") ON y."id" > x."id"
  WHERE ${inOneCase('x."id"', 'y."id"')}`;

const PUT = `
  INSERT INTO "linkedPerson" ("personId", "groupId", "linkedAt")
  SELECT x."id", $2, $3
  FROM unnest($1::uuid[]) AS x("id")
  ON CONFLICT ("personId") DO UPDATE SET
    "groupId" = excluded."groupId",
    "linkedAt" = CASE
      WHEN "linkedPerson"."personId" = ANY ($4::uuid[]) THEN excluded."linkedAt"
      ELSE "linkedPerson"."linkedAt"
    END`;

/** Nobody is linked with themselves, and no group stands for nobody. */
const ALONE = `
  DELETE FROM "linkedPerson" p
  WHERE p."groupId" = $1
    AND NOT EXISTS (
      SELECT 1
      FROM "linkedPerson" o
      WHERE o."groupId" = p."groupId"
        AND o."personId" <> p."personId"
    )`;
const EMPTY = `
  DELETE FROM "linkedGroup" g
  WHERE g."id" = ANY ($1)
    AND NOT EXISTS (
      SELECT 1
      FROM "linkedPerson" p
      WHERE p."groupId" = g."id"
    )`;

/** A letter of the day, by the key under which it is written once. Another one cannot wait for it. */
const OF_DAY = `"dedupeKey" ~ '^notice:[0-9a-f-]{36}:[0-9]{4}-[0-9]{2}-[0-9]{2}$'`;

/** The same letter is tried again; and what was written after the one of today is news that it does not cover. */
const TAKE = `
  UPDATE "linkedGroup" g
  SET
    "noticedAt" = $3,
    "noticedOn" = $4,
    "noticeId" = $2
  FROM "linkedPerson" p
  JOIN "message" m ON m."id" = $2
  WHERE p."personId" = $1
    AND g."id" = p."groupId"
    AND (
      NOT (m.${OF_DAY})
      OR g."noticedOn" IS NULL
      OR g."noticedOn" < $4
      OR g."noticeId" = $2
      OR g."noticedAt" < m."createdAt"
    )`;

/** The letter before this one never arrived: such an address speaks for nobody else. */
const LOST = `
  SELECT m."state" = 'dead' AS "isLost"
  FROM "message" t
  JOIN "message" m
    ON m."conversationId" = t."conversationId"
    AND m."seq" < t."seq"
    AND m."type" = t."type"
  WHERE t."id" = $1
  ORDER BY m."seq" DESC
  LIMIT 1`;

/** Nothing is written to the others for the rest of the day, as if they had had it. */
const NOTICED = `
  UPDATE "reach"
  SET "noticedAt" = $2
  WHERE "personId" = ANY ($1)`;
const COVERED = `
  UPDATE "reach"
  SET
    "noticedAt" = $2,
    "unreadSince" = COALESCE("unreadSince", $2)
  WHERE "personId" = $1`;

/** Links between people of several cases, in PostgreSQL. */
export function createLinkedPeople(pool: pg.Pool): LinkedPeople {
  return {
    of: async (personId) => {
      const { rows } = await pool.query<{ id: Uuid }>({ name: 'linked', text: OTHERS, values: [personId] });
      return rows.map(({ id }) => id);
    },
    mayBegin: async (personId) =>
      (await pool.query(`SELECT 1 WHERE ${mayBeLinked('$1::uuid', NOW)}`, [personId])).rowCount === 1,
    mayJoin: async (one, other) => (await pool.query(MAY_JOIN, [one, other])).rowCount === 1,
    join: (one, other, now) =>
      inTransaction({ pool }, async (client) => {
        const locked = await client.query<{ groupId: Uuid }>(THEIRS, [one, other]);
        await client.query(ENDED, [one, other]);
        const { rows } = await client.query<{ personId: Uuid; groupId: Uuid }>(THEIRS, [one, other]);
        const everybody = [...new Set([one, other, ...rows.map((row) => row.personId)])];
        if (everybody.length > MOST || (await client.query(MAY_JOIN, [one, other])).rowCount !== 1)
          return false;
        if ((await client.query(TOO_NEAR, [everybody])).rowCount !== 0) return false;
        const groupId = randomUUID();
        await client.query('INSERT INTO "linkedGroup" ("id") VALUES ($1)', [groupId]);
        await client.query(PUT, [everybody, groupId, now, [one, other]]);
        const before = [...new Set(locked.rows.map((row) => row.groupId))];
        for (const id of before) await client.query(ALONE, [id]);
        await client.query(EMPTY, [before]);
        return true;
      }),
    apart: (personId) =>
      inTransaction({ pool }, async (client) => {
        const { rows } = await client.query<{ groupId: Uuid }>(
          'DELETE FROM "linkedPerson" WHERE "personId" = $1 RETURNING "groupId"',
          [personId],
        );
        const [row] = rows;
        if (!row) return;
        await client.query(ALONE, [row.groupId]);
        await client.query(EMPTY, [[row.groupId]]);
      }),
    takeNotice: async ({ messageId, personId, others, now, day }) => {
      const { rows } = await pool.query<{ isLost: boolean }>(LOST, [messageId]);
      if (rows[0]?.isLost) return 'goes';
      const { rowCount } = await pool.query(TAKE, [personId, messageId, now, day]);
      if (rowCount === 1) {
        await pool.query(NOTICED, [others, now]);
        return 'goes';
      }
      await pool.query(COVERED, [personId, now]);
      return 'covered';
    },
  };
}
