import { personToken } from '../emulated.ts';
import { record, text } from '../events/read.ts';
import { type Front, onEmulator } from '../front.ts';
import { addMessage, addRoom, channelOf, seen } from '../rooms/rooms.ts';
import { acceptShared, changeId, connect, disconnect, type SharedInvite } from '../rooms/shared-channels.ts';
import type { Channel, Json, StoredMessage } from '../types.ts';
import { setArchived, setName } from '../web-api/conversations.ts';
import { type Person, person, type Room } from '../world.ts';
import { active, roomFor } from './hands.ts';
import { setMember, unsetMember } from './membership.ts';

/** The actions of a person in channels, without the app. Each throws what Slack would refuse. */
export interface Member {
  /** Writes in a channel. */
  say(channel: string, text: string): Promise<StoredMessage>;
  createChannel(name: string, options?: { readonly isPrivate?: boolean }): Promise<Channel>;
  /** Brings in people or the app (its bot user id). */
  invite(channel: string, ...userIds: readonly string[]): Promise<void>;
  remove(channel: string, userId: string): Promise<void>;
  removeBot(channel: string): Promise<void>;
  leave(channel: string): Promise<void>;
  archive(channel: string): Promise<void>;
  unarchive(channel: string): Promise<void>;
  rename(channel: string, name: string): Promise<void>;
  /** Accepts an invitation over Slack Connect. */
  joinShared(channel: string): Promise<void>;
  /** Shares a channel with another workspace by Slack's own menu, and ends that; quietly: the app is not told. */
  shareWith(channel: string, teamId: string, how?: 'told' | 'quietly'): Promise<void>;
  unshareFrom(channel: string, teamId: string): Promise<void>;
  /** Slack gives the channel another id, as it may do with a private one that is shared. */
  changeId(channel: string): Promise<void>;
}

export function createMember(front: Front, invites: readonly SharedInvite[], userId: string): Member {
  const who = (): Person => active(person(front.world, userId));
  const at = async (channel: string): Promise<Room> => roomFor(front, who(), channel);
  const ask = (method: string, args: Json): Promise<Json> => asPerson(front, userId, method, args);
  const remove = async (channel: string, other: string): Promise<void> => {
    const target = await at(channel);
    await ask('conversations.kick', { channel: target.id, user: other });
    unsetMember(front, target, other);
  };
  return {
    say: async (channel, words) => say(front, who(), await at(channel), words),
    createChannel: async (name, options = {}) => createChannel(front, who(), name, options.isPrivate ?? true),
    invite: async (channel, ...userIds) => {
      const target = await at(channel);
      await ask('conversations.invite', { channel: target.id, users: userIds.join(',') });
      for (const other of userIds) setMember(front, target, other, userId);
    },
    remove,
    removeBot: (channel) => remove(channel, front.world.bot.userId),
    leave: async (channel) => {
      const target = await at(channel);
      await ask('conversations.leave', { channel: target.id });
      unsetMember(front, target, userId);
    },
    archive: (channel) => archive(front, userId, channel, true),
    unarchive: (channel) => archive(front, userId, channel, false),
    rename: async (channel, name) => {
      const target = await at(channel);
      // The emulator lets only the maker rename, Slack every member.
      await asPerson(front, target.creator, 'conversations.rename', { channel: target.id, name });
      setName(front, target, name);
    },
    joinShared: async (channel) => acceptShared(front, invites, channel, who().id),
    shareWith: async (channel, teamId, how = 'told') => connect(front, await at(channel), teamId, how),
    unshareFrom: async (channel, teamId) => disconnect(front, await at(channel), teamId),
    changeId: async (channel) => changeId(front, await at(channel)),
  };
}

async function asPerson(front: Front, userId: string, method: string, args: Json): Promise<Json> {
  const { bot } = front.world;
  const token = userId === bot.userId ? bot.token : personToken(userId);
  const answer = await onEmulator(front, token, method, args);
  if (answer.ok !== true) throw new Error(`Slack refuses ${method}: ${text(answer.error)}`);
  return answer;
}

async function say(front: Front, who: Person, target: Room, words: string): Promise<StoredMessage> {
  const answer = await asPerson(front, who.id, 'chat.postMessage', { channel: target.id, text: words });
  const ts = front.world.nextTs();
  const made = addMessage(target, { ts, emulatedTs: text(answer.ts), author: who.id, text: words });
  return seen(target, made);
}

async function createChannel(front: Front, who: Person, name: string, isPrivate: boolean): Promise<Channel> {
  const answer = await asPerson(front, who.id, 'conversations.create', { name, is_private: isPrivate });
  return channelOf(addRoom(front.world, record(answer.channel), isPrivate ? 'private' : 'public', [who.id]));
}

async function archive(front: Front, userId: string, channel: string, isArchived: boolean): Promise<void> {
  const target = await roomFor(front, active(person(front.world, userId)), channel);
  const method = isArchived ? 'conversations.archive' : 'conversations.unarchive';
  await asPerson(front, userId, method, { channel: target.id });
  setArchived(front, target, isArchived, userId);
}

/** A channel is no longer shared with another workspace: its people are out. */
export function unshare(front: Front, target: Room, teamId: string): void {
  target.teams.delete(teamId);
  for (const member of [...target.members]) {
    if (front.world.users.get(member)?.teamId === teamId) target.members.delete(member);
  }
  front.announce({
    type: 'channel_unshared',
    previously_connected_team_id: teamId,
    channel: target.id,
    is_ext_shared: target.teams.size > 0,
  });
}
