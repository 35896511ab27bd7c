import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { AuditEvent } from '../../ports/database/index.ts';

/** Keys made from the one secret outside the database; who has the database only cannot make a chain that fits. */
export interface AuditKeys {
  readonly chain: KeyObject;
  readonly pseudonym: KeyObject;
  readonly anchor: KeyObject;
  /** Keys of the secrets before this one: they check what was written then, and write nothing more. */
  readonly before: readonly AuditKeys[];
}

export function auditKeys(secret: string, before: readonly string[] = []): AuditKeys {
  // Key objects: a key that is given as bytes is set up anew for each HMAC, which takes longer than the HMAC.
  const derive = (purpose: string): KeyObject =>
    createSecretKey(new Uint8Array(hkdfSync('sha256', secret, 'schakel', purpose, 32)));
  return {
    chain: derive('audit-chain'),
    pseudonym: derive('audit-pseudonym'),
    anchor: derive('audit-anchor'),
    before: before.map((one) => auditKeys(one)),
  };
}

export interface AuditRow {
  readonly chainId: Uuid;
  readonly seq: number;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly objectId: Uuid | null;
  /** Pseudonym of who it was done for; null: the actor acted for themselves. */
  readonly onBehalfOf: string | null;
  readonly hash: string;
}

/** A case or region that has a chain, by its ids. */
export interface ChainOwner {
  readonly id: Uuid;
  readonly formerId: Uuid | null;
}

/** Its lines are sealed with this id, so a chain keeps the one it began with, whatever its owner is called since. */
export function chainIdOf({ id, formerId }: ChainOwner): Uuid {
  return formerId ?? id;
}

/** The same in SQL, of a row of `case` or `region`. */
export const CHAIN_ID = 'COALESCE("formerId", "id")';

/** Where a chain stands, as its case or region keeps it. */
export interface Chain {
  /** See `headOf`; empty before the first row. */
  readonly head: string;
  readonly count: number;
}

/** The next rows of one chain, and where it stands after them. An actor is a pseudonym that holds in this chain only. */
export function extendChain(
  keys: AuditKeys,
  chainId: Uuid,
  chain: Chain,
  at: Instant,
  events: readonly AuditEvent[],
): { rows: AuditRow[]; chain: Chain } {
  const rows: AuditRow[] = [];
  let { head, count } = chain;
  for (const event of events) {
    count += 1;
    const actor = event.actor === 'schakel' ? 'schakel' : pseudonym(keys, chainId, event.actor);
    const onBehalfOf = event.onBehalfOf ? pseudonym(keys, chainId, event.onBehalfOf) : null;
    const row = {
      chainId,
      seq: count,
      at,
      actor,
      action: event.action,
      objectId: event.objectId,
      onBehalfOf,
    };
    const hash = hashOf(keys, head, row);
    rows.push({ ...row, hash });
    head = headOf(keys, row, hash);
  }
  return { rows, chain: { head, count } };
}

/** HMAC over the head before it and every field; one that is empty in every row of before counts where it is filled. */
export function hashOf(keys: AuditKeys, before: string, row: Omit<AuditRow, 'hash'>): string {
  return mac(keys.chain, [
    'row',
    before,
    row.chainId,
    String(row.seq),
    row.at,
    row.actor,
    row.action,
    row.objectId ?? '',
    ...(row.onBehalfOf === null ? [] : [row.onBehalfOf]),
  ]);
}

/**
 * The head of a chain that ends with this row. Not the hash of the row itself: else whoever cuts the last rows would
 * find the head that then fits in the row before them.
 */
export function headOf(keys: AuditKeys, row: Pick<AuditRow, 'chainId' | 'seq'>, hash: string): string {
  return mac(keys.chain, ['head', row.chainId, String(row.seq), hash]);
}

/** Each field goes in with its length, so that no two lists write the same bytes. */
export function mac(key: KeyObject, fields: readonly string[]): string {
  const written = fields.map((field) => `${Buffer.byteLength(field)}:${field};`).join('');
  return createHmac('sha256', key).update(written).digest('hex');
}

/** Returns the name that stands for a person in one chain. */
export function pseudonym(keys: AuditKeys, chainId: Uuid, personId: Uuid): string {
  return createHmac('sha256', keys.pseudonym).update(`${chainId}:${personId}`).digest('hex').slice(0, 16);
}
