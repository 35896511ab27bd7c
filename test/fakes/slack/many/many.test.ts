import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from '../support.ts';
import { type ManyOptions, type ManySlacks, startManySlacks } from './index.ts';

/** Nobody listens there; what Slack would tell the app is not looked at here. */
const PUBLIC = 'http://127.0.0.1:9';
const HOUR = 3_600_000;
const TEAMS: ManyOptions['teams'] = [
  { teamId: 'T0A', teamName: 'School A', users: [{ id: 'U0A', name: 'a' }], botUserId: 'U0BOTA' },
  { teamId: 'T0B', teamName: 'Town B', users: [{ id: 'U0B', name: 'b' }], botUserId: 'U0BOTB' },
];

let now = Date.parse('2027-03-11T08:00:00Z');
let slack: ManySlacks;
beforeEach(async () => {
  slack = await startManySlacks({
    teams: TEAMS,
    enterprise: { id: 'E0', name: 'The whole', teams: ['T0B'] },
    now: () => now,
  });
  slack.connect(PUBLIC);
});
afterEach(() => slack.close());

const client = (token?: string, teamId?: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    ...(teamId ? { teamId } : {}),
  });
const REDIRECT = `${PUBLIC}/slack/oauth_redirect`;

async function page(more: Record<string, string> = {}): Promise<Response> {
  const query = {
    client_id: slack.app.clientId,
    scope: 'chat:write',
    redirect_uri: REDIRECT,
    state: 's',
    ...more,
  };
  return fetch(new URL(`/oauth/v2/authorize?${new URLSearchParams(query)}`, slack.apiUrl));
}

/** Presses the link with these words on Slack's page, and gives where the browser is sent. */
async function press(words: string): Promise<URL> {
  const html = await (await page()).text();
  const [, link = ''] = new RegExp(`<a href="([^"]*)">${words}</a>`).exec(html) ?? [];
  const there = await fetch(new URL(link.replaceAll('&amp;', '&'), slack.apiUrl), { redirect: 'manual' });
  return new URL(there.headers.get('location') ?? '');
}

const app = () => ({ client_id: slack.app.clientId, client_secret: slack.app.clientSecret });
const exchange = (code: string, more: Record<string, string> = {}) =>
  client().oauth.v2.access({ ...app(), code, redirect_uri: REDIRECT, ...more });
const renew = (token: string) =>
  client().oauth.v2.access({ ...app(), grant_type: 'refresh_token', refresh_token: token });

async function installed(words: string) {
  const code = (await press(words)).searchParams.get('code') ?? '';
  const { access_token: token = '', refresh_token: refresh = '', ...rest } = await exchange(code);
  return { code, token, refresh, ...rest };
}

describe("Slack's own page", () => {
  it('sends the browser back with a code and the state, or with the word that it was stopped', async () => {
    const back = await press('Allow in School A');
    expect(back.href.startsWith(REDIRECT)).toBe(true);
    expect(back.searchParams.get('state')).toBe('s');
    expect((await press('Cancel')).search).toBe('?error=access_denied&state=s');
  });

  it('does not show itself to an app it does not know, to an address that is not of the app, or for nothing', async () => {
    for (const wrong of [{ client_id: '9' }, { redirect_uri: 'https://kwaad.example/' }, { scope: '' }])
      expect((await page(wrong)).status).toBe(400);
  });
});

describe('a code', () => {
  it('gives the tokens of one workspace, which end after twelve hours', async () => {
    const got = await installed('Allow in School A');
    expect(got).toMatchObject({
      team: { id: 'T0A', name: 'School A' },
      enterprise: null,
      is_enterprise_install: false,
      bot_user_id: 'U0BOTA',
      scope: 'chat:write',
      expires_in: 43_200,
    });
    expect(await client(got.token).auth.test()).toMatchObject({ team_id: 'T0A', user_id: 'U0BOTA' });
    now += 12 * HOUR - 1;
    expect(await refusal(client(got.token).auth.test())).toBe('ok');
    now += 1;
    expect(await refusal(client(got.token).auth.test())).toBe('token_expired');
  });

  it('works once, for ten minutes, with the address it was asked for, and only for the app itself', async () => {
    const { code } = await installed('Allow in School A');
    expect(await refusal(exchange(code))).toBe('code_already_used');
    const other = (await press('Allow in School A')).searchParams.get('code') ?? '';
    expect(await refusal(exchange(other, { redirect_uri: 'https://kwaad.example' }))).toBe(
      'bad_redirect_uri',
    );
    expect(await refusal(exchange(other, { client_secret: 'x' }))).toBe('bad_client_secret');
    expect(await refusal(exchange(other, { client_id: 'x' }))).toBe('invalid_client_id');
    expect(await refusal(exchange('made-up'))).toBe('invalid_code');
    now += 600_001;
    expect(await refusal(exchange(other))).toBe('invalid_code');
  });
});

