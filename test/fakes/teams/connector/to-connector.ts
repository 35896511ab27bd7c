import { type Seats, teamsId } from '../config.ts';
import type { History } from '../people/history.ts';
import { type Room, type Rooms, under } from '../people/rooms.ts';
import { asMember, rosterOf } from '../people/roster.ts';
import type { Json } from '../types.ts';
import { type Answer, ask, parsed } from './http.ts';

/** The kinds of call that a bot makes on Teams. */
export type CallKind = 'post' | 'update' | 'create' | 'members' | 'team' | 'other';

/** One call of the bot on the connector. */
export interface Call {
  readonly kind: CallKind;
  readonly method: string;
  /** The path from `/v3/` on, with its query. */
  readonly path: string;
  /** The conversation as the bot named it; empty for one that is yet to be made. */
  readonly conversation: string;
  /** The message that is changed, or the member that is asked for; else empty. */
  readonly about: string;
  readonly body: Json;
}

export function callOf(method: string, path: string, body: Json): Call {
  const [, , what = '', conversation = '', part = '', about = ''] = (path.split('?')[0] ?? '')
    .split('/')
    .map(decodeURIComponent);
  const kind = kindOf(method, what, conversation, part);
  return { kind, method, path, conversation, about, body };
}

function kindOf(method: string, what: string, conversation: string, part: string): CallKind {
  if (what === 'teams') return 'team';
  if (what !== 'conversations') return 'other';
  if (conversation === '') return 'create';
  if (part === 'members' || part === 'pagedmembers') return 'members';
  if (part !== 'activities') return 'other';
  if (method === 'POST') return 'post';
  return method === 'PUT' ? 'update' : 'other';
}

