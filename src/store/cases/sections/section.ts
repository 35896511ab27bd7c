/** One kind of rows that a change may bring: its part of the statement, and when it makes the change a conflict. */
export interface Section {
  /** `rows` and `now` are the parameters that hold them. */
  readonly write: (rows: string, now: string) => string;
  readonly conflict?: (rows: string) => string;
}

export const missing =
  (cte: string) =>
  (rows: string): string =>
    `(SELECT count(*) FROM ${cte}) <> jsonb_array_length(${rows}::jsonb)`;

export const q = (name: string): string => `"${name}"`;
export const list = (columns: readonly string[], alias = ''): string =>
  columns.map((c) => `${alias}${q(c)}`).join(', ');

/** Rows that are new. `rest`: what follows, ON CONFLICT for one. */
export function insert(table: string, columns: readonly string[], rows: string, rest = ''): string {
  return `INSERT INTO ${q(table)} (${list(columns)}) SELECT ${list(columns)}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${rows}::jsonb) ${rest}`;
}
