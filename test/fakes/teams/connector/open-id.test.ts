import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamsStandIn, type TeamsStandIn } from '../index.ts';
import { APP_ID, type SmallBot, startBot } from '../playground/small-bot.ts';
import { ask } from './http.ts';
import { type OpenId, startOpenId } from './open-id.ts';

let teams: TeamsStandIn;
let bot: SmallBot;
let heard: string[] = [];

beforeAll(async () => {
  teams = await startTeamsStandIn({ now: () => 0, appId: APP_ID, pace: false });
  bot = await startBot(teams, (handler) => {
    handler.onMessage(async (context) => void heard.push(context.activity.text));
  });
  const [coordinator] = teams.users;
  await teams.say(coordinator!.aadObjectId, await teams.personal(coordinator!.aadObjectId), 'hello');
});
afterAll(async () => {
  await bot?.close();
  await teams?.close();
});

describe('the real check of tokens in botbuilder', () => {
  it('finds the keys over plain http and lets the activities of the stand-in pass', async () => {
    expect(heard).toContain('hello');
  });

  const minute = 60;
  const seconds = Math.floor(Date.now() / 1000);
  const bad: Record<string, () => string> = {
    'no token': () => '',
    'no real token': () => 'Bearer nonsense',
    'a token for another app': () => bearer(teams.openId, { aud: '00000000-0000-4000-8000-00000000dead' }),
    'another issuer': () => bearer(teams.openId, { iss: 'https://issuer.example' }),
    'an old token': () => bearer(teams.openId, { nbf: seconds - 90 * minute, exp: seconds - 30 * minute }),
    'a token for another address': () => bearer(teams.openId, { serviceurl: 'https://elsewhere.example/' }),
    'a token without an address': () => bearer(teams.openId, { serviceurl: undefined }),
    'a key that was not published': () => `Bearer ${teams.openId.token({ keyId: 'unknown' })}`,
    'a signature of another key': () => `Bearer ${teams.openId.token({ wrongKey: true })}`,
  };
  it.each(Object.keys(bad))('refuses %s', async (name) => {
    heard = [];
    const { status } = await teams.redeliver({}, bad[name]!());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(heard).toEqual([]);
  });

  it('takes the same activity again with a good token', async () => {
    heard = [];
    expect((await teams.redeliver({ id: 'another-id' })).status).toBe(200);
    expect(heard).toEqual(['hello']);
  });
});

function bearer(openId: OpenId, claims: Record<string, unknown>): string {
  return `Bearer ${openId.token({ claims })}`;
}

it('publishes keys that speak for other channels only, when a test asks for them', async () => {
  const other = await startOpenId(APP_ID, () => 'https://service.example/', ['webchat']);
  const { jwks_uri } = JSON.parse((await ask('GET', other.metadataUrl)).body);
  const { keys } = JSON.parse((await ask('GET', jwks_uri)).body);
  expect(keys).toEqual([expect.objectContaining({ endorsements: ['webchat'], use: 'sig', alg: 'RS256' })]);
  await other.close();
});
