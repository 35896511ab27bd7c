import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { POSTING, type SlackStandIn, startSlackStandIn, TIERS } from '../index.ts';
import { clientOf, USERS } from '../support.ts';

let slack: SlackStandIn;
let now = 0;

beforeEach(async () => {
  now = Date.parse('2026-11-23T08:00:00Z');
  slack = await startSlackStandIn({ users: USERS, now: () => now });
});

afterEach(() => slack.close());

/** Calls until Slack says to wait; how many went, and how many seconds it asks for. */
async function until429(call: () => Promise<unknown>): Promise<{ went: number; retryAfter: number }> {
  for (let went = 0; went < 1000; went += 1) {
    try {
      await call();
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return { went, retryAfter: error.retryAfter };
      throw error;
    }
  }
  throw new Error('Slack never asked to wait');
}

it('takes a short burst into one channel, then one message a second', async () => {
  const client = clientOf(slack);
  await client.conversations.create({ name: 'wilg', is_private: true });
  const post = () => client.chat.postMessage({ channel: 'wilg', text: 'x' });
  expect(await until429(post)).toEqual({ went: POSTING.channel.burst, retryAfter: 1 });
  now += 1000;
  expect(await until429(post)).toEqual({ went: 1, retryAfter: 1 });
  now += 500;
  expect(await until429(post)).toEqual({ went: 0, retryAfter: 1 });
  expect(slack.history('wilg')).toHaveLength(POSTING.channel.burst + 1);
});

it('counts each channel by itself, by name or by id', async () => {
  const client = clientOf(slack);
  const made = await client.conversations.create({ name: 'wilg', is_private: true });
  await client.conversations.create({ name: 'linde', is_private: true });
  await until429(() => client.chat.postMessage({ channel: 'wilg', text: 'x' }));
  const byId = await until429(() => client.chat.postMessage({ channel: made.channel!.id!, text: 'x' }));
  expect(byId.went).toBe(0);
  const other = await until429(() => client.chat.postMessage({ channel: 'linde', text: 'x' }));
  expect(other.went).toBe(POSTING.channel.burst);
});

it('counts a person and the direct conversation with that person as one', async () => {
  const client = clientOf(slack);
  await until429(() => client.chat.postMessage({ channel: 'U0LEAD', text: 'x' }));
  const direct = await client.conversations.open({ users: 'U0LEAD' });
  const again = await until429(() => client.chat.postMessage({ channel: direct.channel!.id!, text: 'x' }));
  expect(again.went).toBe(0);
});

it('has a ceiling for the whole workspace', async () => {
  const client = clientOf(slack);
  const names: string[] = [];
  for (let index = 0; index < 70; index += 1) {
    names.push(`wilg-${index}`);
    await client.conversations.create({ name: `wilg-${index}`, is_private: true });
    now += 60_000 / TIERS[2];
  }
  let turn = 0;
  const { went } = await until429(() => {
    turn += 1;
    return client.chat.postMessage({ channel: names[turn % names.length]!, text: 'x' });
  });
  expect(went).toBe(POSTING.workspace.burst);
});

it.each([
  ['conversations.create', 20, 3],
  ['conversations.open', 50, 2],
  ['users.info', 100, 1],
] as const)('takes %s %i times a minute', async (method, perMinute, retryAfter) => {
  const client = clientOf(slack);
  let turn = 0;
  const call = () => {
    turn += 1;
    return client.apiCall(method, { name: `n${turn}`, is_private: true, users: 'U0LEAD', user: 'U0LEAD' });
  };
  expect(await until429(call)).toEqual({ went: perMinute, retryAfter });
  now += 60_000;
  expect((await until429(call)).went).toBe(perMinute);
});

it('does not count a call that it refused', async () => {
  const client = clientOf(slack);
  for (let turn = 0; turn < 30; turn += 1) {
    await clientOf(slack, 'xoxb-other')
      .conversations.create({ name: 'x' })
      .catch(() => undefined);
  }
  let turn = 0;
  const create = () => {
    turn += 1;
    return client.conversations.create({ name: `n${turn}`, is_private: true });
  };
  expect((await until429(create)).went).toBe(20);
});

it('holds no pace when the test says so', async () => {
  const fast = await startSlackStandIn({ users: USERS, now: () => now, pace: false });
  const client = clientOf(fast);
  for (let turn = 0; turn < 60; turn += 1) await client.chat.postMessage({ channel: 'U0LEAD', text: 'x' });
  expect(fast.dm('U0LEAD')).toHaveLength(60);
  await fast.close();
});

it('reads a conversation back once a minute and fifteen at once to an app outside the Marketplace, whatever else', async () => {
  for (const pace of [true, false]) {
    const outside = await startSlackStandIn({ users: USERS, now: () => now, pace, limitedHistoryMs: 60_000 });
    const client = clientOf(outside);
    const channel = (await client.conversations.create({ name: 'wilg', is_private: true })).channel!.id!;
    for (let turn = 0; turn < 20; turn += 1) {
      await client.chat.postMessage({ channel, text: 'x' });
      now += 1_000;
    }
    const read = (cursor?: string) =>
      client.conversations.history({ channel, limit: 200, ...(cursor ? { cursor } : {}) });
    const first = await read();
    expect(first.messages).toHaveLength(15);
    expect(await until429(read)).toEqual({ went: 0, retryAfter: 60 });
    now += 60_000;
    expect((await read(first.response_metadata?.next_cursor)).messages).toHaveLength(5);
    await outside.close();
  }
});
