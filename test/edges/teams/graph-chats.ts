import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Ask,
  bad,
  type Chat,
  filterValue,
  memberFrom,
  memberJson,
  notFound,
  Refusal,
  type Routes,
  threadId,
} from './graph-world.ts';

/** Group chats, the catalogue of apps and people, as Graph v1.0 has them. */
export const CHAT_ROUTES: Routes = {
  'GET /users/:': user,
  'GET /appCatalogs/teamsApps': ({ world, query }) => {
    const isOurs = filterValue(query, 'externalId') === world.externalAppId;
    const app = { id: world.catalogAppId, externalId: world.externalAppId };
    return { status: 200, body: { value: isOurs ? [app] : [] } };
  },
  'POST /chats': createChat,
  'GET /chats/:': (ask) => ({ status: 200, body: chatJson(chatOf(ask)) }),
  'PATCH /chats/:': (ask) => {
    const chat = chatOf(ask);
    chat.topic = checkTopic(ask.body.topic);
    return { status: 200, body: chatJson(chat) };
  },
  'GET /chats/:/members': (ask) => ({
    status: 200,
    body: { value: chatOf(ask).members.map((m) => memberJson(ask.world, m)) },
  }),
  'POST /chats/:/members': addMember,
  'DELETE /chats/:/members/:': (ask) => {
    const { members } = chatOf(ask);
    const at = members.findIndex((m) => m.id === ask.ids[1]);
    if (at < 0) throw notFound('the member');
    members.splice(at, 1);
    return { status: 204 };
  },
  'GET /chats/:/installedApps': ({ world, ...ask }) => {
    const teamsApp = { id: world.catalogAppId, externalId: world.externalAppId };
    const isThere = chatOf({ world, ...ask }).apps.size > 0;
    return { status: 200, body: { value: isThere ? [{ id: randomUUID(), teamsApp }] : [] } };
  },
  'POST /chats/:/installedApps': (ask) => {
    const { apps } = chatOf(ask);
    const id = /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(String(ask.body['teamsApp@odata.bind']))?.[1];
    if (id !== ask.world.catalogAppId) throw notFound('the app');
    if (apps.has(id)) throw new Refusal(409, 'Conflict', 'The app is installed already.');
    apps.add(id);
    return { status: 201 };
  },
};

function chatOf({ world, ids }: Ask): Chat {
  const chat = world.chats.get(ids[0] ?? '');
  if (!chat) throw notFound('the chat');
  return chat;
}

function chatJson({ id, topic }: Chat): object {
  return { id, topic, chatType: 'group' };
}

function createChat({ world, body }: Ask): Answer {
  if (body.chatType !== 'group') throw bad('Only group chats have a topic.');
  const members = ((body.members ?? []) as unknown[]).map((m) => withRole(memberFrom(world, m)));
  if (members.length === 0) throw bad('A chat has members.');
  const chat = { id: threadId('v2'), topic: checkTopic(body.topic), members, apps: new Set<string>() };
  world.chats.set(chat.id, chat);
  return { status: 201, body: chatJson(chat) };
}

function addMember(ask: Ask): Answer {
  const chat = chatOf(ask);
  const member = withRole(memberFrom(ask.world, ask.body));
  if (chat.members.some((m) => m.userId === member.userId)) throw bad('The user is a member already.');
  chat.members.push(member);
  return { status: 201, body: memberJson(ask.world, member) };
}

function withRole(member: Chat['members'][number]): Chat['members'][number] {
  if (member.roles.length === 0) throw bad('Must specify a role for the new member.');
  return member;
}

function checkTopic(topic: unknown): string {
  if (typeof topic !== 'string' || topic.length > 250 || topic.includes(':'))
    throw bad('This topic is not allowed.');
  return topic;
}

/** People of this tenant only. */
function user({ world, ids, query }: Ask): Answer {
  const found = world.users.find((u) => u.id === ids[0] && u.tenantId === world.tenantId);
  if (!found) throw new Refusal(404, 'Request_ResourceNotFound', 'Resource does not exist.');
  const fields = query.get('$select')?.split(',') ?? ['id', 'displayName', 'mail', 'preferredLanguage'];
  return {
    status: 200,
    body: Object.fromEntries(Object.entries(found).filter(([name]) => fields.includes(name))),
  };
}
