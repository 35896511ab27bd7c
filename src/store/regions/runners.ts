import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';

/** The person behind each key by which the region is run. */
export type Runners = ReadonlyMap<string, Uuid>;

export async function runnersOf(
  client: pg.PoolClient,
  regionId: Uuid,
  keys: readonly string[],
): Promise<Runners> {
  const { rows } = await client.query<{ key: string; personId: Uuid }>(
    'SELECT "key", "personId" FROM "regionPerson" WHERE "regionId" = $1 AND "key" = ANY ($2)',
    [regionId, keys],
  );
  return new Map(rows.map(({ key, personId }) => [key, personId]));
}

interface Naming {
  readonly regionId: Uuid;
  /** Null: whoever runs the installation, whose word holds for all whom the file names. */
  readonly namedById: Uuid | null;
  readonly before: Runners;
  readonly keys: readonly string[];
}

/**
 * Writes down on whose word those run the region who did not before. Who was named by somebody stands on the word of the
 * one on whose word that somebody stands: with as many accounts as one makes, one remains one.
 */
export async function noteRunners(client: pg.PoolClient, naming: Naming): Promise<void> {
  const { regionId, namedById, before, keys } = naming;
  const now = await runnersOf(client, regionId, keys);
  const fresh = [...now].filter(([key, personId]) => namedById === null || before.get(key) !== personId);
  if (fresh.length === 0) return;
  await client.query(
    `UPDATE "regionPerson"
     SET "runsById" = COALESCE(${GUARANTOR_OF}, $3)
     WHERE "regionId" = $1
       AND "key" = ANY ($2)`,
    [regionId, fresh.map(([key]) => key), namedById],
  );
}

/** Returns on whose word somebody stands in a region: their own, unless somebody else named them. */
export async function guarantorOf(client: pg.PoolClient, regionId: Uuid, personId: Uuid): Promise<Uuid> {
  const { rows } = await client.query<{ word: Uuid }>(
    `SELECT COALESCE("runsById", "listedById") AS "word"
     FROM "regionPerson"
     WHERE "regionId" = $1
       AND "personId" = $2
       AND COALESCE("runsById", "listedById") IS NOT NULL
     ORDER BY 1
     LIMIT 1`,
    [regionId, personId],
  );
  return rows[0]?.word ?? personId;
}

const GUARANTOR_OF = `(
  SELECT o."runsById"
  FROM "regionPerson" o
  WHERE o."regionId" = $1
    AND o."personId" = $3::uuid
    AND o."runsById" IS NOT NULL
  ORDER BY 1
  LIMIT 1
)`;
