import type { Bot } from './emulated.ts';
import type { Block, Channel, Json, StandInUser, StoredMessage, View } from './types.ts';

/**
 * What the front itself remembers: messages with the ts of the steered clock, who is where, open modals. It mirrors
 * what the emulator accepted, so that a test can read a channel at once.
 */
export interface World {
  readonly now: () => number;
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: Bot;
  readonly users: Map<string, Person>;
  readonly channels: Map<string, Room>;
  readonly names: Map<string, string>;
  /** The direct conversation of the app with a person, by user id. */
  readonly directs: Map<string, Room>;
  readonly homes: Map<string, View>;
  /** Open modals by user, the one in front last. */
  readonly modals: Map<string, View[]>;
  /** A ts never given before, never earlier than the last. */
  nextTs(): string;
  nextId(prefix: string): string;
}

export type Person = Required<Omit<StandInUser, 'email'>> & { readonly email: string | null };

export interface Room {
  readonly id: string;
  name: string;
  readonly kind: Channel['kind'];
  readonly created: number;
  readonly creator: string;
  /** The other side of a direct message. */
  readonly person: string | null;
  isArchived: boolean;
  topic: string;
  purpose: string;
  readonly members: Set<string>;
  /** Workspaces that this channel is shared with. */
  readonly teams: Set<string>;
  readonly messages: Message[];
  readonly byTs: Map<string, Message>;
  readonly whispers: Message[];
  readonly bookmarks: { title: string; link: string }[];
}

export interface Message {
  readonly ts: string;
  /** The emulator's own ts of it; `null` when the emulator does not know it. */
  readonly emulatedTs: string | null;
  readonly author: string;
  text: string;
  blocks: Block[] | undefined;
  readonly threadTs: string | undefined;
  readonly ephemeralFor: string | undefined;
  readonly subtype: string | undefined;
  metadata: Json | undefined;
  editedTs: string | undefined;
  pinned: boolean;
}

interface Settings {
  readonly now: () => number;
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: Bot;
  readonly users: readonly StandInUser[];
}

export function createWorld(settings: Settings): World {
  let lastMicros = 0;
  let lastId = 0;
  return {
    ...settings,
    users: new Map(settings.users.map((user) => [user.id, personOf(user, settings.team.id)])),
    channels: new Map(),
    names: new Map(),
    directs: new Map(),
    homes: new Map(),
    modals: new Map(),
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(settings.now()) * 1000);
      const digits = String(lastMicros);
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
    nextId(prefix) {
      lastId += 1;
      return `${prefix}${String(lastId).padStart(9, '0')}`;
    },
  };
}

function personOf(user: StandInUser, teamId: string): Person {
  return {
    id: user.id,
    name: user.name,
    realName: user.realName ?? user.name,
    email: user.email ?? null,
    tz: user.tz ?? 'Europe/Amsterdam',
    locale: user.locale ?? 'nl-NL',
    isGuest: user.isGuest ?? false,
    isStranger: user.isStranger ?? false,
    teamId: user.teamId ?? (user.isStranger ? `${teamId}X` : teamId),
    isDeactivated: user.isDeactivated ?? false,
  };
}

/** A room by id or by name (with or without `#`). */
export function findRoom(world: World, idOrName: string): Room | undefined {
  const byId = world.channels.get(idOrName);
  if (byId !== undefined) return byId;
  const id = world.names.get(idOrName.replace(/^#/, ''));
  return id === undefined ? undefined : world.channels.get(id);
}

export function room(world: World, idOrName: string): Room {
  const found = findRoom(world, idOrName);
  if (found === undefined) throw new Error(`There is no channel ${idOrName} in this workspace`);
  return found;
}

export function person(world: World, userId: string): Person {
  const found = world.users.get(userId);
  if (found === undefined) throw new Error(`There is nobody with id ${userId} in this workspace`);
  return found;
}

export function isHere(world: World, target: Room): boolean {
  return target.members.has(world.bot.userId);
}

/** Takes over a channel as the emulator tells it. */
export function addRoom(world: World, told: Json, kind: Room['kind'], members: readonly string[]): Room {
  const id = String(told.id);
  const known = world.channels.get(id);
  if (known !== undefined) return known;
  const made: Room = {
    id,
    name: String(told.name ?? ''),
    kind,
    created: Math.floor(world.now() / 1000),
    creator: String(told.creator ?? members[0] ?? ''),
    person: kind === 'im' ? (members.find((member) => member !== world.bot.userId) ?? null) : null,
    isArchived: false,
    topic: '',
    purpose: '',
    members: new Set(members),
    teams: new Set(),
    messages: [],
    byTs: new Map(),
    whispers: [],
    bookmarks: [],
  };
  world.channels.set(id, made);
  if (made.person !== null) world.directs.set(made.person, made);
  else world.names.set(made.name, id);
  return made;
}

export function addMessage(
  target: Room,
  message: Pick<Message, 'ts' | 'author' | 'text'> & Partial<Message>,
): Message {
  const made: Message = {
    emulatedTs: null,
    threadTs: undefined,
    ephemeralFor: undefined,
    subtype: undefined,
    metadata: undefined,
    editedTs: undefined,
    pinned: false,
    ...message,
    blocks: message.blocks,
  };
  if (made.ephemeralFor !== undefined) target.whispers.push(made);
  else {
    target.messages.push(made);
    target.byTs.set(made.ts, made);
  }
  return made;
}

/** What Slack itself writes in a channel: who joined, the new topic. */
export function addNote(world: World, target: Room, author: string, subtype: string, text: string): void {
  if (target.kind === 'im') return;
  addMessage(target, { ts: world.nextTs(), author, text, subtype });
}

export function removeMessage(target: Room, message: Message): void {
  const from = message.ephemeralFor === undefined ? target.messages : target.whispers;
  const index = from.lastIndexOf(message);
  if (index >= 0) from.splice(index, 1);
  target.byTs.delete(message.ts);
}

export function seen(target: Room, message: Message): StoredMessage {
  return {
    channel: target.id,
    ts: message.ts,
    author: message.author,
    text: message.text,
    blocks: message.blocks ?? [],
    edited: message.editedTs !== undefined,
    pinned: message.pinned,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    ...(message.ephemeralFor === undefined ? {} : { ephemeralFor: message.ephemeralFor }),
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}

export function channelOf(target: Room): Channel {
  return {
    id: target.id,
    name: target.name,
    kind: target.kind,
    isArchived: target.isArchived,
    isShared: target.teams.size > 0,
    topic: target.topic,
    purpose: target.purpose,
    members: [...target.members],
    bookmarks: target.bookmarks,
  };
}

/** A message as the Web API tells it. */
export function wire(world: World, target: Room, message: Message, withMetadata: boolean): Json {
  const ofApp = message.author === world.bot.userId;
  return {
    type: 'message',
    user: message.author,
    text: message.text,
    ts: message.ts,
    team: world.team.id,
    ...(ofApp && message.subtype === undefined ? { bot_id: world.bot.botId, app_id: world.bot.appId } : {}),
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.author, ts: message.editedTs } }),
    ...(message.pinned ? { pinned_to: [target.id] } : {}),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}
