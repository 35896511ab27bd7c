import type pg from 'pg';

const COLUMNS = `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END AS "line", pg_get_expr(d.adbin, d.adrelid) AS "given"
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    AND c.relname <> '_prisma_migrations'`;

/** Partial indexes and those over an expression have no place in a Prisma model; the migration is their only source. */
const INDEXES = `SELECT c.relname || ' ' || CASE WHEN i.indisprimary THEN 'id' WHEN i.indisunique THEN 'unique' ELSE 'normal' END
    || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k("n", "place")
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k."n") || ')' AS "line"
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND i.indexprs IS NULL
    AND c.relname <> '_prisma_migrations'`;

/** The tables of a database as sorted lines, one per column and index, in the words of `modelShape`. */
export async function databaseShape(pool: pg.Pool | pg.PoolClient): Promise<string[]> {
  const columns = await pool.query<{ line: string; given: string | null }>(COLUMNS);
  const indexes = await pool.query<{ line: string }>(INDEXES);
  return [
    ...columns.rows.map((r) => (r.given === null ? r.line : `${r.line} default ${literal(r.given)}`)),
    ...indexes.rows.map((r) => r.line),
  ].sort();
}

/** `''::text` is the empty text. */
function literal(expression: string): string {
  const quoted = /^'(.*)'::[\w ]+$/s.exec(expression);
  return quoted ? (quoted[1] ?? '').replaceAll("''", "'") : expression;
}
