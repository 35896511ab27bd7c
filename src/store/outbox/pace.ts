import type pg from 'pg';
import type { Outbox } from '../../ports/outbox.ts';

/** All tokens or none of each send, in one statement; the rows are locked in the order of their keys. */
const PACES = `
  SELECT "wait"
  FROM "take_paces"($1::timestamptz, $2::jsonb) WITH ORDINALITY AS t("wait", "place")
  ORDER BY "place"`;

/** The paces of the platforms: a send waits until each pace that it counts for has room. */
export function pacesOf(pool: pg.Pool): Pick<Outbox, 'takePace' | 'takePaces' | 'holdPace'> {
  const takePaces: Outbox['takePaces'] = async (now, sends) => {
    if (sends.length === 0) return [];
    const { rows } = await pool.query<{ wait: number }>({
      name: 'paces',
      text: PACES,
      values: [now, JSON.stringify(sends)],
    });
    return rows.map(({ wait }) => Math.ceil(wait));
  };
  return {
    takePace: async (now, keys) => (await takePaces(now, [keys]))[0] ?? 0,
    takePaces,
    async holdPace(key, until) {
      await pool.query(
        `INSERT INTO "pace" ("key", "tat", "heldUntil")
         VALUES ($1, $2, $2)
         ON CONFLICT ("key") DO UPDATE SET "heldUntil" = GREATEST(
           "pace"."heldUntil",
           excluded."heldUntil"
         )`,
        [key, until],
      );
    },
  };
}
