import { checkBlocks } from './block-kit.ts';
import { openDirect } from './conversations.ts';
import { asBot, type Front, type Methods, reach, refuse } from './front.ts';
import { LIMITS } from './limits.ts';
import { blocksOf, isTrue, list, parsed, record, text } from './read.ts';
import type { Json } from './types.ts';
import {
  addMessage,
  addNote,
  findRoom,
  type Message,
  type Room,
  removeMessage,
  type World,
  wire,
} from './world.ts';

/** Messages: judged by the emulator, stamped with the steered clock, kept where a test can read them. */
export function messageMethods(front: Front): Methods {
  return {
    'chat.postMessage': (args) => postMessage(front, args),
    'chat.postEphemeral': (args) => postEphemeral(front, args),
    'chat.update': (args) => update(front, args),
    'chat.delete': (args) => erase(front, args),
    'chat.getPermalink': (args) => permalink(front.world, args),
    'conversations.history': (args) => history(front.world, args),
    'conversations.replies': (args) => replies(front.world, args),
    'pins.add': (args) => pin(front, args, true),
    'pins.remove': (args) => pin(front, args, false),
    'pins.list': (args) => pins(front.world, args),
  };
}

/** What Slack refuses about the content of a message, or `null`. */
export function contentError(args: Json, longestText: number): Json | null {
  if (text(args.text).length > longestText) return refuse('msg_too_long');
  const metadata = args.metadata === undefined ? null : record(parsed(args.metadata));
  if (metadata !== null && (!text(metadata.event_type) || typeof metadata.event_payload !== 'object')) {
    return refuse('invalid_metadata_format');
  }
  if (metadata !== null && JSON.stringify(metadata).length > LIMITS.message.metadata)
    return refuse('metadata_too_large');
  const blocks = args.blocks === undefined ? undefined : parsed(args.blocks);
  if (blocks === undefined) return args.blocks === undefined ? null : refuse('invalid_blocks_format');
  const said = checkBlocks(blocks, 'message');
  if (said.length > 0)
    return refuse('invalid_blocks', { errors: said, response_metadata: { messages: said } });
  return characters(blocks) > LIMITS.message.blocksTotal ? refuse('msg_blocks_too_long') : null;
}

/** All the characters a person would read in these blocks. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + characters(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : characters(item)),
    0,
  );
}

async function postMessage(front: Front, args: Json): Promise<Json> {
  const target = await destination(front, text(args.channel));
  if (typeof target === 'string') return refuse(target);
  const error = contentError(args, LIMITS.message.text);
  if (error !== null) return error;
  const answer = await asBot(front, 'chat.postMessage', forwarded(front, target, args));
  if (answer.ok !== true) return answer;
  const message = store(front.world, target, args, record(answer.message));
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

let lastBlockId = 0;

/** Slack names every block and every element that the app did not name. */
export function withIds(value: unknown): ReturnType<typeof blocksOf> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const named = (element: Json): Json => {
    if (element.action_id !== undefined || text(element.type) === 'image') return element;
    lastBlockId += 1;
    return { ...element, action_id: `a${lastBlockId}` };
  };
  return blocksOf(value).map((block) => {
    lastBlockId += 1;
    return {
      ...block,
      block_id: text(block.block_id) || `b${lastBlockId}`,
      ...(block.type === 'actions' ? { elements: list(block.elements).map(named) } : {}),
      ...(block.accessory === undefined ? {} : { accessory: named(record(block.accessory)) }),
      ...(block.element === undefined ? {} : { element: named(record(block.element)) }),
    };
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

function permalink(world: World, args: Json): Json {
  const target = reach(world, text(args.channel), 'read');
  if (typeof target === 'string') return refuse(target);
  const message = target.byTs.get(text(args.message_ts));
  if (message === undefined) return refuse('message_not_found');
  const path = `archives/${target.id}/p${message.ts.replace('.', '')}`;
  return { ok: true, channel: target.id, permalink: `https://stand-in.slack.com/${path}` };
}

/** Newest first, in pages, between `oldest` and `latest`. The emulator's clock cannot be steered, so it is answered here. */
function history(world: World, args: Json): Json {
  const target = reach(world, text(args.channel), 'read');
  if (typeof target === 'string') return refuse(target);
  const latest = text(args.cursor) || text(args.latest) || 'z';
  const inclusive = isTrue(args.inclusive) || text(args.cursor) !== '';
  const wanted = (message: Message): boolean =>
    message.threadTs === undefined && (message.ts < latest || (inclusive && message.ts === latest));
  const limit = Math.min(Number(args.limit) || 100, 999);
  const page: Message[] = [];
  let next: Message | undefined;
  for (let at = target.messages.length - 1; at >= 0 && next === undefined; at -= 1) {
    const message = target.messages[at]!;
    if (!isAfter(message, text(args.oldest), isTrue(args.inclusive))) break;
    if (!wanted(message)) continue;
    if (page.length < limit) page.push(message);
    else next = message;
  }
  const withMetadata = isTrue(args.include_all_metadata);
  return {
    ok: true,
    messages: page.map((message) => wire(world, target, message, withMetadata)),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next?.ts ?? '' },
  };
}

function isAfter(message: Message, oldest: string, inclusive: boolean): boolean {
  const from = Number(oldest || '0');
  return Number(message.ts) > from || (inclusive && Number(message.ts) === from);
}

function replies(world: World, args: Json): Json {
  const target = reach(world, text(args.channel), 'read');
  if (typeof target === 'string') return refuse(target);
  const ts = text(args.ts);
  if (!target.byTs.has(ts)) return refuse('thread_not_found');
  const found = target.messages.filter((message) => message.ts === ts || message.threadTs === ts);
  const withMetadata = isTrue(args.include_all_metadata);
  return {
    ok: true,
    messages: found.map((message) => wire(world, target, message, withMetadata)),
    has_more: false,
  };
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

function pins(world: World, args: Json): Json {
  const target = findRoom(world, text(args.channel));
  if (target === undefined) return refuse('channel_not_found');
  const items = target.messages
    .filter((message) => message.pinned)
    .map((message) => ({
      type: 'message',
      channel: target.id,
      message: wire(world, target, message, false),
    }));
  return { ok: true, items };
}
