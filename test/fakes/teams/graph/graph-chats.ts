import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Ask,
  bad,
  type Chat,
  filterValue,
  type GraphWorld,
  type Member,
  memberFrom,
  memberJson,
  notFound,
  Refusal,
  type Routes,
  threadId,
} from './graph-world.ts';

/** Microsoft, "Limits and specifications for Teams". */
const MOST_MEMBERS = 250;

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
    if (ask.world.appAsksInChats)
      throw new Refusal(403, 'Forbidden', 'The app asks for consent that this permission cannot give.');
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
  const members = ((body.members ?? []) as unknown[]).map((m) => inChat(world, m));
  if (members.length === 0) throw bad('A chat has members.');
  const chat = { id: threadId('v2'), topic: checkTopic(body.topic), members, apps: new Set<string>() };
  world.chats.set(chat.id, chat);
  return { status: 201, body: chatJson(chat) };
}

function addMember(ask: Ask): Answer {
  const chat = chatOf(ask);
  const member = inChat(ask.world, ask.body);
  if (chat.members.some((m) => m.userId === member.userId)) throw bad('The user is a member already.');
  if (chat.members.length >= MOST_MEMBERS) throw bad('The chat has the most members it may have.');
  chat.members.push(member);
  return { status: 201, body: memberJson(ask.world, member) };
}

/** Everybody in a chat owns it, but guests; people of another tenant come in only where both allow that. */
function inChat(world: GraphWorld, given: unknown): Member {
  const member = memberFrom(world, given);
  const user = world.users.find((u) => u.id === member.userId);
  if (member.roles.length === 0) throw bad('Must specify a role for the new member.');
  if (member.roles[0] !== (user?.userType === 'Guest' ? 'guest' : 'owner'))
    throw bad('This role is not allowed for the new member.');
  if (member.tenantId !== world.tenantId && !world.externalAccess)
    throw new Refusal(403, 'Forbidden', 'External access is off between these tenants.');
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
