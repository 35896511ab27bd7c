import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentError, withIds } from '../content.ts';
import { asBot, type Front, refuse } from '../front.ts';
import { addMessage, removeMessage } from '../rooms/rooms.ts';
import type { Json } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import { bodyOf } from '../web-api/web-api.ts';
import { isHere, type Message, type Room } from '../world.ts';
import { isTrue, record, text } from './read.ts';

/** The person, channel and message that a `response_url` was given for. */
interface Ticket {
  readonly room: Room;
  readonly userId: string;
  /** The message that was clicked, for `replace_original` and `delete_original`. */
  readonly original: Message | null;
  readonly expires: number;
  uses: number;
}

export interface ResponseUrls {
  issue(room: Room, userId: string, original: Message | null): string;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Addresses that take five answers in half an hour. */
export function createResponseUrls(front: Front, base: string): ResponseUrls {
  const issued = new Map<string, Ticket>();
  return {
    issue(room, userId, original) {
      const id = randomUUID();
      const expires = front.world.now() + LIMITS.responseUrl.ms;
      issued.set(id, { room, userId, original, expires, uses: 0 });
      return `${base}/response/${id}`;
    },
    async serve(request, response) {
      const ticket = issued.get((request.url ?? '').slice('/response/'.length));
      const body = await bodyOf(request);
      const answer = await answered(front, ticket, body);
      response.writeHead(answer.ok === true ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    },
  };
}

async function answered(front: Front, ticket: Ticket | undefined, body: string): Promise<Json> {
  if (ticket === undefined || front.world.now() > ticket.expires) return refuse('expired_url');
  if (ticket.uses >= LIMITS.responseUrl.uses) return refuse('used_url');
  ticket.uses += 1;
  return apply(front, ticket, record(JSON.parse(body || '{}')));
}

async function apply(front: Front, ticket: Ticket, args: Json): Promise<Json> {
  const { room, original } = ticket;
  if (isTrue(args.delete_original)) {
    if (original === null) return refuse('no_original');
    removeMessage(room, original);
    return { ok: true };
  }
  const error = contentError(args, LIMITS.message.text);
  if (error !== null) return error;
  if (isTrue(args.replace_original) && original !== null) return replaced(front, room, original, args);
  return answerInChannel(front, room, ticket.userId, args);
}

/** Content in place of the message that was clicked, public or ephemeral. */
async function replaced(front: Front, room: Room, original: Message, args: Json): Promise<Json> {
  if (original.ephemeralFor === undefined && original.emulatedTs !== null && isHere(front.world, room)) {
    const answer = await asBot(front, 'chat.update', { ...args, channel: room.id, ts: original.emulatedTs });
    if (answer.ok !== true) return answer;
  }
  original.text = text(args.text);
  original.blocks = withIds(args.blocks);
  if (original.ephemeralFor === undefined) original.editedTs = front.world.nextTs();
  return { ok: true };
}

/** A new message: for the person only, unless `response_type` is `in_channel`. */
export function answerInChannel(front: Front, room: Room, userId: string, args: Json): Json {
  if (text(args.text) === '' && withIds(args.blocks) === undefined) return refuse('no_text');
  addMessage(room, {
    ts: front.world.nextTs(),
    author: front.world.bot.userId,
    text: text(args.text),
    blocks: withIds(args.blocks),
    threadTs: text(args.thread_ts) || undefined,
    ephemeralFor: args.response_type === 'in_channel' ? undefined : userId,
  });
  return { ok: true };
}