describe('a refresh token', () => {
  it('works once; the token before it works on until it ends, and no longer than the next renewal', async () => {
    const first = await installed('Allow in School A');
    const second = await renew(first.refresh);
    expect(await refusal(renew(first.refresh))).toBe('invalid_refresh_token');
    for (const token of [first.token, second.access_token])
      expect(await refusal(client(token).auth.test())).toBe('ok');
    await renew(second.refresh_token ?? '');
    expect(await refusal(client(first.token).auth.test())).toBe('token_revoked');
    expect(await refusal(renew('made-up'))).toBe('invalid_refresh_token');
  });

  it('is used up also when its answer is lost on the way', async () => {
    const { refresh } = await installed('Allow in School A');
    slack.breakExchange('before');
    expect(await refusal(renew(refresh))).not.toBe('ok');
    slack.breakExchange('after');
    expect(await refusal(renew(refresh))).not.toBe('ok');
    expect(await refusal(renew(refresh))).toBe('invalid_refresh_token');
  });

  it('breaks off for the workspace that was meant, and for no other', async () => {
    const { refresh } = await installed('Allow in School A');
    slack.breakExchange('before', 1, 'T0ELSEWHERE');
    await renew(refresh);
    slack.mendExchange();
  });
});

describe('a token', () => {
  it('speaks for its own workspace and sees nothing of the other', async () => {
    const [a, b] = [await installed('Allow in School A'), await installed('Allow in Town B')];
    expect((await client(a.token).users.info({ user: 'U0A' })).user?.id).toBe('U0A');
    expect(await refusal(client(a.token).users.info({ user: 'U0B' }))).toBe('user_not_found');
    const room = await client(b.token).conversations.create({ name: 'besloten', is_private: true });
    const channel = room.channel?.id ?? '';
    expect(await refusal(client(a.token).chat.postMessage({ channel, text: 'x' }))).toBe('channel_not_found');
    expect(await refusal(client('xoxb-made-up').auth.test())).toBe('invalid_auth');
    expect(await refusal(client().auth.test())).toBe('not_authed');
    expect(await refusal(client('xoxb-stand-in').auth.test())).toBe('invalid_auth');
  });

  it('of a removed app, or one taken back, is refused, and that of the other workspace is not', async () => {
    const [a, b] = [await installed('Allow in School A'), await installed('Allow in Town B')];
    await slack.uninstall({ kind: 'team', id: 'T0A' });
    expect(await refusal(client(a.token).auth.test())).toBe('account_inactive');
    expect(await refusal(renew(a.refresh))).toBe('invalid_refresh_token');
    expect(await refusal(client(b.token).auth.test())).toBe('ok');
    await slack.revoke('T0B');
    expect(await refusal(client(b.token).auth.test())).toBe('token_revoked');
    const again = await installed('Allow in School A');
    expect(await refusal(client(again.token).auth.test())).toBe('ok');
  });
});

describe('the token of an organisation', () => {
  it('speaks for the workspaces that were granted, when it says for which', async () => {
    const whole = await installed('Allow in The whole');
    expect(whole).toMatchObject({ team: null, enterprise: { id: 'E0' }, is_enterprise_install: true });
    const here = client(whole.token, 'T0B');
    expect(await refusal(here.users.info({ user: 'U0B' }))).toBe('team_access_not_granted');
    expect((await client(whole.token).auth.teams.list({})).teams).toEqual([]);
    await slack.grant('T0B');
    expect((await client(whole.token).auth.teams.list({})).teams).toEqual([{ id: 'T0B', name: 'Town B' }]);
    expect((await here.users.info({ user: 'U0B' })).user?.id).toBe('U0B');
    expect(await refusal(client(whole.token).users.info({ user: 'U0B' }))).toBe('missing_argument');
    expect(await refusal(client(whole.token, 'T0A').users.info({ user: 'U0A' }))).toBe('team_not_found');
    await slack.ungrant('T0B');
    expect(await refusal(here.users.info({ user: 'U0B' }))).toBe('team_access_not_granted');
  });
});
