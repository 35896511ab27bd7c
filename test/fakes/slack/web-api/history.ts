import { isTrue, text } from '../events/read.ts';
import { type Methods, reach, refuse } from '../front.ts';
import { wire } from '../rooms/rooms.ts';
import type { Json } from '../types.ts';
import type { Message, World } from '../world.ts';
import { findRoom } from '../world.ts';

/** Reading back what was written. */
export function historyMethods(world: World, page: number): Methods {
  return {
    'chat.getPermalink': (args) => permalink(world, args),
    'conversations.history': (args) => history(world, args, page),
    'conversations.replies': (args) => replies(world, args),
    'pins.list': (args) => pins(world, args),
  };
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
function history(world: World, args: Json, most: number): Json {
  const target = reach(world, text(args.channel), 'read');
  if (typeof target === 'string') return refuse(target);
  if (text(args.cursor) !== '' && !target.byTs.has(text(args.cursor))) return refuse('invalid_cursor');
  const latest = text(args.cursor) || text(args.latest) || 'z';
  const inclusive = isTrue(args.inclusive) || text(args.cursor) !== '';
  const wanted = (message: Message): boolean =>
    message.threadTs === undefined && (message.ts < latest || (inclusive && message.ts === latest));
  const limit = Math.min(Number(args.limit) || 100, most);
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
