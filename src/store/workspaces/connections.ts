import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Workspaces } from '../../ports/database/workspaces.ts';
import { iso } from '../cases/load.ts';

/** A workspace came or went: messages wait for it, and regions have to be read anew. */
interface Tell {
  readonly announce: () => void;
  readonly regions: { forget(): void };
}

/** Workspaces that are connected or no longer are, and what was learnt of each on the way. */
export function connectionsOf(
  pool: pg.Pool,
  { announce, regions }: Tell,
): Omit<Workspaces, 'workspaceGifts'> {
  return {
    disableWorkspace: async (platform, externalId, why, now) => {
      const { rows } = await pool.query<{ id: Uuid; name: string; at: Instant; why: string }>(
        `UPDATE "workspace"
         SET
           "disabledAt" = COALESCE("disabledAt", $4),
           "disabledWhy" = COALESCE("disabledWhy", $3)
         WHERE "platform" = $1
           AND "externalId" = $2
         RETURNING
           "id",
           "name",
           ${iso('"disabledAt"')} AS "at",
           "disabledWhy" AS "why"`,
        [platform, externalId, why, now],
      );
      if (rows[0]) {
        regions.forget();
        await pool.query(`SELECT pg_notify('schakel_region', '')`);
      }
      return rows[0] ?? null;
    },
    enableWorkspace: async (platform, externalId, name, why) => {
      const { rowCount } = await pool.query(
        `UPDATE "workspace"
         SET
           "disabledAt" = NULL,
           "disabledWhy" = NULL,
           "name" = COALESCE($3, "name")
         WHERE "platform" = $1
           AND "externalId" = $2
           AND ("disabledAt" IS NOT NULL OR "name" <> $3)
           AND ($4::text IS NULL OR "disabledWhy" = $4)`,
        [platform, externalId, name, why ?? null],
      );
      if (rowCount === 0) return;
      // Everything that was kept for it goes now.
      await pool.query(
        `UPDATE "conversation" c
         SET
           "nextAt" = LEAST(
             "nextAt",
             (
               SELECT min("notBefore")
               FROM "message"
               WHERE "conversationId" = c."id"
                 AND "state" = 'pending'
             )
           ),
           "freeAt" = NULL
         FROM "workspace" w
         WHERE w."id" = c."workspaceId"
           AND w."platform" = $1
           AND w."externalId" = $2
           AND c."nextAt" IS NOT NULL`,
        [platform, externalId],
      );
      announce();
      regions.forget();
      await pool.query(`SELECT pg_notify('schakel_region', '')`);
    },
    rememberWorkspace: async (platform, externalId, settings) => {
      await pool.query({
        name: 'remember-workspace',
        text: `
          UPDATE "workspace"
          SET "settings" = "settings" || $3::jsonb
          WHERE "platform" = $1
            AND "externalId" = $2
            AND NOT "settings" @> $3::jsonb`,
        values: [platform, externalId, JSON.stringify(settings)],
      });
    },
  };
}
