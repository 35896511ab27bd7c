import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Opened, openSlack } from '../../../test/support/adapters/slack-adapter.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openSlack('signed HTTP');
});
afterAll(() => opened.close());

interface Sent {
  readonly body?: string;
  readonly secret?: string;
  /** Seconds off our clock. */
  readonly off?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent instead of what was signed. */
  readonly altered?: string;
}

let presses = 0;
const command = (): string =>
  new URLSearchParams({
    command: '/schakel',
    text: 'klaar 2',
    team_id: 'T0STANDIN',
    channel_id: 'C0WILG',
    user_id: 'U0LEAD',
    trigger_id: `trigger-${++presses}`,
  }).toString();

async function send({
  body = command(),
  secret,
  off = 0,
  headers = {},
  altered,
}: Sent = {}): Promise<Response> {
  const timestamp = String(Math.floor(opened.clock.now().getTime() / 1000) + off);
  const hash = createHmac('sha256', secret ?? opened.slack.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  const all = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash}`,
    ...headers,
  };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return fetch(opened.url, { method: 'POST', body: altered ?? body, headers: Object.fromEntries(given) });
}

describe('a request that Slack did not send just now', () => {
  it('reaches nobody, whatever is wrong with it', async () => {
    const body = command();
    const wrong: Record<string, Sent> = {
      'another secret': { secret: 'guessed' },
      'one byte altered': { body, altered: body.replace('klaar+2', 'klaar+3') },
      'something added': { body, altered: `${body}&user_id=U0OTHER` },
      'five minutes old': { off: -301 },
      'five minutes ahead': { off: 301 },
      'a day ahead': { off: 86_400 },
      'no signature': { headers: { 'x-slack-signature': undefined } },
      'no moment': { headers: { 'x-slack-request-timestamp': undefined } },
      'a moment that is no number': { headers: { 'x-slack-request-timestamp': 'now' } },
      'an empty signature': { headers: { 'x-slack-signature': 'v0=' } },
      'another version': { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } },
      'a signature of the right length': { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } },
    };
    for (const [what, sent] of Object.entries(wrong)) {
      expect((await send(sent)).status, what).toBe(401);
    }
    expect(opened.useCases.inbound).toEqual([]);
  });

  it('has no effect when a good one is sent again', async () => {
    const body = command();
    expect((await send({ body })).status).toBe(200);
    const effects = opened.useCases.effects.length;
    expect((await send({ body })).status).toBe(200);
    expect((await send({ body, off: 20 })).status).toBe(200);
    expect(opened.useCases.effects).toHaveLength(effects);
  });

  it('is not read at all when it says itself that Slack did not: what it announces is not waited for', async () => {
    const stale = String(Math.floor(opened.clock.now().getTime() / 1000) - 400);
    const fresh = String(Math.floor(opened.clock.now().getTime() / 1000));
    const forged = { 'x-slack-request-timestamp': fresh, 'x-slack-signature': `v0=${'0'.repeat(64)}` };
    const heard = (headers: Record<string, string>): Promise<number> =>
      new Promise((done, failed) => {
        const asked = request(opened.url, { method: 'POST', headers }, (answer) => {
          done(answer.statusCode ?? 0);
          asked.destroy();
        });
        asked.on('error', failed);
        asked.flushHeaders();
      });
    const large = { 'content-length': '900000' };
    expect(await heard(large)).toBe(401);
    expect(await heard({ ...large, ...forged, 'x-slack-request-timestamp': stale })).toBe(401);
    expect(await heard({ ...large, ...forged, 'x-slack-signature': 'v0=' })).toBe(401);
    expect(await heard({ ...forged, 'content-length': '1900000' })).toBe(413);
  });

  it('is refused when it is larger than anything Slack sends', async () => {
    expect((await send({ body: `text=${'x'.repeat(3_000_000)}` })).status).toBe(413);
  });
});

describe('a request that Slack did send', () => {
  it('is heard when it was under way for a while', async () => {
    expect((await send({ off: -299 })).status).toBe(200);
    expect((await send({ off: 299 })).status).toBe(200);
  });

  it('of a certificate check is answered, and nothing is done', async () => {
    const before = opened.useCases.inbound.length;
    const answer = await fetch(opened.url, { method: 'POST', body: 'ssl_check=1&token=x' });
    expect(answer.status).toBe(200);
    expect(opened.useCases.inbound).toHaveLength(before);
  });

  it('about a shared channel belongs to the workspace whose app is told, whatever workspace it happened in', async () => {
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0ELSEWHERE',
      event_id: 'Ev0SHARED',
      event: { type: 'member_joined_channel', channel: 'C0WILG', user: 'U0THEIRS', team: 'T0ELSEWHERE' },
      authorizations: [{ team_id: 'T0STANDIN', user_id: 'U0SCHAKEL', is_bot: true }],
    });
    expect((await send({ body, headers: { 'content-type': 'application/json' } })).status).toBe(200);
    expect(opened.useCases.notices.at(-1)).toMatchObject({
      workspaceExternalId: 'T0STANDIN',
      what: 'member_joined',
    });
  });

  it('is not looked for at another path', async () => {
    expect((await fetch(opened.url.replace('/events', '/other'), { method: 'POST' })).status).toBe(404);
    expect((await fetch(opened.url)).status).toBe(404);
  });
});
