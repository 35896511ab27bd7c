import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { actions, button, clientOf, refusal, section, USERS } from '../support.ts';

let slack: SlackStandIn;
let client: WebClient;
let channel: string;
let now = Date.parse('2026-11-23T08:00:00Z');
let count = 0;

beforeAll(async () => {
  slack = await startSlackStandIn({ users: USERS, pace: false, now: () => now });
  client = clientOf(slack);
});

beforeEach(async () => {
  count += 1;
  const made = await client.conversations.create({ name: `wilg-${count}`, is_private: true });
  channel = made.channel!.id!;
});

afterAll(() => slack.close());

const metadata = { event_type: 'agreement', event_payload: { id: 'a1' } };

it('stamps messages with the clock of the test, each later than the one before', async () => {
  const first = await client.chat.postMessage({ channel, text: 'een' });
  const second = await client.chat.postMessage({ channel, text: 'twee' });
  expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
  expect(Math.floor(Number(first.ts))).toBe(Math.floor(now / 1000));
  expect(Number(second.ts)).toBeGreaterThan(Number(first.ts));
});

it('names every block and button that the app did not name', async () => {
  await client.chat.postMessage({ channel, text: 'x', blocks: [section('een'), section('twee')] });
  const ids = slack.history(channel)[0]!.blocks.map((block) => block.block_id);
  expect(new Set(ids).size).toBe(2);
});

it('hides metadata in the history unless it is asked for', async () => {
  await client.chat.postMessage({ channel, text: 'x', metadata });
  const plain = await client.conversations.history({ channel });
  expect(plain.messages![0]).not.toHaveProperty('metadata');
  const asked = await client.conversations.history({ channel, include_all_metadata: true });
  expect(asked.messages![0]).toMatchObject({ metadata });
});

it('refuses metadata that is not an event with a payload', async () => {
  const call = client.chat.postMessage({ channel, text: 'x', metadata: { event_type: 'x' } as never });
  expect(await refusal(call)).toBe('invalid_metadata_format');
});

it('gives history newest first, in pages, between two moments', async () => {
  const stamps: string[] = [];
  for (const text of ['een', 'twee', 'drie', 'vier']) {
    now += 60_000;
    stamps.push((await client.chat.postMessage({ channel, text })).ts!);
  }
  const read = async (args: object) => {
    const page = await client.conversations.history({ channel, ...args });
    return { texts: page.messages!.map((one) => one.text), next: page.response_metadata?.next_cursor };
  };
  expect((await read({})).texts).toEqual(['vier', 'drie', 'twee', 'een']);
  const first = await read({ limit: 3 });
  expect(first.texts).toEqual(['vier', 'drie', 'twee']);
  expect((await read({ limit: 3, cursor: first.next })).texts).toEqual(['een']);
  expect((await read({ oldest: stamps[1], latest: stamps[3] })).texts).toEqual(['drie']);
  expect((await read({ oldest: stamps[1], latest: stamps[3], inclusive: true })).texts).toEqual([
    'vier',
    'drie',
    'twee',
  ]);
});

it('keeps replies out of the channel and in their thread', async () => {
  const { ts } = await client.chat.postMessage({ channel, text: 'vraag' });
  await client.chat.postMessage({ channel, text: 'antwoord', thread_ts: ts! });
  expect((await client.conversations.history({ channel })).messages).toHaveLength(1);
  const thread = await client.conversations.replies({ channel, ts: ts! });
  expect(thread.messages!.map((one) => one.text)).toEqual(['vraag', 'antwoord']);
  expect(await refusal(client.conversations.replies({ channel, ts: '1.1' }))).toBe('thread_not_found');
});

it('drops the blocks of a message that is updated with text alone', async () => {
  const { ts } = await client.chat.postMessage({ channel, text: 'x', blocks: [section('een')] });
  await client.chat.update({ channel, ts: ts!, text: 'twee' });
  expect(slack.history(channel)[0]).toMatchObject({ text: 'twee', blocks: [], edited: true });
});

it('refuses to change a message that is not there, or that somebody else wrote', async () => {
  expect(await refusal(client.chat.update({ channel, ts: '1.000001', text: 'x' }))).toBe('message_not_found');
  await client.conversations.invite({ channel, users: 'U0LEAD' });
  const said = await slack.as('U0LEAD').say(channel, 'van mij');
  expect(await refusal(client.chat.update({ channel, ts: said.ts, text: 'x' }))).toBe('cant_update_message');
  expect(await refusal(client.chat.delete({ channel, ts: said.ts }))).toBe('cant_delete_message');
});

