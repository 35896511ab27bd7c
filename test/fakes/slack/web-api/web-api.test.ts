import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { clientOf, refusal, USERS } from '../support.ts';

let slack: SlackStandIn;

beforeAll(async () => {
  slack = await startSlackStandIn({
    users: USERS,
    pace: false,
    teamId: 'T0REGION',
    teamName: 'De regio',
    botScopes: ['chat:write', 'groups:write', 'users:read', 'im:write'],
  });
});

afterAll(() => slack.close());

it('tells who the app is, in which workspace and with which scopes', async () => {
  const answer = await clientOf(slack).auth.test();
  expect(answer).toMatchObject({ ok: true, team_id: 'T0REGION', team: 'De regio', user_id: slack.botUserId });
  expect(answer.response_metadata?.scopes).toEqual(['chat:write', 'groups:write', 'users:read', 'im:write']);
});

it('refuses a call without a token', async () => {
  const answer = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
  expect(await answer.json()).toMatchObject({ ok: false, error: 'not_authed' });
});

it('refuses a token that Slack never gave', async () => {
  expect(await refusal(clientOf(slack, 'xoxb-other').auth.test())).toBe('invalid_auth');
});

it('refuses the token of the app where the token of the bot belongs, and the other way round', async () => {
  expect(await refusal(clientOf(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type');
  expect(await refusal(clientOf(slack).apps.connections.open({}))).toBe('not_allowed_token_type');
});

it('refuses a method that does not exist', async () => {
  expect(await refusal(clientOf(slack).apiCall('chat.shout', { text: 'hoi' }))).toBe('unknown_method');
});

it('refuses a method whose scope was not given, and says which one is needed', async () => {
  const client = clientOf(slack);
  expect(await refusal(client.users.lookupByEmail({ email: 'lead@school.example' }))).toBe('missing_scope');
  expect(await refusal(client.conversations.create({ name: 'openbaar' }))).toBe('missing_scope');
  const room = await client.conversations.create({ name: 'besloten', is_private: true });
  const failed = await client.conversations
    .history({ channel: room.channel!.id! })
    .catch((error) => error.data);
  expect(failed).toMatchObject({ error: 'missing_scope', needed: 'groups:history' });
  const direct = await client.conversations.open({ users: 'U0LEAD' });
  expect(await refusal(client.conversations.info({ channel: direct.channel!.id! }))).toBe('missing_scope');
});

it('refuses everything after the token was taken back, and after the app was removed', async () => {
  const client = clientOf(slack);
  await slack.revokeToken();
  expect(await refusal(client.auth.test())).toBe('token_revoked');
  await slack.uninstall();
  expect(await refusal(client.auth.test())).toBe('account_inactive');
  slack.reinstall();
  expect(await refusal(client.auth.test())).toBe('ok');
});

it('remembers every call with its outcome', async () => {
  await refusal(clientOf(slack).chat.postMessage({ channel: 'nergens', text: 'hoi' }));
  expect(slack.calls().at(-1)).toMatchObject({
    method: 'chat.postMessage',
    status: 200,
    ok: false,
    error: 'channel_not_found',
    args: { channel: 'nergens' },
  });
});

it('tells time zone, language, guests and who left', async () => {
  const client = clientOf(slack);
  const info = async (user: string) => (await client.users.info({ user, include_locale: true })).user;
  expect(await info('U0TEACHER')).toMatchObject({ tz: 'America/Curacao', locale: 'nl-NL', deleted: false });
  expect(await info('U0PARENT')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(await info('U0SINGLE')).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
  expect(await info('U0GONE')).toMatchObject({ deleted: true });
  expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
  expect(await refusal(client.users.info({ user: 'U0STRANGER' }))).toBe('user_not_found');
});

it('finds people by address, but nobody of another workspace', async () => {
  const open = await startSlackStandIn({ users: USERS, pace: false });
  const client = clientOf(open);
  expect((await client.users.lookupByEmail({ email: 'LEAD@school.example' })).user?.id).toBe('U0LEAD');
  expect(await refusal(client.users.lookupByEmail({ email: 'stranger@care.example' }))).toBe(
    'users_not_found',
  );
  await open.close();
});