/** Teams' own way to say no. */
export function refusal(status: number, code: string, message = code): Answer {
  const body = JSON.stringify({ error: { code, message } });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** The one refusal that Teams words differently: a `subCode`, inside a message that is JSON itself. */
export const NOT_WRITABLE: Answer = {
  ...refusal(403, 'MessageWritesBlocked'),
  body: JSON.stringify({
    errorCode: 209,
    message: JSON.stringify({ subCode: 'MessageWritesBlocked', details: 'Thread is not writable' }),
  }),
};

/** Carries a call of the bot out in the Playground, under the names that the Playground knows. */
export type ToConnector = (call: Call) => Promise<Answer>;

interface Parts {
  readonly connectorUrl: () => string;
  readonly rooms: Rooms;
  readonly history: History;
  readonly seats: Seats;
  /** Whether the tenant has messages that one person alone sees. */
  readonly targets: () => boolean;
}

export function createToConnector(parts: Parts): ToConnector {
  return async (call) => {
    if (call.kind === 'create') return create(parts, call);
    const room = parts.rooms.find(call.conversation);
    if (!room) return forward(parts, call, call.path);
    if (!room.hasBot) return refusal(403, 'BotNotInConversationRoster');
    if (room.isArchived && (call.kind === 'post' || call.kind === 'update')) return NOT_WRITABLE;
    const path = renamed(call.path, call.conversation, under(room.real, call.conversation));
    if (call.kind === 'post') return post(parts, call, path, room);
    if (call.kind === 'update') return update(parts, call, path, room);
    if (call.kind === 'members') return members(parts, call, path, room);
    return forward(parts, call, path);
  };
}

function forward(parts: Parts, call: Call, path: string, body = call.body): Promise<Answer> {
  return ask(
    call.method,
    `${parts.connectorUrl()}${path}`,
    call.method === 'GET' ? '' : JSON.stringify(body),
  );
}

/** A path in which one part has another name, however it was encoded. */
function renamed(path: string, from: string, to: string): string {
  const [asked = '', query] = path.split('?');
  const parts = asked.split('/').map(decodeURIComponent);
  const named = parts.map((part) => encodeURIComponent(part === from ? to : part)).join('/');
  return query === undefined ? named : `${named}?${query}`;
}

/** Teams knows people by the id of the roster and by their Entra object id; the Playground by the first. */
function someone({ seats }: Parts, id: unknown) {
  return seats.users.find((user) => id === user.aadObjectId || id === teamsId(user));
}

async function create(parts: Parts, call: Call): Promise<Answer> {
  if (call.body.isGroup === true)
    return refusal(400, 'BadArgument', 'this stand-in only opens personal chats');
  const [first] = (call.body.members ?? []) as readonly Json[];
  const user = someone(parts, first?.id);
  if (!user || user.tenantId)
    return refusal(403, 'ForbiddenOperationException', 'The bot is not installed in their personal scope');
  const asked = { ...call.body, members: [{ id: teamsId(parts.seats.seatOf(user)) }] };
  const answer = await forward(parts, call, call.path, asked);
  const { id } = (parsed(answer.body) ?? {}) as { id?: string };
  return id ? { ...answer, body: JSON.stringify({ id: parts.rooms.chat(user, id).id }) } : answer;
}

/**
 * A message that one person alone sees. As far as is known: refused where the tenant does not have it, in a personal
 * chat, without a recipient, and for somebody who is not in the conversation.
 */
async function postToOne(parts: Parts, call: Call, path: string, room: Room): Promise<Answer> {
  const user = someone(parts, (call.body.recipient as Json | undefined)?.id);
  if (!parts.targets()) return refusal(400, 'BadSyntax', 'Targeted messages are not supported');
  if (room.kind === 'personal') return refusal(400, 'BadSyntax', 'Not in a personal chat');
  if (call.body.recipient === undefined) return refusal(400, 'BadSyntax', 'A recipient is missing');
  if (!user || !room.members.includes(user)) return refusal(403, 'BotNotInConversationRoster');
  // The Playground shows everything to everybody: it is given the shape of it alone, to say whether that is right.
  const answer = await forward(parts, call, path.replace(/\?.*$/, ''), whole(call.body));
  const { id } = (parsed(answer.body) ?? {}) as { id?: string };
  if (answer.status < 300 && id) {
    parts.rooms.keep(id, room);
    parts.history.posted(call.conversation, id, 'bot', call.body, user.aadObjectId);
  }
  return answer;
}

function isTargeted({ path }: Call): boolean {
  return new URLSearchParams(path.split('?')[1] ?? '').get('isTargetedActivity') === 'true';
}

async function post(parts: Parts, call: Call, path: string, room: Room): Promise<Answer> {
  if (isTargeted(call)) return postToOne(parts, call, path, room);
  const answer = await forward(parts, call, path, whole(call.body));
  const { id } = (parsed(answer.body) ?? {}) as { id?: string };
  if (answer.status < 300 && id) {
    parts.rooms.keep(id, room);
    parts.history.posted(call.conversation, id, 'bot', call.body);
  }
  return answer;
}

async function update(parts: Parts, call: Call, path: string, room: Room): Promise<Answer> {
  if (parts.rooms.of(call.about)?.id !== room.id) return refusal(404, 'ActivityNotFoundInConversation');
  const answer = await forward(parts, call, path, whole(call.body));
  if (answer.status < 300) parts.history.updated(call.about, call.body);
  return answer;
}

async function members(parts: Parts, call: Call, path: string, room: Room): Promise<Answer> {
  const { seats } = parts;
  if (call.about === '') {
    const answer = await forward(parts, call, path);
    return answer.status < 300 ? rosterOf(answer, room, seats) : answer;
  }
  const user = someone(parts, call.about);
  if (!user || !room.members.includes(user)) return refusal(404, 'MemberNotFoundInConversation');
  const answer = await forward(parts, call, renamed(path, call.about, teamsId(seats.seatOf(user))));
  return answer.status < 300 ? asMember(answer, user) : answer;
}

/** Teams shows text and cards as one message; the Playground would make several, without an id to answer. */
function whole(activity: Json): Json {
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.length : 0;
  const parts = attachments + (activity.text ? 1 : 0);
  return parts > 1 ? { ...activity, attachmentLayout: 'carousel' } : activity;
}
