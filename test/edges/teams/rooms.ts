import { CHANNEL, GROUP_CHAT, PERSONAL_CHAT, TEAM } from './config.ts';
import type { StandInUser } from './types.ts';

export type RoomKind = 'personal' | 'channel' | 'groupChat';

/** A conversation as the bot and the test know it, and the one of the Playground that stands behind it. */
export interface Room {
  readonly id: string;
  readonly kind: RoomKind;
  readonly real: string;
  readonly name: string;
  readonly members: readonly StandInUser[];
}

/**
 * The Playground has one channel and one group chat. Others are told apart by what was posted to them: every message
 * is remembered with its room.
 */
export interface Rooms {
  add(room: Room): void;
  remove(id: string): void;
  /** By its id, with or without `;messageid=`; undefined when nobody made it. */
  find(id: string): Room | undefined;
  all(): readonly Room[];
  /** The room a message was posted to. */
  keep(messageId: string, room: Room): void;
  of(messageId: string): Room | undefined;
}

export function createRooms(users: readonly StandInUser[]): Rooms {
  const rooms = new Map<string, Room>();
  const posted = new Map<string, Room>();
  const add = (room: Room) => void rooms.set(room.id, room);
  for (const { id, name } of [TEAM, CHANNEL]) add({ id, real: id, kind: 'channel', name, members: users });
  add({ ...GROUP_CHAT, real: GROUP_CHAT.id, kind: 'groupChat', members: users });
  add({ id: PERSONAL_CHAT, real: PERSONAL_CHAT, kind: 'personal', name: '', members: users.slice(0, 1) });
  return {
    add,
    remove: (id) => void rooms.delete(id),
    find: (id) => rooms.get(bare(id)),
    all: () => [...rooms.values()],
    keep: (messageId, room) => void posted.set(messageId, room),
    of: (messageId) => posted.get(messageId),
  };
}

/** A conversation without the thread in it. */
export function bare(conversation: string): string {
  return conversation.split(';')[0] ?? conversation;
}

/** The first message of the thread that a conversation id names, or null. */
export function threadOf(conversation: string): string | null {
  return /;messageid=(.+)$/.exec(conversation)?.[1] ?? null;
}

/** The same place under another conversation's id. */
export function under(id: string, conversation: string): string {
  const thread = threadOf(conversation);
  return thread === null ? id : `${id};messageid=${thread}`;
}
