import type { Bot } from './emulated.ts';
import type { Block, Channel, Enterprise, Json, StandInUser, View } from './types.ts';

/**
 * The front's own memory: messages with the ts of the steered clock, who is where, open modals. It mirrors what the
 * emulator accepted, so that a test can read a channel at once.
 */
export interface World {
  readonly now: () => number;
  readonly team: { readonly id: string; readonly name: string };
  readonly enterprise: Enterprise | null;
  readonly bot: Bot;
  readonly users: Map<string, Person>;
  readonly channels: Map<string, Room>;
  readonly names: Map<string, string>;
  /** The ids by which the emulator knows channels that got another one. */
  readonly emulatedIds: Map<string, string>;
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
  /** Slack gives a channel another one now and then. */
  id: string;
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
  readonly pushed: string | null;
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
  readonly enterprise: Enterprise | null;
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
    emulatedIds: new Map(),
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
    runsIt: user.runsIt ?? null,
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
