import { asBot, type Front, type Method, type Methods, reach, refuse } from './front.ts';
import { LIMITS } from './limits.ts';
import { idList, isTrue, record, text } from './read.ts';
import type { Json } from './types.ts';
import { addNote, addRoom, findRoom, type Person, type Room } from './world.ts';

/** Conversations live on the emulator; the front adds Slack's refusals, its events, and remembers who is where. */
export function conversationMethods(front: Front): Methods {
  return {
    'conversations.create': (args) => create(front, args),
    'conversations.open': (args) => open(front, args),
    'conversations.invite': (args) => invite(front, args),
    'conversations.kick': (args) => kick(front, args),
    'conversations.info': inRoom(front, 'conversations.info', 'read'),
    'conversations.members': inRoom(front, 'conversations.members', 'read'),
    'conversations.list': (args) => asBot(front, 'conversations.list', args),
    'conversations.leave': inRoom(front, 'conversations.leave', 'write', (room) => {
      room.members.delete(front.world.bot.userId);
    }),
    'conversations.archive': inRoom(front, 'conversations.archive', 'write', (room) =>
      setArchived(front, room, true),
    ),
    'conversations.unarchive': inRoom(front, 'conversations.unarchive', 'write', (room) => {
      setArchived(front, room, false);
    }),
    'conversations.rename': (args) => rename(front, args),
    'conversations.setTopic': inRoom(front, 'conversations.setTopic', 'write', (room, args) => {
      room.topic = text(args.topic);
      addNote(
        front.world,
        room,
        front.world.bot.userId,
        prefixed(room, 'topic'),
        `set the channel topic: ${room.topic}`,
      );
    }),
    'conversations.setPurpose': inRoom(front, 'conversations.setPurpose', 'write', (room, args) => {
      room.purpose = text(args.purpose);
    }),
    'bookmarks.add': inRoom(front, 'bookmarks.add', 'write', (room, args) => {
      room.bookmarks.push({ title: text(args.title), link: text(args.link) });
    }),
    'bookmarks.list': inRoom(front, 'bookmarks.list', 'read'),
    'bookmarks.edit': inRoom(front, 'bookmarks.edit', 'write'),
    'bookmarks.remove': inRoom(front, 'bookmarks.remove', 'write'),
  };
}

/** A method about one room: the front judges reach, the emulator the rest, then the room is brought up to date. */
function inRoom(
  front: Front,
  method: string,
  need: 'read' | 'write',
  done: (room: Room, args: Json) => void = () => undefined,
): Method {
  return async (args) => {
    const target = reach(front.world, text(args.channel) || text(args.channel_id), need);
    if (typeof target === 'string') return refuse(target);
    const answer = await asBot(front, method, args);
    if (answer.ok === true) done(target, args);
    return inTeam(front, answer);
  };
}

/** The emulator has one fixed workspace id; Slack's answers carry ours. */
function inTeam(front: Front, answer: Json): Json {
  const channel = answer.channel;
  if (typeof channel !== 'object' || channel === null) return answer;
  const known = front.world.channels.get(text(record(channel).id));
  const shared = (known?.teams.size ?? 0) > 0;
  const teamId = front.world.team.id;
  const told = { ...channel, context_team_id: teamId, is_ext_shared: shared, is_shared: shared };
  return { ...answer, channel: told };
}

export function prefixed(room: Room, what: string): string {
  return `${room.kind === 'private' ? 'group' : 'channel'}_${what}`;
}

/** Slack's rules for a channel name; `null` when it is fine. */
export function nameError(name: string): string | null {
  if (name === '') return 'invalid_name_required';
  if (name.length > LIMITS.channel.name) return 'invalid_name_maxlength';
  if (!/[a-z0-9]/.test(name)) return 'invalid_name_punctuation';
  return /^[a-z0-9_-]+$/.test(name) ? null : 'invalid_name_specials';
}

async function create(front: Front, args: Json): Promise<Json> {
  const wrong = nameError(text(args.name));
  if (wrong !== null) return refuse(wrong);
  const answer = await asBot(front, 'conversations.create', args);
  if (answer.ok !== true) return answer;
  const kind = isTrue(args.is_private) ? 'private' : 'public';
  addRoom(front.world, record(answer.channel), kind, [front.world.bot.userId]);
  return inTeam(front, answer);
}

async function rename(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const wrong = nameError(text(args.name));
  if (wrong !== null) return refuse(wrong);
  const answer = await asBot(front, 'conversations.rename', args);
  if (answer.ok === true) setName(front, target, text(args.name));
  return inTeam(front, answer);
}

export function setName(front: Front, target: Room, name: string): void {
  front.world.names.delete(target.name);
  front.world.names.set(name, target.id);
  target.name = name;
  front.announce({
    type: prefixed(target, 'rename'),
    channel: { id: target.id, name, is_channel: true, created: target.created },
  });
}

export function setArchived(
  front: Front,
  target: Room,
  isArchived: boolean,
  by = front.world.bot.userId,
): void {
  target.isArchived = isArchived;
  const type = prefixed(target, isArchived ? 'archive' : 'unarchive');
  addNote(front.world, target, by, type, `<@${by}> ${isArchived ? 'archived' : 'unarchived'} the channel`);
  front.announce({ type, channel: target.id, user: by });
}

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

function open(front: Front, args: Json): Promise<Json> | Json {
  if (text(args.channel) !== '') return asBot(front, 'conversations.open', args);
  const users = idList(args.users);
  if (users.length > 1) return refuse('method_not_supported_for_channel_type');
  return users[0] === undefined ? refuse('users_list_not_supplied') : openDirect(front, users[0]);
}

async function invite(front: Front, args: Json): Promise<Json> {
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

/** What the emulator does not know about people: other workspaces, guests of one channel, people who left. */
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

async function kick(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const answer = await asBot(front, 'conversations.kick', args);
  if (answer.ok === true) unsetMember(front, target, text(args.user));
  return answer;
}

/** For the actions of people: the room, known to exist. */
export function roomOf(front: Front, idOrName: string): Room {
  const found = findRoom(front.world, idOrName);
  if (found === undefined) throw new Error(`There is no channel ${idOrName} in this workspace`);
  return found;
}
