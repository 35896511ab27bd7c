import { idList, record, text } from '../events/read.ts';
import { asBot, type Front, inTeam, prefixed, reach, refuse } from '../front.ts';
import { addNote, addRoom } from '../rooms/rooms.ts';
import type { Json } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import type { Person, Room } from '../world.ts';

/** Opens the direct conversation of the app with one person. */
export async function openDirect(front: Front, userId: string): Promise<Json> {
  const { world } = front;
  const other = world.users.get(userId);
  if (other === undefined) return refuse('user_not_found');
  if (other.isDeactivated) return refuse('user_disabled');
  if (other.isStranger && !sharesChannel(front, other)) return refuse('invalid_user_combination');
  const answer = await asBot(front, 'conversations.open', { users: userId });
  if (answer.ok !== true) return answer;
  addRoom(world, { ...record(answer.channel), name: 'directmessage' }, 'im', [world.bot.userId, userId]);
  return answer;
}

export function sharesChannel(front: Front, stranger: Person): boolean {
  return [...front.world.channels.values()].some((room) => room.teams.has(stranger.teamId));
}

export async function invite(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const users = idList(args.users);
  if (users.length === 0) return refuse('no_user');
  if (users.length > LIMITS.invite.users) return refuse('too_many_users');
  const errors = users.flatMap((user) => {
    const error = inviteError(front, target, user);
    return error === null ? [] : [{ user, ok: false, error }];
  });
  if (errors[0] !== undefined) return refuse(errors[0].error, { errors });
  const answer = await asBot(front, 'conversations.invite', { ...args, users: users.join(',') });
  if (answer.ok === true) for (const user of users) setMember(front, target, user, front.world.bot.userId);
  return inTeam(front, answer);
}

/** The emulator does not know of other workspaces, guests of one channel, or people who left; this refuses them. */
function inviteError(front: Front, target: Room, userId: string): string | null {
  const other = front.world.users.get(userId);
  if (other === undefined) return userId === front.world.bot.userId ? 'cant_invite_self' : 'user_not_found';
  if (other.isDeactivated) return 'user_not_found';
  if (other.isStranger && !target.teams.has(other.teamId)) return 'cant_invite';
  return other.isGuest === 'single' && isElsewhere(front, target, userId) ? 'ura_max_channels' : null;
}

function isElsewhere(front: Front, target: Room, userId: string): boolean {
  return [...front.world.channels.values()].some(
    (room) => room.kind !== 'im' && room !== target && !room.isArchived && room.members.has(userId),
  );
}

export function setMember(front: Front, target: Room, userId: string, inviter: string | null): void {
  target.members.add(userId);
  addNote(front.world, target, userId, prefixed(target, 'join'), `<@${userId}> has joined the channel`);
  front.announce({
    type: 'member_joined_channel',
    user: userId,
    channel: target.id,
    channel_type: target.kind === 'private' ? 'G' : 'C',
    team: front.world.team.id,
    ...(inviter === null ? {} : { inviter }),
  });
}

/** Somebody is out. For the app itself Slack says `group_left` or `channel_left` as well. */
export function unsetMember(front: Front, target: Room, userId: string): void {
  target.members.delete(userId);
  addNote(front.world, target, userId, prefixed(target, 'leave'), `<@${userId}> has left the channel`);
  front.announce({
    type: 'member_left_channel',
    user: userId,
    channel: target.id,
    channel_type: target.kind === 'private' ? 'G' : 'C',
    team: front.world.team.id,
  });
  if (userId === front.world.bot.userId)
    front.announce({ type: prefixed(target, 'left'), channel: target.id });
}

export async function kick(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const answer = await asBot(front, 'conversations.kick', args);
  if (answer.ok === true) unsetMember(front, target, text(args.user));
  return answer;
}
