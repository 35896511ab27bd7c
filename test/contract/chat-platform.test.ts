import { createSlack } from '../../adapters/slack/index.ts';
import type { ChatPlatform } from '../../src/ports/chat.ts';
import { type Fault, shown, startSlackStandIn } from '../edges/slack/index.ts';
import { createMemoryPlatform, type MemoryMessage } from '../support/memory-platform.ts';
import { connectionTo, handClock, PEOPLE } from '../support/slack-house.ts';
import { chatPlatformContract, type Method, type Mishap, type PlatformUnderTest } from './chat-platform.ts';

const WORKSPACE = { id: '00000000-0000-4000-8000-0000000000b0', externalId: 'T0STANDIN', settings: {} };

chatPlatformContract('memory', inMemory);
chatPlatformContract('Slack', onSlack);

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

function fail(id: string): never {
  throw new Error(`there is no room ${id}`);
}
