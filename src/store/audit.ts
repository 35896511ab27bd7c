import { createHmac, hkdfSync } from 'node:crypto';
import type { Instant, Uuid } from '../domain/names.ts';
import type { AuditEvent } from '../ports/store.ts';

/** Keys made from the one secret outside the database; who has the database only cannot make a chain that fits. */
export interface AuditKeys {
  readonly chain: Buffer;
  readonly pseudonym: Buffer;
}

export function auditKeys(secret: string): AuditKeys {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'schakel', purpose, 32));
  return { chain: derive('audit-chain'), pseudonym: derive('audit-pseudonym') };
}

export interface AuditRow {
  readonly chainId: Uuid;
  readonly seq: number;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly objectId: Uuid | null;
  readonly hash: string;
}

export interface Chain {
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
    const row = { chainId, seq: count, at, actor, action: event.action, objectId: event.objectId };
    head = hashOf(keys, head, row);
    rows.push({ ...row, hash: head });
  }
  return { rows, chain: { head, count } };
}

/** HMAC over the hash before it and every field, each with its length, so that no two rows write the same bytes. */
export function hashOf(keys: AuditKeys, before: string, row: Omit<AuditRow, 'hash'>): string {
  const fields = [before, row.chainId, String(row.seq), row.at, row.actor, row.action, row.objectId ?? ''];
  const mac = createHmac('sha256', keys.chain);
  for (const field of fields) mac.update(`${Buffer.byteLength(field)}:${field};`);
  return mac.digest('hex');
}

export function pseudonym(keys: AuditKeys, chainId: Uuid, personId: Uuid): string {
  return createHmac('sha256', keys.pseudonym).update(`${chainId}:${personId}`).digest('hex').slice(0, 16);
}
