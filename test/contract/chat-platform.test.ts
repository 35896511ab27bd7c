import { createSlack } from '../../adapters/slack/index.ts';
import { createTeams } from '../../adapters/teams/index.ts';
import type { ChatPlatform } from '../../src/ports/chat.ts';
import { type Fault, shown, startSlackStandIn } from '../fakes/slack/index.ts';
import type { Fault as GraphFault, StandInGraph } from '../fakes/teams/graph/graph.ts';
import { person } from '../fakes/teams/graph/graph-world.ts';
import type { Fault as TeamsFault } from '../fakes/teams/index.ts';
import { createMemoryPlatform, type MemoryMessage } from '../support/adapters/memory-platform.ts';
import { connectionTo, PEOPLE, wakingClock } from '../support/adapters/slack-adapter.ts';
import { turnedClock } from '../support/schakel/clock.ts';
import { startTenant } from '../support/schakel/parts/tenant.ts';
import { chatPlatformContract } from './chat-platform.ts';
import type { Method, Mishap, PlatformUnderTest } from './platform-under-test.ts';
import { onWeb } from './web.ts';

const WORKSPACE = { id: '00000000-0000-4000-8000-0000000000b0', externalId: 'T0STANDIN', settings: {} };

chatPlatformContract('memory', inMemory);
chatPlatformContract('Slack', onSlack);
const ON_TEAMS = {
  find: 'a bot on Teams cannot look up what it wrote without reading what people write',
  pin: 'Teams has no pinned messages for a bot',
};
chatPlatformContract('Teams', () => onTeams('shared'), ON_TEAMS);
chatPlatformContract('Teams, with group chats for rooms,', () => onTeams('chat'), {
  ...ON_TEAMS,
  setTopic: 'a chat has no description, and its title stays the code of its case',
  archive: 'Teams has no archive for chats',
  ownName: 'two chats may have one title',
});
chatPlatformContract('Teams, with standard channels for rooms,', () => onTeams('standard'), {
  ...ON_TEAMS,
  privacy: 'everybody in the team can read, as its administrator declared',
  remove: 'who is in the team reads its standard channels',
});
chatPlatformContract('The web', onWeb, {
  pace: 'nobody but our own database sets its pace',
  connection: 'it is our own database: there is nobody who could end the connection',
});

async function inMemory(): Promise<PlatformUnderTest> {
  const memory = createMemoryPlatform([{ id: 'one' }, { id: 'other' }, { id: 'gone', isDeactivated: true }]);
  const room = (id: string) => memory.rooms.get(id) ?? fail(id);
  return {
    platform: memory,
    workspace: WORKSPACE,
    people: { one: 'one', other: 'other', gone: 'gone', nobody: 'nobody' },
    words: (id) => room(id).messages.map(wordsOf),
    direct: (person) => memory.direct(person).map(wordsOf),
    pinned: (id) =>
      room(id)
        .messages.filter((one) => one.pinned)
        .map(wordsOf),
    room: (id) => ({ ...room(id), isPrivate: true, members: [...room(id).members] }),
    erase: async (ref) => memory.erase(ref),
    mishap: memory.mishap,
    heal: memory.heal,
    now: () => new Date('2026-11-23T09:00:00Z'),
    close: async () => undefined,
  };
}

function wordsOf(message: MemoryMessage): string {
  return message.document.blocks
    .flatMap((block) => (block.kind === 'text' ? block.text : []))
    .filter((inline) => typeof inline === 'string')
    .join('');
}

const METHODS: Readonly<Record<Method, string>> = {
  post: 'chat.postMessage',
  update: 'chat.update',
  find: 'conversations.history',
  pin: 'pins.add',
  openRoom: 'conversations.create',
  setTopic: 'conversations.setTopic',
  invite: 'conversations.invite',
  remove: 'conversations.kick',
  archive: 'conversations.archive',
};
const FAULTS: Readonly<Record<Mishap, Fault>> = {
  'lost-before': { kind: 'destroyed-before' },
  'lost-after': { kind: 'destroyed-after' },
  'too-fast': { kind: '429', retryAfter: 3 },
  revoked: { kind: 'error', error: 'token_revoked' },
};

