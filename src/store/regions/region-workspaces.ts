import type pg from 'pg';
import { externalIdOf, firstOf, type RegionConfig } from '../../config/region/region-file.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { WEB } from '../people/region-people.ts';
import { namedUuid } from '../postgres/ids.ts';
import { givenOf } from '../workspaces/workspace-gifts.ts';

/**
 * Writes the workspaces that a region was given, and answers their ids by the platform's own id. One that it only names
 * waits: it stands in the file, and no room, account or message comes of it.
 */
export async function putWorkspaces(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
): Promise<Map<string, Uuid>> {
  const ids = new Map<string, Uuid>();
  for (const w of await givenOf(client, regionId, config)) {
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
      `INSERT INTO "regionWorkspace" (
         "regionId",
         "workspaceId",
         "coordinatorChannel",
         "settings"
       )
       VALUES ($1, $2, $3, $4)
       ON CONFLICT ("regionId", "workspaceId") DO UPDATE SET
         "coordinatorChannel" = excluded."coordinatorChannel",
         "settings" = excluded."settings"`,
      [regionId, id, channel ?? null, JSON.stringify(settingsOf(w))],
    );
  }
  await keepTitles(client, [...ids.values()]);
  ids.set(WEB, await putWeb(client, regionId, config.key));
  await client.query(
    'DELETE FROM "regionWorkspace" WHERE "regionId" = $1 AND NOT ("workspaceId" = ANY ($2))',
    [regionId, [...ids.values()]],
  );
  return ids;
}

/** Settings that only concern the rooms of this region there. */
function settingsOf(w: RegionConfig['workspaces'][number]): Readonly<Record<string, string | undefined>> {
  return {
    ...(w.platform === 'teams' ? { teamId: w.team, rooms: w.rooms } : {}),
    ...(w.topicIsCode ? { topic: 'code' } : {}),
  };
}

/** A region that keeps titles out of the chat does so in a workspace of several: no other undoes that. */
async function keepTitles(client: pg.PoolClient, ids: readonly Uuid[]): Promise<void> {
  await client.query(
    `UPDATE "workspace" k
     SET "titlesInChat" = NOT EXISTS (
       SELECT 1
       FROM "regionWorkspace" u
       JOIN "region" g ON g."id" = u."regionId",
         jsonb_array_elements(g."config"->'workspaces') w
       WHERE u."workspaceId" = k."id"
         AND w->>'platform' = k."platform"
         AND COALESCE(w->>'teamId', w->>'tenantId') = k."externalId"
         AND w->>'titlesInChat' = 'false'
     )
     WHERE k."id" = ANY ($1)`,
    [ids],
  );
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

const PUT_WORKSPACE = `
  INSERT INTO "workspace" (
    "id",
    "platform",
    "externalId",
    "titlesInChat"
  )
  VALUES ($1, $2, $3, $4)
  ON CONFLICT ("platform", "externalId") DO UPDATE SET "titlesInChat" = excluded."titlesInChat"
  RETURNING "id"`;
