import type pg from 'pg';
import { externalIdOf, type RegionConfig } from '../../config/region/region-file.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { ConfirmedWorkspace, GivenWorkspace, WorkspaceGift } from '../../ports/database/workspaces.ts';

export interface GiftChange {
  readonly give: readonly GivenWorkspace[];
  readonly take: readonly GivenWorkspace[];
}

/**
 * Says which workspaces a region may use. A region speaks for itself only: what it names of its own accord waits until
 * whoever runs the installation gives it, or its own people confirm it. Otherwise it could name the people of any
 * workspace as its own. What is taken stays in its row, so that no code brings it back.
 */
export async function giveAndTake(
  client: pg.PoolClient,
  regionId: Uuid,
  { give, take }: GiftChange,
  now: Instant,
): Promise<void> {
  const lists = (given: readonly GivenWorkspace[]): string[][] => [
    given.map((w) => w.platform),
    given.map((w) => w.externalId),
  ];
  await client.query(
    `INSERT INTO "workspaceGift" (
       "regionId",
       "platform",
       "externalId",
       "givenAt"
     )
     SELECT
       $1,
       g."platform",
       g."externalId",
       $4
     FROM unnest($2::text[], $3::text[]) AS g("platform", "externalId")
     ON CONFLICT ("regionId", "platform", "externalId") DO UPDATE SET
       "givenAt" = excluded."givenAt",
       "confirmedBy" = NULL,
       "takenAt" = NULL
     WHERE "workspaceGift"."takenAt" IS NOT NULL`,
    [regionId, ...lists(give), now],
  );
  await client.query(
    `INSERT INTO "workspaceGift" (
       "regionId",
       "platform",
       "externalId",
       "givenAt",
       "takenAt"
     )
     SELECT
       $1,
       g."platform",
       g."externalId",
       $4,
       $4
     FROM unnest($2::text[], $3::text[]) AS g("platform", "externalId")
     ON CONFLICT (
       "regionId",
       "platform",
       "externalId"
     ) DO UPDATE SET "takenAt" = COALESCE("workspaceGift"."takenAt", excluded."takenAt")`,
    [regionId, ...lists(take), now],
  );
}

/**
 * Whether a code may give this workspace: no region has it or had it, this one included. Two who confirm it at the same
 * moment wait for each other.
 */
export async function isFree(
  client: pg.PoolClient,
  { platform, externalId }: GivenWorkspace,
): Promise<boolean> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `workspace:${platform}:${externalId}`,
  ]);
  const { rowCount } = await client.query(
    'SELECT 1 FROM "workspaceGift" WHERE "platform" = $1 AND "externalId" = $2',
    [platform, externalId],
  );
  return rowCount === 0;
}

/** Its own people said that a region may use it. See `isFree`, which comes before this in the same transaction. */
export async function giveConfirmed(
  client: pg.PoolClient,
  regionId: Uuid,
  { platform, externalId, by }: ConfirmedWorkspace,
  now: Instant,
): Promise<void> {
  await client.query(
    `INSERT INTO "workspaceGift" (
       "regionId",
       "platform",
       "externalId",
       "givenAt",
       "confirmedBy"
     )
     VALUES ($1, $2, $3, $4, $5)`,
    [regionId, platform, externalId, now, by],
  );
}

/** Lists what was given of a workspace, or to a region. */
export async function workspaceGiftsOf(
  pool: pg.Pool,
  of: GivenWorkspace | { readonly regionId: Uuid },
): Promise<WorkspaceGift[]> {
  const [where, values] =
    'regionId' in of
      ? ['"regionId" = $1', [of.regionId]]
      : ['"platform" = $1 AND "externalId" = $2', [of.platform, of.externalId]];
  const { rows } = await pool.query<WorkspaceGift>(
    `SELECT
       "regionId",
       "platform",
       "externalId",
       "givenAt",
       "confirmedBy",
       "takenAt" IS NOT NULL AS "isTaken"
     FROM "workspaceGift"
     WHERE ${where}`,
    values,
  );
  return rows;
}

/** The workspaces of the file that the region was given, in the order of the file. */
export async function givenOf(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
): Promise<RegionConfig['workspaces']> {
  const { rows } = await client.query<GivenWorkspace>(
    'SELECT "platform", "externalId" FROM "workspaceGift" WHERE "regionId" = $1 AND "takenAt" IS NULL',
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
