import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import { commitStatement } from '../cases/commit-sql.ts';
import { conversationId } from '../postgres/ids.ts';

/** Enqueues messages as part of something larger, in the transaction of `client`. */
export async function putMessages(
  client: pg.PoolClient,
  now: Instant,
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messageRows(messages);
  const { name, text } = commitStatement({ messages: rows }, false);
  await client.query({ name, text, values: [now, null, null, JSON.stringify(rows)] });
}

/** Rows with their place counted from the end of what this commit adds to each conversation. */
export function messageRows(messages: readonly NewMessage[]): unknown[] {
  const unique = [...new Map(messages.map((m) => [m.dedupeKey, m])).values()];
  const total = new Map<string, number>();
  const placed = unique.map((m) => {
    const id = conversationId(m.conversation);
    const place = (total.get(id) ?? 0) + 1;
    total.set(id, place);
    return { m, id, place };
  });
  return placed.map(({ m, id, place }) => ({
    ...m.conversation,
    id: m.id,
    dedupeKey: m.dedupeKey,
    conversationId: id,
    regionId: m.regionId,
    caseId: m.caseId,
    recipientId: m.recipientId,
    fromEnd: (total.get(id) ?? place) - place,
    isCard: m.isCard,
    type: m.payload.type,
    payload: m.isPinned ? { ...m.payload, pin: true } : m.payload,
    notBefore: m.notBefore,
    notAfter: m.notAfter ?? null,
  }));
}
