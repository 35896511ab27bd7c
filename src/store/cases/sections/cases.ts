import { CASE_COLUMNS, CASE_PARTS } from '../columns.ts';
import { insert, list, missing, q, type Section } from './section.ts';

/** Columns that the delivery wrote meanwhile (the platform's id of a room): no decision made before undoes them. */
const KEPT: Readonly<Record<string, string>> = {
  'room.externalId': 'COALESCE(excluded."externalId", "room"."externalId")',
  'room.name': 'COALESCE(excluded."name", "room"."name")',
  'room.state': `CASE WHEN excluded."state" = 'opening' THEN "room"."state" ELSE excluded."state" END`,
};

/**
 * The rows of a table that are written before its others. A room that is put away makes place for the next one of its
 * kind, which comes in the same statement: the index `room_of_audience` has one at a time.
 */
const FIRST: Readonly<Record<string, string>> = { room: `r."state" <> 'archived', ` };

function upsert(table: string, columns: readonly string[], rows: string, appendOnly = false): string {
  const set = columns
    .filter((c) => c !== 'id')
    .map((c) => `${q(c)} = ${KEPT[`${table}.${c}`] ?? `excluded.${q(c)}`}`);
  const then = appendOnly ? 'DO NOTHING' : `DO UPDATE SET ${set.join(', ')}`;
  return `
    INSERT INTO ${q(table)} (${list(columns)})
    SELECT ${list(columns, 'r.')}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${rows}::jsonb) r
    ORDER BY ${FIRST[table] ?? ''}r."id"
    ON CONFLICT ("id") ${then}`;
}

const FIXED = ['id', 'regionId', 'code', 'version', 'formerId', 'importKey'];
const CHANGED_CASE = CASE_COLUMNS.filter((c) => !FIXED.includes(c))
  .map((c) => `${q(c)} = r.${q(c)}`)
  .join(', ');

/** Several cases are locked in the order of their ids, so that no two commits wait for each other. */
const LOCKED = `locked AS (
  SELECT c."id"
  FROM "case" c
  WHERE c."id" IN (SELECT "id" FROM wanted)
  ORDER BY c."id"
  FOR UPDATE
),`;

/**
 * Cases are guarded by the version they were loaded with, and taken in the order of their ids. One case
 * is found by a scalar subquery: with a join PostgreSQL, not knowing how many rows the JSON holds, scans the whole table.
 */
const changedCases = (many: boolean): Section => ({
  write: (rows) => `
    wanted AS (
      SELECT r.*
      FROM jsonb_populate_recordset(NULL::"case", ${rows}::jsonb) r
    ),
    ${many ? LOCKED : ''}
    guard AS (
      UPDATE "case" c
      SET
        "version" = c."version" + 1,
        ${CHANGED_CASE}
      FROM wanted r
      ${many ? 'JOIN locked ON locked."id" = r."id"' : ''}
      WHERE c."id" = ${many ? 'r."id"' : '(SELECT "id" FROM wanted)'}
        AND c."version" = r."version"
      RETURNING 1
    )`,
  conflict: missing('guard'),
});

const AUDIT = ['chainId', 'seq', 'at', 'actor', 'action', 'objectId', 'hash', 'onBehalfOf'];

/** Cases themselves; these come first, so that whoever was slower writes nothing. */
export const caseSections: Readonly<Record<string, Section>> = {
  changedCase: changedCases(false),
  changedCases: changedCases(true),
  newCases: {
    write: (rows) => `opened AS (${upsert('case', CASE_COLUMNS, rows, true)} RETURNING 1)`,
    conflict: missing('opened'),
  },
};

/** The parts of cases, their timers, and what the audit says of them. */
export const casePartSections: Readonly<Record<string, Section>> = {
  ...Object.fromEntries(
    CASE_PARTS.map(({ table, columns }): [string, Section] => [
      table,
      { write: (rows) => `${q(`put_${table}`)} AS (${upsert(table, columns, rows)})` },
    ]),
  ),
  timersGone: {
    write: (rows) => `gone AS (
      DELETE FROM "timer"
      WHERE "id" = ANY (ARRAY(
        SELECT value::uuid
        FROM jsonb_array_elements_text(${rows}::jsonb)
      ))
    )`,
  },
  audit: { write: (rows) => `aud AS (${insert('audit', AUDIT, rows)})` },
};