it('refuses a message without content, and one that is too long', async () => {
  expect(await refusal(client.chat.postMessage({ channel, text: '' }))).toBe('no_text');
  expect(await refusal(client.chat.postMessage({ channel, text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
  const { ts } = await client.chat.postMessage({ channel, text: 'x' });
  expect(await refusal(client.chat.update({ channel, ts: ts!, text: 'x'.repeat(4001) }))).toBe(
    'msg_too_long',
  );
  const long = Array.from({ length: 5 }, () => section('x'.repeat(2900)));
  expect(await refusal(client.chat.postMessage({ channel, text: 'x', blocks: long }))).toBe(
    'msg_blocks_too_long',
  );
});

it('shows an ephemeral message to one person in the channel, and keeps it out of the history', async () => {
  await client.conversations.invite({ channel, users: 'U0LEAD,U0TEACHER' });
  const whisper = {
    channel,
    text: 'alleen voor jou',
    blocks: [section('alleen voor jou'), actions(button('Goed'))],
  };
  expect(await refusal(client.chat.postEphemeral({ ...whisper, user: 'U0PARENT' }))).toBe(
    'user_not_in_channel',
  );
  const { message_ts } = await client.chat.postEphemeral({ ...whisper, user: 'U0LEAD' });
  expect(slack.readBy('U0LEAD', channel)).toHaveLength(1);
  expect(slack.readBy('U0TEACHER', channel)).toEqual([]);
  expect(slack.history(channel)).toEqual([]);
  expect(
    (await client.conversations.history({ channel })).messages!.some((one) => one.ts === message_ts),
  ).toBe(false);
  expect(await refusal(client.chat.update({ channel, ts: message_ts!, text: 'x' }))).toBe(
    'message_not_found',
  );
  await expect(slack.as('U0TEACHER').click({ channel }, 'Goed')).rejects.toThrow('no such message');
});

it('pins a message once, and not one that is not there', async () => {
  const { ts } = await client.chat.postMessage({ channel, text: 'overzicht' });
  await client.pins.add({ channel, timestamp: ts! });
  expect(slack.history(channel)[0]!.pinned).toBe(true);
  expect(await refusal(client.pins.add({ channel, timestamp: ts! }))).toBe('already_pinned');
  expect(await refusal(client.pins.add({ channel, timestamp: '1.000001' }))).toBe('message_not_found');
  expect(await refusal(client.apiCall('pins.add', { channel }))).toBe('no_item_specified');
  await client.pins.remove({ channel, timestamp: ts! });
  expect(slack.history(channel)[0]!.pinned).toBe(false);
});

it('takes a message away, and gives a lasting address of one', async () => {
  const { ts } = await client.chat.postMessage({ channel, text: 'weg ermee' });
  const link = await client.chat.getPermalink({ channel, message_ts: ts! });
  expect(link.permalink).toContain(channel);
  await client.chat.delete({ channel, ts: ts! });
  expect(slack.history(channel)).toEqual([]);
  expect(await refusal(client.chat.getPermalink({ channel, message_ts: ts! }))).toBe('message_not_found');
});

it('knows nothing of a page that it never gave', async () => {
  await client.chat.postMessage({ channel, text: 'een' });
  expect(await refusal(client.conversations.history({ channel, cursor: 'elders' }))).toBe('invalid_cursor');
});

it('posts what was sent with the same client_msg_id again, unless told that Slack knows it', async () => {
  const sent = { channel, text: 'een keer', client_msg_id: '7d9c3a51-6e0f-4a58-8f4e-0b7a5f1c2d3e' };
  await client.chat.postMessage(sent);
  await client.chat.postMessage(sent);
  expect(slack.history(channel)).toHaveLength(2);
  const knowing = await startSlackStandIn({ users: USERS, pace: false, knowsClientMsgIds: true });
  const other = clientOf(knowing);
  const room = (await other.conversations.create({ name: 'wilg', is_private: true })).channel!.id!;
  const { ts } = await other.chat.postMessage({ ...sent, channel: room });
  expect((await other.chat.postMessage({ ...sent, channel: room })).ts).toBe(ts);
  expect(knowing.history('wilg')).toHaveLength(1);
  await other.chat.delete({ channel: room, ts: ts! });
  expect(await refusal(other.chat.postMessage({ ...sent, channel: room }))).toBe(
    'duplicate_message_not_found',
  );
  await knowing.close();
});

it('pushes what a message said when it came, and nothing for an edit or for what one person sees', async () => {
  const { ts } = await client.chat.postMessage({
    channel,
    text: 'Wilg-27: er is iets',
    blocks: [section('alles')],
  });
  await client.chat.update({ channel, ts: ts!, text: 'alles', blocks: [section('alles')] });
  await client.conversations.invite({ channel, users: 'U0LEAD' });
  await client.chat.postEphemeral({ channel, user: 'U0LEAD', text: 'stil' });
  expect(slack.history(channel)[0]).toMatchObject({ text: 'alles', pushed: 'Wilg-27: er is iets' });
  expect(slack.readBy('U0LEAD', channel).at(-1)).toMatchObject({ text: 'stil', pushed: null });
});
