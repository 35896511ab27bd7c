import type { Instant } from '../../domain/vocabulary.ts';
import type { GivenWorkspace } from '../../ports/database/workspaces.ts';
import type { AuditKeys } from '../audit/audit.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import { type StoredRegion, writeRegion } from '../regions/import.ts';
import type { GiftChange } from './workspace-gifts.ts';

/** A workspace that a region names or may use, and which regions name it or may use it too. */
export interface RegionsWorkspace extends GivenWorkspace {
  readonly isGiven: boolean;
  readonly isNamed: boolean;
  /** True when whoever runs the installation took it away: no code brings it back. */
  readonly isTaken: boolean;
  /** The account there that confirmed it with a code. */
  readonly confirmedBy: string | null;
  readonly others: readonly string[];
}

/**
 * Lets a region use workspaces from now on, or no longer: its people are looked up anew, in one transaction with the
 * line in its audit. False: there is no such region.
 */
export function changeWorkspaceGifts(
  database: Database,
  keys: AuditKeys,
  key: string,
  gifts: GiftChange,
  now: Instant,
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<StoredRegion>('SELECT * FROM "region" WHERE "key" = $1 FOR UPDATE', [
      key,
    ]);
    const [old] = rows;
    if (!old) return false;
    const { filledContacts: _filled, ...config } = old.config;
    await writeRegion(client, keys, old, config, {
      now,
      actor: 'schakel',
      action: 'region.workspaces_given',
      objectId: null,
      isFile: old.fileVersion === old.version,
      gifts,
    });
    return true;
  });
}

const NAMED = `
  SELECT
    g."id",
    g."key",
    w->>'platform' AS "platform",
    COALESCE(w->>'teamId', w->>'tenantId') AS "externalId"
  FROM "region" g, jsonb_array_elements(g."config"->'workspaces') w`;

const LIST = `
  WITH named AS (${NAMED}),
  every AS (
    SELECT
      "id",
      "key",
      "platform",
      "externalId",
      TRUE AS "isNamed"
    FROM named
    UNION ALL
    SELECT
      w."regionId",
      g."key",
      w."platform",
      w."externalId",
      FALSE
    FROM "workspaceGift" w
    JOIN "region" g ON g."id" = w."regionId"
    WHERE w."takenAt" IS NULL
  )
  SELECT
    e."key" AS "region",
    e."platform",
    e."externalId",
    bool_or(e."isNamed") AS "isNamed",
    bool_or(w."regionId" IS NOT NULL AND w."takenAt" IS NULL) AS "isGiven",
    bool_or(w."takenAt" IS NOT NULL) AS "isTaken",
    min(w."confirmedBy") FILTER (WHERE w."takenAt" IS NULL) AS "confirmedBy",
    ARRAY(
      SELECT DISTINCT o."key"
      FROM every o
      WHERE o."platform" = e."platform"
        AND o."externalId" = e."externalId"
        AND o."id" <> e."id"
      ORDER BY 1
    ) AS "others"
  FROM every e
  LEFT JOIN "workspaceGift" w
    ON w."regionId" = e."id"
    AND w."platform" = e."platform"
    AND w."externalId" = e."externalId"
  GROUP BY e."id", e."key", e."platform", e."externalId"
  ORDER BY e."key", e."platform", e."externalId"`;

/** Every workspace of every region, the one that waits too. */
export async function workspacesOfRegions(
  database: Database,
): Promise<(RegionsWorkspace & { readonly region: string })[]> {
  const { rows } = await database.pool.query<RegionsWorkspace & { readonly region: string }>(LIST);
  return rows;
}
