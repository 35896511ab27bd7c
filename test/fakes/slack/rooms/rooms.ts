import type { Channel, Json, StoredMessage } from '../types.ts';
import type { Message, Room, World } from '../world.ts';

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
    pushed: message.ephemeralFor === undefined && message.subtype === undefined ? message.text : null,
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

/** Adds a note that Slack itself writes in a channel: who joined, the new topic. */
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
    pushed: message.pushed,
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
