import { parseRegionFile, type RegionConfig } from '../../../src/config/region/region-file.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import type { TestDatabase } from '../database/test-server.ts';
import { SECRET } from './secret.ts';

/** Reads a region file in, as an administrator of the installation does. Throws when it is wrong. */
export async function readRegion({ database }: TestDatabase, file: string, now: Date): Promise<void> {
  const parsed = parseRegionFile(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  await importRegion(database, auditKeys(SECRET), readingAlong(parsed.region), now.toISOString());
}

/** A story that says nothing of consent is one of a region in which organisations read along until somebody says no. */
export function readingAlong(region: RegionConfig): RegionConfig {
  const { consent = 'unless-refused', consentReason = 'zo werken wij hier al jaren' } = region;
  return consent === 'unless-refused' ? { ...region, consent, consentReason } : region;
}

/** Person id behind a key of the region file; several regions may have somebody of the same key. */
export async function personOf({ database }: TestDatabase, key: string, region?: string): Promise<string> {
  const { rows } = await database.pool.query<{ personId: string }>(
    `SELECT p."personId" FROM "regionPerson" p JOIN "region" r ON r."id" = p."regionId"
     WHERE p."key" = $1 AND r."key" = coalesce($2, r."key")`,
    [key, region],
  );
  return rows[0]?.personId ?? '';
}

/** Person id behind an account on a platform. */
export async function personWith({ database }: TestDatabase, account: string): Promise<string> {
  const { rows } = await database.pool.query<{ personId: string }>(
    'SELECT "personId" FROM "identity" WHERE "externalId" = $1',
    [account],
  );
  return rows[0]?.personId ?? '';
}
