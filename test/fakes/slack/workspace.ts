import type { Events } from './events/events.ts';
import type { Front } from './front.ts';
import { userOf } from './people/people.ts';
import { unshare } from './people/people-act.ts';
import { channelOf, seen } from './rooms/rooms.ts';
import type { Channel, Delivery, StandInUser, StoredMessage, View } from './types.ts';
import { findRoom, type Person, person, room, type World } from './world.ts';

/** A workspace as a test reads it, with the things that happen in it without anybody of the story. */
export interface Workspace {
  /** Channels, without the direct conversations. */
  channels(): readonly Channel[];
  channelByName(name: string): Channel | undefined;
  /** The messages in a channel that everybody sees, oldest first, without Slack's own notes (see `notes`). */
  history(channelIdOrName: string): readonly StoredMessage[];
  /** Slack's own notes in a channel: who joined, the new topic. */
  notes(channelIdOrName: string): readonly StoredMessage[];
  /** A channel as one person reads it: the history with what only they see, in order. */
  readBy(userId: string, channelIdOrName: string): readonly StoredMessage[];
  /** The direct conversation of the app with a person, with what only they see; empty when there is none yet. */
  dm(userId: string): readonly StoredMessage[];
  /** The Home view last published for a person. */
  home(userId: string): View | undefined;
  /** An administrator deactivates somebody. */
  deactivateUser(userId: string): Promise<Delivery>;
  /** Somebody changes name, time zone or language, or becomes a guest. */
  changeUser(userId: string, change: Partial<Omit<StandInUser, 'id'>>): Promise<Delivery>;
  /** An administrator ends the sharing of a channel with another workspace. */
  unshare(channelIdOrName: string, teamId: string): void;
}

export function createWorkspace(front: Front, events: Events): Workspace {
  const { world } = front;
  const change = (userId: string, what: Partial<Person>): Promise<Delivery> => {
    const changed: Person = { ...person(world, userId), ...what };
    world.users.set(userId, changed);
    return events.tell({
      type: 'user_change',
      user: userOf(changed, true),
      cache_ts: Math.floor(world.now() / 1000),
    });
  };
  return {
    channels: () => [...world.channels.values()].filter((one) => one.kind !== 'im').map(channelOf),
    channelByName(name) {
      const found = findRoom(world, name);
      return found === undefined ? undefined : channelOf(found);
    },
    history: (name) => written(world, name).filter((message) => message.subtype === undefined),
    notes: (name) => written(world, name).filter((message) => message.subtype !== undefined),
    readBy: (userId, name) => readBy(world, userId, name),
    dm(userId) {
      const direct = world.directs.get(userId);
      return direct === undefined ? [] : readBy(world, userId, direct.id);
    },
    home: (userId) => world.homes.get(userId),
    deactivateUser: (userId) => change(userId, { isDeactivated: true }),
    changeUser: (userId, what) => change(userId, what as Partial<Person>),
    unshare: (name, teamId) => unshare(front, room(world, name), teamId),
  };
}

function written(world: World, name: string): readonly StoredMessage[] {
  const target = room(world, name);
  return target.messages.map((message) => seen(target, message));
}

function readBy(world: World, userId: string, name: string): readonly StoredMessage[] {
  const target = room(world, name);
  if (!target.members.has(userId))
    throw new Error(`${person(world, userId).name} cannot read ${target.name}`);
  const whispers = target.whispers.filter((one) => one.ephemeralFor === userId);
  const all = [...target.messages.filter((one) => one.subtype === undefined), ...whispers];
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1)).map((message) => seen(target, message));
}
