import type pg from 'pg';
import { externalIdOf, firstOf, type RegionConfig } from '../config/region-file.ts';
import type { Uuid } from '../domain/names.ts';
import { namedUuid } from './ids.ts';
import { WEB } from './region-people.ts';

/** Writes the workspaces of a region, and gives their ids by the platform's own id. */
export async function putWorkspaces(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
): Promise<Map<string, Uuid>> {
  const ids = new Map<string, Uuid>();
  for (const w of config.workspaces) {
    const externalId = externalIdOf(w);
    const { rows } = await client.query<{ id: Uuid }>(PUT_WORKSPACE, [
      namedUuid(`workspace:${w.platform}:${externalId}`),
      w.platform,
      externalId,
      w.titlesInChat,
    ]);
    const id = rows[0]?.id as Uuid;
    ids.set(externalId, id);
    const channel = w === firstOf(config, w.platform) ? config.coordinatorChannel?.[w.platform] : undefined;
    await client.query(
      `INSERT INTO "regionWorkspace" ("regionId", "workspaceId", "coordinatorChannel", "settings") VALUES ($1, $2, $3, $4)
       ON CONFLICT ("regionId", "workspaceId") DO UPDATE SET "coordinatorChannel" = excluded."coordinatorChannel", "settings" = excluded."settings"`,
      [
        regionId,
        id,
        channel ?? null,
        JSON.stringify(w.platform === 'teams' ? { teamId: w.team, rooms: w.rooms } : {}),
      ],
    );
  }
  ids.set(WEB, await putWeb(client, regionId, config.key));
  await client.query(
    'DELETE FROM "regionWorkspace" WHERE "regionId" = $1 AND NOT ("workspaceId" = ANY ($2))',
    [regionId, [...ids.values()]],
  );
  return ids;
}

/** Every region has the web, for people without a connected workspace. */
async function putWeb(client: pg.PoolClient, regionId: Uuid, key: string): Promise<Uuid> {
  const { rows } = await client.query<{ id: Uuid }>(PUT_WORKSPACE, [
    namedUuid(`workspace:web:${key}`),
    'web',
    key,
    true,
  ]);
  const id = rows[0]?.id as Uuid;
  await client.query(
    'INSERT INTO "regionWorkspace" ("regionId", "workspaceId") VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [regionId, id],
  );
  return id;
}

const PUT_WORKSPACE = `INSERT INTO "workspace" ("id", "platform", "externalId", "titlesInChat") VALUES ($1, $2, $3, $4)
  ON CONFLICT ("platform", "externalId") DO UPDATE SET "titlesInChat" = excluded."titlesInChat" RETURNING "id"`;