async function onSlack(): Promise<PlatformUnderTest> {
  const clock = wakingClock();
  const slack = await startSlackStandIn({ users: PEOPLE, now: () => clock.now().getTime(), pace: false });
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const platform: ChatPlatform = createSlack(connectionTo(slack, 'signed HTTP'), clock, quiet).platform;
  const room = (id: string) => slack.channels().find((one) => one.id === id) ?? fail(id);
  return {
    platform,
    workspace: WORKSPACE,
    people: { one: 'U0LEAD', other: 'U0TEACHER', gone: 'U0GONE', nobody: 'U0NOBODY' },
    words: (id) => slack.history(id).map(shown),
    direct: (person) => slack.dm(person).map(shown),
    pinned: (id) =>
      slack
        .history(id)
        .filter((one) => one.pinned)
        .map(shown),
    room: (id) => {
      const { name, topic, isArchived, kind, members } = room(id);
      return { name, topic, archived: isArchived, isPrivate: kind === 'private', members };
    },
    erase: async (ref) => {
      const [channel = '', ts = ''] = ref.split(':');
      await fetch(`${slack.apiUrl}chat.delete`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}` },
        body: new URLSearchParams({ channel, ts }),
      });
    },
    mishap: (what, method) => slack.fail({ ...FAULTS[what], method: METHODS[method] }),
    heal: slack.heal,
    now: () => clock.now(),
    close: () => slack.close(),
  };
}

type Kind = 'shared' | 'chat' | 'standard';

/** Returns the request that Graph gets for a method, in a room of this kind. Left out: nothing. */
function requestOf(method: Method, kind: Kind): Pick<GraphFault, 'method' | 'path'> | undefined {
  const asks: Partial<Record<Method, Pick<GraphFault, 'method' | 'path'>>> = {
    openRoom: { method: 'POST', path: kind === 'chat' ? /^\/chats$/ : /\/channels$/ },
    setTopic: { method: 'PATCH', path: /\/channels\/[^/]+$/ },
    invite: { method: kind === 'standard' ? 'GET' : 'POST', path: /\/members$/ },
    remove: { method: 'GET', path: /\/members$/ },
    archive: { method: 'POST', path: /\/archive$/ },
  };
  return asks[method];
}
const OBJECT_ID = (n: number): string => `00000000-0000-4000-8000-0000000009${n}0`;

/** The real adapter with botbuilder and the Graph client, on a local Teams and a local Graph, over real HTTP. */
async function onTeams(kind: Kind): Promise<PlatformUnderTest> {
  const clock = turnedClock('2026-11-23T09:00:00Z');
  const people = { one: OBJECT_ID(1), other: OBJECT_ID(2), gone: OBJECT_ID(3), nobody: OBJECT_ID(4) };
  const tenantId = '00000000-0000-4000-8000-00000000a003';
  const users = [people.other, people.one].map((aadObjectId) => ({ aadObjectId, name: 'De mentor' }));
  const tenant = await startTenant({ tenantId, users, pace: false }, clock);
  const { teams, graph } = tenant;
  graph.world.users.push(person(people.gone, { tenantId, accountEnabled: false }));
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = kind === 'chat' ? { rooms: kind } : { teamId: graph.team().id, rooms: kind };
  return {
    platform: createTeams([tenant.config], quiet).platform,
    workspace: { ...WORKSPACE, externalId: tenantId, settings },
    people,
    words: tenant.read,
    direct: tenant.written,
    pinned: () => [],
    room: (id) => roomIn(graph, id),
    erase: async (ref) => teams.erase(ref.split('|')[1] ?? ''),
    mishap: (what, method) => {
      const request = requestOf(method, kind);
      if (method === 'post' || method === 'update') teams.fault({ ...CONNECTOR[what], call: method });
      else if (!request) throw new Error(`Teams asks nothing for ${method}`);
      else if (what === 'lost-before' || what === 'lost-after') graph.fault({ ...request, what });
      else if (what === 'too-fast') graph.fault({ ...request, what: { status: 429, retryAfter: '3' } });
      else {
        graph.tokens.revoke();
        graph.tokens.fault(401);
      }
    },
    heal: teams.heal,
    now: () => clock.now(),
    close: tenant.close,
  };
}

/** A room as its people see it. Everybody in the team reads a standard channel. */
function roomIn(graph: StandInGraph, id: string): ReturnType<PlatformUnderTest['room']> {
  const ids = (of: { readonly members: readonly { readonly userId: string }[] }) =>
    of.members.map((m) => m.userId);
  const chat = graph.world.chats.get(id);
  if (chat) return { name: chat.topic, topic: '', archived: false, isPrivate: true, members: ids(chat) };
  const channel = graph.team().channels.find((one) => one.id === id) ?? fail(id);
  const { displayName: name, description: topic, isArchived: archived } = channel;
  const isPrivate = channel.membershipType === 'shared';
  return { name, topic, archived, isPrivate, members: ids(isPrivate ? channel : graph.team()) };
}

const CONNECTOR: Readonly<Record<Mishap, TeamsFault>> = {
  'lost-before': { answer: 'reset' },
  'lost-after': { answer: 'reset', delivered: true },
  'too-fast': { answer: 429, retryAfter: 3 },
  revoked: { answer: 401 },
};

function fail(id: string): never {
  throw new Error(`there is no room ${id}`);
}
