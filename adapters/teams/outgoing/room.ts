import type { Address } from '../../../src/ports/chat.ts';

/** Where a room is in Graph. */
export interface Room {
  readonly tenantId: string;
  readonly path: string;
  readonly kind: 'shared' | 'standard' | 'chat';
}

/** A chat is known by its own id, so that it stays one when the region changes what it opens. */
export function roomOf({ workspace, target }: Address): Room {
  const id = 'room' in target ? target.room : '';
  const { teamId = '', rooms } = workspace.settings;
  const tenantId = workspace.externalId;
  if (id.endsWith('@thread.v2')) return { tenantId, path: `/chats/${encodeURIComponent(id)}`, kind: 'chat' };
  const path = `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(id)}`;
  return { tenantId, path, kind: rooms === 'standard' ? 'standard' : 'shared' };
}
