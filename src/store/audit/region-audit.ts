import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { AuditEvent, RegionNote } from '../../ports/database/index.ts';
import { type AuditKeys, type Chain, type ChainOwner, chainIdOf, extendChain } from './audit.ts';
import { putAudit } from './audit-rows.ts';

/** Where the chain of one region stands; more conditions, or a lock, may follow. */
export const REGION_CHAIN = `
  SELECT
    "id",
    "formerId",
    "auditHead" AS "head",
    "auditCount" AS "count"
  FROM "region"
  WHERE "id" = $1`;

interface RegionEvent {
  readonly regionId: Uuid;
  readonly now: Instant;
  readonly event: AuditEvent;
}

/**
 * Does something to a region and writes in the region's audit who did, in one transaction. The region's row is locked
 * first, so that the audit has one end. False, and nothing is written: there is no such region, or nothing was done.
 */
export async function audited(
  pool: pg.Pool,
  keys: AuditKeys,
  told: RegionEvent,
  act: (client: pg.PoolClient) => Promise<boolean>,
): Promise<boolean> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const done = await noted(client, keys, told, act);
    await client.query(done ? 'COMMIT' : 'ROLLBACK');
    return done;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The same in a transaction that goes on. */
export async function noted(
  client: pg.PoolClient,
  keys: AuditKeys,
  { regionId, now, event }: RegionEvent,
  act: (client: pg.PoolClient) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const { rows } = await client.query<ChainOwner & Chain>(`${REGION_CHAIN} FOR UPDATE`, [regionId]);
  if (!rows[0] || !(await act(client))) return false;
  const { rows: audit, chain } = extendChain(keys, chainIdOf(rows[0]), rows[0], now, [event]);
  await client.query(
    `WITH moved AS (
       UPDATE "region"
       SET
         "auditHead" = $2,
         "auditCount" = $3
       WHERE "id" = $1
     )
     ${putAudit('$4')}`,
    [regionId, chain.head, chain.count, JSON.stringify(audit)],
  );
  return true;
}

/** One event, whatever the number of cases it is about. */
export async function noteInRegion(
  pool: pg.Pool,
  keys: AuditKeys,
  { regionId, now, actor, action }: RegionNote,
): Promise<void> {
  const event = { actor, action, objectId: null };
  if (!(await audited(pool, keys, { regionId, now, event }, async () => true)))
    throw new Error('a note about a region that is not there');
}
