import type { App } from '@slack/bolt';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp } from '../events/bolt-app.ts';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { clientOf, refusal, USERS } from '../support.ts';

let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  slack = await startSlackStandIn({ users: USERS, pace: false });
  client = clientOf(slack);
  await client.conversations.create({ name: 'wilg', is_private: true });
  await client.conversations.create({ name: 'linde', is_private: true });
});

afterEach(() => slack.close());

const post = (channel = 'wilg') => client.chat.postMessage({ channel, text: 'hoi' });

it('answers 429 with the seconds to wait', async () => {
  slack.fail({ kind: '429', retryAfter: 7 });
  await expect(post()).rejects.toSatisfy(
    (error) => error instanceof WebAPIRateLimitedError && error.retryAfter === 7,
  );
  expect(await refusal(post())).toBe('ok');
});

it('answers 503, as many times as asked', async () => {
  slack.fail({ kind: '503', times: 2 });
  await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
  await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
  expect(await refusal(post())).toBe('ok');
  expect(slack.history('wilg')).toHaveLength(1);
});

it('breaks the connection before anything was done', async () => {
  slack.fail({ kind: 'destroyed-before' });
  await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.history('wilg')).toEqual([]);
});

it('breaks the connection after the message was posted', async () => {
  slack.fail({ kind: 'destroyed-after' });
  await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.history('wilg').map((message) => message.text)).toEqual(['hoi']);
});

it('answers an error of choice', async () => {
  slack.fail({ kind: 'error', error: 'fatal_error' });
  expect(await refusal(post())).toBe('fatal_error');
});

it('fails one method or one channel, and leaves the others alone', async () => {
  slack.fail({ kind: 'error', method: 'chat.update' });
  slack.fail({ kind: 'error', channel: 'linde' });
  expect(await refusal(post('wilg'))).toBe('ok');
  expect(await refusal(post('linde'))).toBe('internal_error');
  expect(await refusal(post('linde'))).toBe('ok');
  expect(await refusal(client.chat.update({ channel: 'wilg', ts: '1.1', text: 'x' }))).toBe('internal_error');
});

it('is whole again when the test says so', async () => {
  slack.fail({ kind: '503', times: Number.POSITIVE_INFINITY });
  expect(await refusal(post())).not.toBe('ok');
  expect(await refusal(post())).not.toBe('ok');
  slack.heal();
  expect(await refusal(post())).toBe('ok');
});

it.each(['rude', 'polite'] as const)(
  'drops the socket (%s), and delivers again when the app is back',
  async (how) => {
    const listen = (app: App): void => app.command('/schakel', ({ ack }) => ack('hier'));
    const small = await startApp(slack, 'Socket Mode', listen, { reconnectAfterMs: 50 });
    await slack.as('U0LEAD').createChannel('eik');
    expect((await slack.as('U0LEAD').command('eik', '/schakel')).acknowledgedInTime).toBe(true);
    slack.dropSocket(how);
    expect((await slack.as('U0LEAD').command('eik', '/schakel')).status).toBe(0);
    await slack.socketConnected();
    expect((await slack.as('U0LEAD').command('eik', '/schakel')).acknowledgedInTime).toBe(true);
    await small.close();
  },
);

it('refuses a second connection on one link, and a link of its own making', async () => {
  const { url } = (await clientOf(slack, slack.appToken).apps.connections.open({})) as { url: string };
  const opens = (address: string) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocket(address);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
  expect(await opens(url)).toBe(true);
  expect(await opens(url)).toBe(false);
  expect(await opens(url.replace(/ticket=[^&]+/, 'ticket=none'))).toBe(false);
});
