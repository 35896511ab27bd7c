import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Read } from '../../ports/database/index.ts';
import { namedUuid } from '../postgres/ids.ts';
import {
  type AuditKeys,
  type AuditRow,
  type Chain,
  type ChainOwner,
  chainIdOf,
  extendChain,
} from './audit.ts';
import { putAudit } from './audit-rows.ts';
import { createReadQueue } from './read-queue.ts';

/** An event in the case's own chain: from now on there is a chain of its reads, and one that is gone is missed. */
export const FIRST_READ = 'case.first_read';
/** Deadlock and serialisation failure: nobody is to blame, and what was asked is simply written after all. */
const AGAIN: ReadonlySet<string> = new Set(['40P01', '40001']);
const ATTEMPTS = 3;

/** The chain of a case's reads, beside that of its changes, which is named. */
export function readsOf(chainId: Uuid): Uuid {
  return namedUuid(`reads:${chainId}`);
}

interface ChainHeads extends ChainOwner {
  readonly auditHead: string;
  readonly auditCount: number;
  readonly readHead: string;
  readonly readCount: number;
}

/**
 * A process that appends takes the rows first, in the order of their ids, and so waits for others instead of being
 * refused. A part of the case may be added meanwhile: the key of the row does not change.
 */
const TAKE = `
  SELECT
    "id",
    "formerId",
    "auditHead",
    "auditCount",
    "readHead",
    "readCount"
  FROM "case"
  WHERE "id" = ANY ($1)
  ORDER BY "id"
  FOR NO KEY UPDATE`;

/** The first read of a case alone moves its version: that one stands in both chains. */
const APPEND = `
  WITH r AS (
    SELECT *
    FROM jsonb_to_recordset($2::jsonb) AS r(
      "id" uuid,
      "isFirst" boolean,
      "readHead" text,
      "readCount" int,
      "auditHead" text,
      "auditCount" int
    )
  ),
  moved AS (
    UPDATE "case" c
    SET
      "readHead" = r."readHead",
      "readCount" = r."readCount",
      "version" = CASE WHEN r."isFirst" THEN c."version" + 1 ELSE c."version" END,
      "auditHead" = CASE WHEN r."isFirst" THEN r."auditHead" ELSE c."auditHead" END,
      "auditCount" = CASE WHEN r."isFirst" THEN r."auditCount" ELSE c."auditCount" END
    FROM r
    WHERE c."id" = ANY ($1)
      AND c."id" = r."id"
  )
  ${putAudit('$3')}`;

/**
 * Writes down who looked in which cases, all or nothing; rejects when it cannot: then nothing may be shown. Looks that
 * come together are one append, and those of other processes wait for each other at the rows: nobody's reading is
 * refused because others read.
 */
export function createNoteRead(pool: pg.Pool, keys: AuditKeys): (read: Read) => Promise<void> {
  return createReadQueue((reads) => append(pool, keys, reads));
}

async function append(pool: pg.Pool, keys: AuditKeys, reads: readonly Read[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await appendOnce(pool, keys, reads);
    } catch (error) {
      if (!AGAIN.has((error as { code?: string }).code ?? '') || attempt === ATTEMPTS) throw error;
    }
  }
}

async function appendOnce(pool: pg.Pool, keys: AuditKeys, reads: readonly Read[]): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const ids = [...new Set(reads.flatMap((read) => read.caseIds))];
    const { rows } = await client.query<ChainHeads>({ name: 'take-reads', text: TAKE, values: [ids] });
    const made = rows.map((one) => extended(keys, one, reads));
    const values = [
      rows.map((one) => one.id),
      JSON.stringify(made.map((m) => m.row)),
      JSON.stringify(made.flatMap((m) => m.audit)),
    ];
    await client.query({ name: 'note-reads', text: APPEND, values });
    await client.query('COMMIT');
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function extended(keys: AuditKeys, one: ChainHeads, reads: readonly Read[]) {
  const { id } = one;
  const chainId = chainIdOf(one);
  const audit: AuditRow[] = [];
  let read: Chain = { head: one.readHead, count: one.readCount };
  let main: Chain = { head: one.auditHead, count: one.auditCount };
  for (const { now, actor, action, caseIds } of reads) {
    if (!caseIds.includes(id)) continue;
    const isFirst = read.count === 0;
    const next = extendChain(keys, readsOf(chainId), read, now, [{ actor, action, objectId: id }]);
    read = next.chain;
    audit.push(...next.rows);
    if (!isFirst) continue;
    const first = extendChain(keys, chainId, main, now, [
      { actor: 'schakel', action: FIRST_READ, objectId: id },
    ]);
    main = first.chain;
    audit.push(...first.rows);
  }
  return {
    audit,
    row: {
      id,
      isFirst: one.readCount === 0,
      readHead: read.head,
      readCount: read.count,
      auditHead: main.head,
      auditCount: main.count,
    },
  };
}
