import { teamsId } from './config.ts';
import type { History } from './history.ts';
import { type Answer, ask, parsed } from './http.ts';
import { type Room, type Rooms, under } from './rooms.ts';
import type { Json, StandInUser } from './types.ts';

/** What of Teams a bot asks. */
export type CallKind = 'post' | 'update' | 'create' | 'members' | 'team' | 'other';

/** One call of the bot on the connector. */
export interface Call {
  readonly kind: CallKind;
  /** As the bot named it; empty for a conversation that is yet to be made. */
  readonly conversation: string;
  /** The message that is changed, or the member that is asked for; else empty. */
  readonly about: string;
  readonly body: Json;
}

/** The call in a request. `path` starts at `/v3/`. */
export function callOf(method: string, path: string, body: Json): Call {
  const [, , what = '', conversation = '', part = '', about = ''] = partsOf(path);
  return { kind: kindOf(method, what, conversation, part), conversation, about, body };
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

function partsOf(path: string): string[] {
  return (path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
}

/** Teams' own way to say no. */
export function refusal(status: number, code: string, message = code): Answer {
  const body = JSON.stringify({ error: { code, message } });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** From the bot to the Playground's connector, under the names that the Playground knows. */
export interface ToConnector {
  pass(call: Call, method: string, path: string): Promise<Answer>;
}

export function createToConnector(
  connectorUrl: () => string,
  rooms: Rooms,
  history: History,
  users: readonly StandInUser[],
): ToConnector {
  const someone = (id: unknown) => users.find((user) => id === user.aadObjectId || id === teamsId(user));
  const forward = (method: string, path: string, body: Json) =>
    ask(method, `${connectorUrl()}${path}`, method === 'GET' ? '' : JSON.stringify(body));

  const create = async (call: Call, path: string): Promise<Answer> => {
    if (call.body.isGroup === true) return refusal(400, 'BadArgument', 'post to the channel instead');
    const [first] = (call.body.members ?? []) as readonly Json[];
    const user = someone(first?.id);
    if (!user) return refusal(403, 'ForbiddenOperationException', 'this person does not have the app');
    const answer = await forward('POST', path, { ...call.body, members: [{ id: teamsId(user) }] });
    const { id } = (parsed(answer.body) ?? {}) as { id?: string };
    if (id) rooms.add({ id, real: id, kind: 'personal', name: '', members: [user] });
    return answer;
  };

  const post = async (call: Call, path: string, room: Room): Promise<Answer> => {
    const answer = await forward('POST', path, whole(call.body));
    const { id } = (parsed(answer.body) ?? {}) as { id?: string };
    if (answer.status < 300 && id) {
      rooms.keep(id, room);
      history.posted(call.conversation, id, 'bot', call.body);
    }
    return answer;
  };

  const update = async (call: Call, path: string, room: Room): Promise<Answer> => {
    if (rooms.of(call.about)?.id !== room.id) return refusal(404, 'ActivityNotFoundInConversation');
    const answer = await forward('PUT', path, whole(call.body));
    if (answer.status < 300) history.updated(call.about, call.body);
    return answer;
  };

  const members = async (call: Call, path: string, room: Room): Promise<Answer> => {
    const asked = call.about === '' ? undefined : someone(call.about);
    if (call.about !== '' && !(asked && room.members.includes(asked)))
      return refusal(404, 'MemberNotFoundInConversation');
    const to = asked
      ? path.replace(encodeURIComponent(call.about), encodeURIComponent(teamsId(asked)))
      : path;
    const answer = await forward('GET', to, {});
    return asked || answer.status >= 300
      ? answer
      : { ...answer, body: JSON.stringify(onlyMembers(answer, room)) };
  };

  return {
    pass: async (call, method, path) => {
      if (call.kind === 'create') return create(call, path);
      const room = rooms.find(call.conversation);
      if (!room) return forward(method, path, call.body);
      const to = renamed(path, call.conversation, under(room.real, call.conversation));
      if (call.kind === 'post') return post(call, to, room);
      if (call.kind === 'update') return update(call, to, room);
      if (call.kind === 'members') return members(call, to, room);
      return forward(method, to, call.body);
    },
  };
}

function renamed(path: string, from: string, to: string): string {
  const [asked = '', query] = path.split('?');
  const named = asked
    .split('/')
    .map((part) => encodeURIComponent(decodeURIComponent(part) === from ? to : decodeURIComponent(part)))
    .join('/');
  return query === undefined ? named : `${named}?${query}`;
}

/** Teams shows text and cards as one message; the Playground would make them several, without an id to answer. */
function whole(activity: Json): Json {
  return { ...activity, ...(activity.type === 'message' ? { attachmentLayout: 'carousel' } : {}) };
}

function onlyMembers(answer: Answer, room: Room): unknown {
  const body = parsed(answer.body) as readonly Json[] | { readonly members: readonly Json[] };
  const ids = new Set(room.members.map(teamsId));
  const ours = (members: readonly Json[]) => members.filter(({ id }) => ids.has(String(id)));
  return 'members' in body ? { ...body, members: ours(body.members) } : ours(body);
}
