import { idList, isTrue, record, text } from '../events/read.ts';
import { asBot, type Front, inTeam, type Method, type Methods, prefixed, reach, refuse } from '../front.ts';
import { invite, kick, openDirect } from '../people/membership.ts';
import { addNote, addRoom } from '../rooms/rooms.ts';
import type { Json } from '../types.ts';
import type { Room } from '../world.ts';
import { LIMITS } from './limits.ts';

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

/** Slack's rules for a channel name; `null` when it is fine. */
function nameError(name: string): string | null {
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

function open(front: Front, args: Json): Promise<Json> | Json {
  if (text(args.channel) !== '') return asBot(front, 'conversations.open', args);
  const users = idList(args.users);
  if (users.length > 1) return refuse('method_not_supported_for_channel_type');
  return users[0] === undefined ? refuse('users_list_not_supplied') : openDirect(front, users[0]);
}
