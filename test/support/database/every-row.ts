import type { TestDatabase } from './test-server.ts';

/** Every row of every table: what somebody reads who gets hold of a backup. */
export async function everyRow({ database }: TestDatabase): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS "name" FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    const found = await database.pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS "row" FROM "${name}" t`,
    );
    parts.push(name, ...found.rows.map((r) => r.row));
  }
  return parts.join('\n');
}
