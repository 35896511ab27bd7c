import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import { type Installation, type Installations, Unreadable } from '../../ports/installations.ts';
import type { Seal } from '../sealing/seal.ts';

export interface PostgresInstallations extends Installations {
  /**
   * Seals with the key of now what an older one sealed, so that the older one can be thrown away. Those that cannot be
   * opened are named (`platform id`) and left alone.
   */
  reseal(): Promise<{ resealed: number; unreadable: string[] }>;
}

interface Row {
  readonly platform: string;
  readonly externalId: string;
  readonly isEnterprise: boolean;
  readonly sealed: string;
  readonly expiresAt: Instant | null;
  readonly version: number;
}

const COLUMNS = '"platform", "externalId", "isEnterprise", "sealed", "expiresAt", "version"';
const ONE = `SELECT ${COLUMNS} FROM "installation" WHERE "platform" = $1 AND "externalId" = $2`;
const PUT = `
  INSERT INTO "installation" (
    "platform",
    "externalId",
    "isEnterprise",
    "sealed",
    "expiresAt",
    "updatedAt"
  )
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT ("platform", "externalId") DO UPDATE SET
    "isEnterprise" = excluded."isEnterprise",
    "sealed" = excluded."sealed",
    "expiresAt" = excluded."expiresAt",
    "updatedAt" = excluded."updatedAt",
    "version" = "installation"."version" + 1`;

/** Installations in PostgreSQL, sealed. */
export function createInstallations(pool: pg.Pool, seal: Seal, now: () => Date): PostgresInstallations {
  const valuesOf = (one: Installation): unknown[] => {
    const { platform, externalId, isEnterprise, expiresAt } = one;
    const sealed = seal.seal(one.secrets, [platform, externalId]);
    return [platform, externalId, isEnterprise, sealed, expiresAt, now().toISOString()];
  };
  return {
    get: async (platform, externalId) => {
      const { rows } = await pool.query<Row>({
        name: 'installation',
        text: ONE,
        values: [platform, externalId],
      });
      return rows[0] ? opened(seal, rows[0]) : null;
    },
    all: async (platform) => (await rowsOf(pool, platform)).flatMap((row) => readable(seal, row) ?? []),
    put: async (installation) => void (await pool.query(PUT, valuesOf(installation))),
    renew: (platform, externalId, work) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<Row>(`${ONE} FOR UPDATE`, [platform, externalId]);
        if (!rows[0]) return null;
        const current = opened(seal, rows[0]);
        const changed = await work(current);
        if (changed) await client.query(PUT, valuesOf({ ...current, ...changed }));
        return { ...current, ...changed };
      }),
    remove: async (platform, externalId) => {
      await pool.query('DELETE FROM "installation" WHERE "platform" = $1 AND "externalId" = $2', [
        platform,
        externalId,
      ]);
    },
    reseal: () => reseal(pool, seal),
  };
}

/** A row that is changed meanwhile is sealed with a key of now by who changes it. */
async function reseal(pool: pg.Pool, seal: Seal): Promise<{ resealed: number; unreadable: string[] }> {
  let resealed = 0;
  const unreadable: string[] = [];
  for (const row of await rowsOf(pool, null)) {
    const one = readable(seal, row);
    if (!one) unreadable.push(`${row.platform} ${row.externalId}`);
    else if (!seal.isCurrent(row.sealed)) {
      const { rowCount } = await pool.query(
        `UPDATE "installation"
         SET
           "sealed" = $4,
           "version" = "version" + 1
         WHERE "platform" = $1
           AND "externalId" = $2
           AND "version" = $3`,
        [row.platform, row.externalId, row.version, seal.seal(one.secrets, [row.platform, row.externalId])],
      );
      resealed += rowCount ?? 0;
    }
  }
  return { resealed, unreadable };
}

async function rowsOf(pool: pg.Pool, platform: string | null): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS}
     FROM "installation"
     WHERE "platform" = $1
       OR $1::text IS NULL
     ORDER BY "platform", "externalId"`,
    [platform],
  );
  return rows;
}

function readable(seal: Seal, row: Row): Installation | null {
  try {
    return opened(seal, row);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function opened(seal: Seal, { platform, externalId, isEnterprise, sealed, expiresAt }: Row): Installation {
  const secrets = seal.open(sealed, [platform, externalId]);
  return { platform, externalId, isEnterprise, secrets, expiresAt };
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection that does not even take this back is of no use to anybody.
    const isGone = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    client.release(isGone);
    throw error;
  }
}
