import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import type { Outbox, Troubles } from '../../ports/outbox.ts';
import { iso } from '../cases/load.ts';
import { FREE } from './claim/lease.ts';

/** Tries in vain that take longer than a hiccup. */
const FAILING = 5;

const TROUBLES = `
  SELECT
    (
      SELECT min(GREATEST("nextAt", "freeAt"))
      FROM "conversation"
      WHERE "nextAt" <= $1
        AND ("freeAt" IS NULL OR "freeAt" <= $1)
        AND ${FREE}
    ) AS "stalledSince",
    COALESCE((
      SELECT json_agg(a)
      FROM (
        SELECT
          w."id",
          w."platform",
          w."name",
          ${iso('min(m."notBefore")')} AS "since",
          COALESCE(
            json_agg(DISTINCT m."regionId") FILTER (WHERE m."regionId" IS NOT NULL),
            '[]'
          ) AS "regionIds"
        FROM "message" m
        JOIN "conversation" c ON c."id" = m."conversationId"
        JOIN "workspace" w ON w."id" = c."workspaceId"
        WHERE m."state" = 'pending'
          AND m."attempts" >= ${FAILING}
          AND w."disabledAt" IS NULL
        GROUP BY w."id"
      ) a
    ), '[]') AS "away"`;

/** The outbox as an operator sees it: a line that stands still, a workspace that is away, and how much waits. */
export function troublesOf(pool: pg.Pool): Pick<Outbox, 'troubles' | 'backlog'> {
  return {
    async troubles(now) {
      const { rows } = await pool.query<{ stalledSince: Instant | null; away: Troubles['away'] }>({
        name: 'troubles',
        text: TROUBLES,
        values: [now],
      });
      return rows[0] ?? { stalledSince: null, away: [] };
    },
    async backlog(now) {
      const { rows } = await pool.query<{ pending: number; dead: number; oldest: Instant | null }>(
        `SELECT
           (SELECT count(*) FROM "message" WHERE "state" = 'pending') AS "pending",
           (SELECT count(*) FROM "message" WHERE "state" = 'dead') AS "dead",
           (
             SELECT min(GREATEST("nextAt", "freeAt"))
             FROM "conversation"
             WHERE "nextAt" <= $1
               AND ("freeAt" IS NULL OR "freeAt" <= $1)
               AND ${FREE}
           ) AS "oldest"`,
        [now],
      );
      const row = rows[0];
      return {
        pending: Number(row?.pending ?? 0),
        dead: Number(row?.dead ?? 0),
        oldestDueAt: row?.oldest ?? null,
      };
    },
  };
}
