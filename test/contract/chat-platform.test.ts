import { createSlack } from '../../adapters/slack/index.ts';
import { createTeams } from '../../adapters/teams/index.ts';
import type { ChatPlatform } from '../../src/ports/chat.ts';
import { type Fault, shown, startSlackStandIn } from '../edges/slack/index.ts';
import type { Fault as GraphFault } from '../edges/teams/graph.ts';
import { person } from '../edges/teams/graph-world.ts';
import type { Fault as TeamsFault } from '../edges/teams/index.ts';
import { turnedClock } from '../support/clock.ts';
import { createMemoryPlatform, type MemoryMessage } from '../support/memory-platform.ts';
import { connectionTo, handClock, PEOPLE } from '../support/slack-house.ts';
import { openTenantTown } from '../support/tenant-town.ts';
import { chatPlatformContract, type Method, type Mishap, type PlatformUnderTest } from './chat-platform.ts';
import { onWeb } from './web.ts';

const WORKSPACE = { id: '00000000-0000-4000-8000-0000000000b0', externalId: 'T0STANDIN', settings: {} };

chatPlatformContract('memory', inMemory);
chatPlatformContract('Slack', onSlack);
chatPlatformContract('Teams', onTeams, {
  find: 'a bot on Teams cannot look up what it wrote without reading what people write',
  pin: 'Teams has no pinned messages for a bot',
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
  const clock = handClock();
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

const REQUESTS: Readonly<Record<Exclude<Method, 'post' | 'update' | 'find' | 'pin'>, GraphFault>> = {
  openRoom: { method: 'POST', path: /\/channels$/, what: 'lost-before' },
  setTopic: { method: 'PATCH', path: /\/channels\/[^/]+$/, what: 'lost-before' },
  invite: { method: 'POST', path: /\/members$/, what: 'lost-before' },
  remove: { method: 'GET', path: /\/members$/, what: 'lost-before' },
  archive: { method: 'POST', path: /\/archive$/, what: 'lost-before' },
};
const OBJECT_ID = (n: number): string => `00000000-0000-4000-8000-0000000009${n}0`;

/** The real adapter with botbuilder and the Graph client, on a local Teams and a local Graph, over real HTTP. */
async function onTeams(): Promise<PlatformUnderTest> {
  const clock = turnedClock('2026-11-23T09:00:00Z');
  const people = { one: OBJECT_ID(1), other: OBJECT_ID(2), gone: OBJECT_ID(3), nobody: OBJECT_ID(4) };
  const tenantId = '00000000-0000-4000-8000-00000000a003';
  const users = [people.other, people.one].map((aadObjectId) => ({ aadObjectId, name: 'De mentor' }));
  const town = await openTenantTown({ tenantId, users }, clock, { pace: false });
  const { teams, graph } = town;
  graph.world.users.push(person(people.gone, { tenantId, accountEnabled: false }));
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const channel = (id: string) => graph.team().channels.find((one) => one.id === id) ?? fail(id);
  const settings = { teamId: graph.team().id };
  return {
    platform: createTeams([town.config], quiet).platform,
    workspace: { ...WORKSPACE, externalId: tenantId, settings },
    people,
    words: town.read,
    direct: town.written,
    pinned: () => [],
    room: (id) => {
      const { displayName: name, description: topic, isArchived: archived, ...found } = channel(id);
      const isPrivate = found.membershipType === 'shared';
      return { name, topic, archived, isPrivate, members: found.members.map((m) => m.userId) };
    },
    erase: async (ref) => teams.erase(ref.split('|')[1] ?? ''),
    mishap: (what, method) => {
      if (method === 'find' || method === 'pin') throw new Error(`Teams asks nothing for ${method}`);
      if (method === 'post' || method === 'update') teams.fault({ ...CONNECTOR[what], call: method });
      else if (what === 'lost-before' || what === 'lost-after') graph.fault({ ...REQUESTS[method], what });
      else if (what === 'too-fast')
        graph.fault({ ...REQUESTS[method], what: { status: 429, retryAfter: '3' } });
      else {
        graph.tokens.revoke();
        graph.tokens.fault(401);
      }
    },
    heal: teams.heal,
    now: () => clock.now(),
    close: town.close,
  };
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
