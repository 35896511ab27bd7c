import { contentError, withIds } from '../content.ts';
import { parsed, record, text } from '../events/read.ts';
import { asBot, type Front, type Methods, reach, refuse } from '../front.ts';
import { openDirect } from '../people/membership.ts';
import { addMessage, addNote, removeMessage, wire } from '../rooms/rooms.ts';
import type { Json } from '../types.ts';
import type { Message, Room, World } from '../world.ts';
import { LIMITS } from './limits.ts';

/** Messages: judged by the emulator, stamped with the steered clock, kept where a test can read them. */
export function messageMethods(front: Front, knowsClientMsgIds: boolean): Methods {
  const known = knowsClientMsgIds ? new Map<string, string>() : null;
  return {
    'chat.postMessage': (args) => postMessage(front, args, known),
    'chat.postEphemeral': (args) => postEphemeral(front, args),
    'chat.update': (args) => update(front, args),
    'chat.delete': (args) => erase(front, args),
    'pins.add': (args) => pin(front, args, true),
    'pins.remove': (args) => pin(front, args, false),
  };
}

/** The ts that a message got, by channel and `client_msg_id`. */
type Known = Map<string, string> | null;

async function postMessage(front: Front, args: Json, known: Known): Promise<Json> {
  const target = await destination(front, text(args.channel));
  if (typeof target === 'string') return refuse(target);
  const key = `${target.id} ${text(args.client_msg_id)}`;
  const ts = known?.get(key);
  if (ts !== undefined) {
    const message = target.byTs.get(ts);
    if (message === undefined) return refuse('duplicate_message_not_found');
    return { ok: true, channel: target.id, ts, message: wire(front.world, target, message, true) };
  }
  const error = contentError(args, LIMITS.message.text);
  if (error !== null) return error;
  const answer = await asBot(front, 'chat.postMessage', forwarded(front, target, args));
  if (answer.ok !== true) return answer;
  const message = store(front.world, target, args, record(answer.message));
  if (text(args.client_msg_id) !== '') known?.set(key, message.ts);
  return { ...answer, channel: target.id, ts: message.ts, message: wire(front.world, target, message, true) };
}

/** A user id as channel opens the direct conversation first, as Slack does. */
async function destination(front: Front, channel: string): Promise<Room | string> {
  if (!channel.startsWith('U')) return reach(front.world, channel, 'write');
  const answer = await openDirect(front, channel);
  return answer.ok === true
    ? reach(front.world, text(record(answer.channel).id), 'write')
    : 'channel_not_found';
}

/** The arguments as the emulator understands them: its channel id and its own ts. */
function forwarded(front: Front, target: Room, args: Json): Json {
  const thread = target.byTs.get(text(args.thread_ts))?.emulatedTs;
  const { thread_ts: _, ...rest } = args;
  const { botId, appId } = front.world.bot;
  return {
    ...rest,
    channel: target.id,
    bot_id: botId,
    app_id: appId,
    ...(thread ? { thread_ts: thread } : {}),
  };
}

function store(world: World, target: Room, args: Json, told: Json, ephemeralFor?: string): Message {
  return addMessage(target, {
    ts: world.nextTs(),
    emulatedTs: text(told.ts) || null,
    author: text(told.user) || world.bot.userId,
    text: text(told.text),
    blocks: withIds(told.blocks),
    threadTs: text(args.thread_ts) || undefined,
    metadata: told.metadata === undefined ? undefined : record(told.metadata),
    ephemeralFor,
  });
}

async function postEphemeral(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const error = contentError(args, LIMITS.message.text);
  if (error !== null) return error;
  const answer = await asBot(front, 'chat.postEphemeral', forwarded(front, target, args));
  if (answer.ok !== true) return answer;
  const blocks = args.blocks === undefined ? undefined : parsed(args.blocks);
  const whisper = store(front.world, target, args, { text: text(args.text), blocks }, text(args.user));
  return { ...answer, message_ts: whisper.ts };
}

async function update(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  if (target.isArchived) return refuse('is_archived');
  const message = target.byTs.get(text(args.ts));
  if (message === undefined) return refuse('message_not_found');
  const error = contentError(args, LIMITS.message.updatedText);
  if (error !== null) return error;
  const answer = await asBot(front, 'chat.update', {
    ...forwarded(front, target, args),
    ts: message.emulatedTs ?? '',
  });
  if (answer.ok !== true) return answer;
  const told = record(answer.message);
  message.text = text(told.text);
  message.blocks = withIds(told.blocks);
  message.metadata = told.metadata === undefined ? undefined : record(told.metadata);
  message.editedTs = front.world.nextTs();
  return { ...answer, channel: target.id, ts: message.ts, message: wire(front.world, target, message, true) };
}

async function erase(front: Front, args: Json): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const message = target.byTs.get(text(args.ts));
  if (message === undefined) return refuse('message_not_found');
  const answer = await asBot(front, 'chat.delete', { channel: target.id, ts: message.emulatedTs ?? '' });
  if (answer.ok !== true) return answer;
  removeMessage(target, message);
  return { ...answer, channel: target.id, ts: message.ts };
}

async function pin(front: Front, args: Json, on: boolean): Promise<Json> {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  const message = target.byTs.get(text(args.timestamp));
  if (message === undefined)
    return refuse(text(args.timestamp) === '' ? 'no_item_specified' : 'message_not_found');
  const method = on ? 'pins.add' : 'pins.remove';
  const answer = await asBot(front, method, { channel: target.id, timestamp: message.emulatedTs ?? '' });
  if (answer.ok !== true) return answer;
  message.pinned = on;
  const { userId } = front.world.bot;
  if (on)
    addNote(front.world, target, userId, 'pinned_item', `<@${userId}> pinned a message to this channel.`);
  return answer;
}
