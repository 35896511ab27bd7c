import { createHash } from 'node:crypto';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { ConversationKey } from '../../ports/database/index.ts';

/** A name turned into a UUID (version 8, RFC 9562), so that what is named need not be looked up. */
export function namedUuid(name: string): Uuid {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

export function conversationId(key: ConversationKey): Uuid {
  if ('roomId' in key) return namedUuid(`room:${key.roomId}`);
  if ('personId' in key) return namedUuid(`person:${key.workspaceId}:${key.personId}`);
  return namedUuid(`channel:${key.workspaceId}:${key.channelId}`);
}
