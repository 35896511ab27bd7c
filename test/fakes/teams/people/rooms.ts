import { CHANNEL, GROUP_CHAT, PERSONAL_CHAT, type Seats, TEAM } from '../config.ts';
import type { OtherRoom, StandInUser } from '../types.ts';

/** A conversation as the bot and the test know it, and the one of the Playground that stands behind it. */
export interface Room {
  readonly id: string;
  readonly kind: 'personal' | 'channel' | 'groupChat';
  readonly real: string;
  readonly name: string;
  readonly hasBot: boolean;
  readonly isArchived: boolean;
  readonly members: readonly StandInUser[];
}

/**
 * The Playground has one channel, one group chat, and one chat for each seat. Others are told apart by what was posted
 * to them: every message is remembered with its room.
 */
export interface Rooms {
  /** A channel or group chat besides those of the Playground. */
  open(room: OtherRoom): void;
  /** Where other rooms are looked for. */
  lookFor(find: (id: string) => OtherRoom | undefined): void;
  /** The chat of somebody with the bot; `real` is that of their seat. */
  chat(user: StandInUser, real: string): Room;
  chatOf(user: StandInUser): Room | undefined;
  /** Finds one by its id, with or without `;messageid=`; undefined when there is none. */
  find(id: string): Room | undefined;
  /** The room a message was posted to. */
  keep(messageId: string, room: Room): void;
  of(messageId: string): Room | undefined;
  /** The message is not there any more. */
  forget(messageId: string): void;
}

export function createRooms({ users, seated }: Seats): Rooms {
  const known = new Map<string, Room>();
  const opened = new Map<string, OtherRoom>();
  const posted = new Map<string, string>();
  let elsewhere: (id: string) => OtherRoom | undefined = () => undefined;
  const own = (id: string, kind: Room['kind'], name: string, members: readonly StandInUser[]) =>
    void known.set(id, { id, kind, real: id, name, hasBot: true, isArchived: false, members });
  own(TEAM.id, 'channel', 'General', users);
  own(CHANNEL.id, 'channel', CHANNEL.name, users);
  own(GROUP_CHAT.id, 'groupChat', GROUP_CHAT.name, users);
  own(PERSONAL_CHAT, 'personal', '', seated.slice(0, 1));

  const find = (id: string): Room | undefined => {
    const other = opened.get(bare(id)) ?? elsewhere(bare(id));
    if (!other) return known.get(bare(id));
    const { kind, name } = other;
    const ids = other.members();
    const members = users.filter(({ aadObjectId }) => ids.includes(aadObjectId));
    const real = kind === 'channel' ? CHANNEL.id : GROUP_CHAT.id;
    return {
      id: bare(id),
      kind,
      real,
      name,
      hasBot: other.hasBot(),
      isArchived: other.isArchived?.() ?? false,
      members,
    };
  };
  const chatOf = (user: StandInUser) =>
    [...known.values()].find(({ kind, members }) => kind === 'personal' && members.includes(user));
  return {
    open: (room) => void opened.set(room.id, room),
    lookFor: (finder) => {
      elsewhere = finder;
    },
    chatOf,
    chat: (user, real) => {
      const id = seated.includes(user) ? real : `a:${user.aadObjectId}`;
      const own = {
        id,
        real,
        kind: 'personal',
        name: '',
        hasBot: true,
        isArchived: false,
        members: [user],
      } as const;
      const room = chatOf(user) ?? own;
      known.set(room.id, room);
      return room;
    },
    find,
    keep: (messageId, room) => void posted.set(messageId, room.id),
    of: (messageId) => find(posted.get(messageId) ?? ''),
    forget: (messageId) => void posted.delete(messageId),
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

/** The same place in another conversation. */
export function under(id: string, conversation: string): string {
  const thread = threadOf(conversation);
  return thread === null ? id : `${id};messageid=${thread}`;
}
