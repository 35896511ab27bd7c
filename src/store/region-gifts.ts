import type pg from 'pg';
import { externalIdOf, type RegionConfig } from '../config/region-file.ts';
import type { Instant, Uuid } from '../domain/names.ts';

/** A workspace by the platform's own id. */
export interface GivenWorkspace {
  readonly platform: 'slack' | 'teams';
  readonly externalId: string;
}

export interface Gifts {
  readonly give: readonly GivenWorkspace[];
  readonly take: readonly GivenWorkspace[];
}

/**
 * Says which workspaces a region may use. A region speaks for itself only: what it names of its own accord waits until
 * whoever runs the installation gives it. Otherwise it could name the people of any workspace as its own.
 */
export async function giveAndTake(
  client: pg.PoolClient,
  regionId: Uuid,
  { give, take }: Gifts,
  now: Instant,
): Promise<void> {
  const lists = (given: readonly GivenWorkspace[]): string[][] => [
    given.map((w) => w.platform),
    given.map((w) => w.externalId),
  ];
  await client.query(
    `INSERT INTO "workspaceGift" ("regionId", "platform", "externalId", "givenAt")
     SELECT $1, g."platform", g."externalId", $4 FROM unnest($2::text[], $3::text[]) AS g("platform", "externalId") ON CONFLICT DO NOTHING`,
    [regionId, ...lists(give), now],
  );
  await client.query(
    `DELETE FROM "workspaceGift" w USING unnest($2::text[], $3::text[]) AS g("platform", "externalId")
     WHERE w."regionId" = $1 AND w."platform" = g."platform" AND w."externalId" = g."externalId"`,
    [regionId, ...lists(take)],
  );
}

/** The workspaces of the file that the region was given, in the order of the file. */
export async function givenOf(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
): Promise<RegionConfig['workspaces']> {
  const { rows } = await client.query<GivenWorkspace>(
    'SELECT "platform", "externalId" FROM "workspaceGift" WHERE "regionId" = $1',
    [regionId],
  );
  return config.workspaces.filter((w) =>
    rows.some((given) => given.platform === w.platform && given.externalId === externalIdOf(w)),
  );
}

/** Every workspace that a file names. */
export function namedIn(config: RegionConfig): GivenWorkspace[] {
  return config.workspaces.map((w) => ({ platform: w.platform, externalId: externalIdOf(w) }));
}
