import type pg from 'pg';
import type { AuditRow } from './audit.ts';

/** Puts rows of an audit, given as JSON: by itself, or at the end of a statement that does more. */
export const putAudit = (rows: string): string => `
  INSERT INTO "audit"
  SELECT *
  FROM jsonb_populate_recordset(NULL::"audit", ${rows}::jsonb)`;

/** The next rows of a chain; where it stands after them is written by whoever has locked its owner. */
export async function putAuditRows(
  client: Pick<pg.PoolClient, 'query'>,
  rows: readonly AuditRow[],
): Promise<void> {
  await client.query(putAudit('$1'), [JSON.stringify(rows)]);
}
