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

/** The columns of a row that is there already, each with its new value. */
export const renewed = (columns: readonly string[]): string =>
  columns.map((c) => `${q(c)} = excluded.${q(c)}`).join(', ');

/** The end of an INSERT whose row may be there already: then these columns get their new values. */
export const orRenewed = (key: readonly string[], columns: readonly string[]): string =>
  `ON CONFLICT (${list(key)}) DO UPDATE SET ${renewed(columns)}`;

/** Rows that are new. `rest`: what follows, ON CONFLICT for one. */
export function insert(table: string, columns: readonly string[], rows: string, rest = ''): string {
  return `
    INSERT INTO ${q(table)} (${list(columns)})
    SELECT ${list(columns)}
    FROM jsonb_populate_recordset(NULL::${q(table)}, ${rows}::jsonb)
    ${rest}`;
}
