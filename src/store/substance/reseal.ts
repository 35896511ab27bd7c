import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import { openedOrNot, type Seal } from '../sealing/seal.ts';
import { boundTo } from './book.ts';

interface Row {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly kind: string;
  readonly sealed: string;
}

/** Rows of one statement: who writes meanwhile waits for no more than these. */
const PAGE = 500;
/** `substance_key_idx` is on these words exactly. */
const KEY = `split_part("sealed", '.', 2)`;

/** Keys that sealed what is there: from one to the next in the index, without a look at the rows between. */
const KEYS = `
  WITH RECURSIVE k AS (
    (
      SELECT ${KEY} AS "key"
      FROM "substance"
      WHERE "sealed" IS NOT NULL
      ORDER BY 1
      LIMIT 1
    )
    UNION ALL
    SELECT (
      SELECT ${KEY}
      FROM "substance"
      WHERE "sealed" IS NOT NULL
        AND ${KEY} > k."key"
      ORDER BY 1
      LIMIT 1
    )
    FROM k
    WHERE k."key" IS NOT NULL
  )
  SELECT "key"
  FROM k
  WHERE "key" IS NOT NULL`;

const NEXT = `
  SELECT
    "id",
    "caseId",
    "kind",
    "sealed"
  FROM "substance"
  WHERE "sealed" IS NOT NULL
    AND ${KEY} = $1
    AND "id" > $2
  ORDER BY "id"
  LIMIT $3`;

/** A row is written only while it is as it was read: who erased or sealed it meanwhile was first. */
const WRITE = `
  WITH anew AS (
    SELECT *
    FROM jsonb_to_recordset($1::jsonb) AS r("id" uuid, "was" text, "sealed" text)
  ),
  taken AS (
    SELECT s."id"
    FROM "substance" s
    WHERE s."id" IN (SELECT "id" FROM anew)
    ORDER BY s."id"
    FOR NO KEY UPDATE
  )
  UPDATE "substance" s
  SET "sealed" = anew."sealed"
  FROM anew
  JOIN taken ON taken."id" = anew."id"
  WHERE s."id" = anew."id"
    AND s."sealed" = anew."was"`;

/**
 * Seals with the key of now what an older one sealed, page by page, each page a statement of its own: whoever is stopped
 * on the way goes on at the next start, and two who do it at once get in nobody's way. What no known key opens stays.
 */
export async function resealSubstance(
  pool: pg.Pool,
  seal: Seal,
  page = PAGE,
): Promise<{ resealed: number; unreadable: number }> {
  const { rows: keys } = await pool.query<{ key: string }>({ name: 'substance-keys', text: KEYS });
  const done = { resealed: 0, unreadable: 0 };
  for (const { key } of keys) {
    let after: Uuid | undefined = '00000000-0000-0000-0000-000000000000';
    while (after && !seal.isCurrent(`1.${key}`)) {
      const values: unknown[] = [key, after, page];
      const { rows } = await pool.query<Row>({ name: 'substance-of-key', text: NEXT, values });
      const { resealed, unreadable } = await writeAnew(pool, seal, rows);
      done.resealed += resealed;
      done.unreadable += unreadable;
      after = rows.at(-1)?.id;
    }
  }
  return done;
}

async function writeAnew(
  pool: pg.Pool,
  seal: Seal,
  rows: readonly Row[],
): Promise<{ resealed: number; unreadable: number }> {
  const anew = rows.flatMap(({ id, caseId, kind, sealed: was }) => {
    const about = boundTo(id, caseId, kind);
    const words = openedOrNot(seal, was, about);
    return words === undefined ? [] : [{ id, was, sealed: seal.seal(words, about) }];
  });
  const unreadable = rows.length - anew.length;
  if (anew.length === 0) return { resealed: 0, unreadable };
  const values = [JSON.stringify(anew)];
  const { rowCount } = await pool.query({ name: 'reseal-substance', text: WRITE, values });
  return { resealed: rowCount ?? 0, unreadable };
}
