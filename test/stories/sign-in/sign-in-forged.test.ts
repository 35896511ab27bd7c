import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Claims, type Forger, keyPair, startForger } from '../../fakes/oidc/forger.ts';
import { COORDINATOR, MENTOR, startWithAccounts, TEAM, TENANT } from '../../support/people/with-accounts.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';

const SECRET = 'a-secret-that-only-tests-know';

/** A sign-in under way: what the browser holds, and what it was sent away with. */
interface Begun {
  readonly door: string;
  readonly cookie: string;
  readonly state: string;
  readonly nonce: string;
}

/** S3: what is not an honest answer to a question that this browser asked just now lets nobody in. */
describe('a sign-in that was tampered with', () => {
  let schakel: Schakel<'web'>;
  let slack: Forger;
  let microsoft: Forger;
  let answer: Response;

  beforeAll(async () => {
    slack = await startForger();
    microsoft = await startForger(`/${TENANT}/v2.0`);
    const app = { clientId: 'schakel', clientSecret: SECRET };
    schakel = await startWithAccounts({
      slack: async () => ({ issuer: slack.issuer, ...app }),
      microsoft: async () => ({ issuer: microsoft.issuer, ...app }),
    });
  });
  afterAll(async () => {
    await schakel?.stop();
    await slack?.close();
    await microsoft?.close();
  });
  const sql = (text: string): Promise<{ rows: Record<string, unknown>[] }> =>
    schakel.database.database.pool.query(text);
  beforeEach(async () => {
    await sql('DELETE FROM "webSession"');
    await sql('DELETE FROM "webTry"');
  });

  const seconds = (): number => Math.round(schakel.clock.now().getTime() / 1000);
  const honest = (begun: Begun): Claims => ({
    iss: begun.door === 'slack' ? slack.issuer : microsoft.issuer,
    aud: 'schakel',
    sub: 'somebody',
    iat: seconds(),
    exp: seconds() + 300,
    nonce: begun.nonce,
    ...(begun.door === 'slack'
      ? { 'https://slack.com/team_id': TEAM, 'https://slack.com/user_id': COORDINATOR.slack }
      : { tid: TENANT, oid: MENTOR.teams }),
  });
  const without = (claims: Claims, ...names: string[]): Claims =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
  const given = (token: unknown): Answer => ({
    body: { ok: true, access_token: 'xoxp-x', token_type: 'Bearer', id_token: token },
  });

  const begin = async (door: string): Promise<Begun> => {
    const away = await fetch(`${schakel.base}/sign-in/${door}`, { redirect: 'manual' });
    const query = new URL(away.headers.get('location') ?? '').searchParams;
    expect(query.get('code_challenge_method')).toBe(door === 'slack' ? null : 'S256');
    return {
      door,
      cookie: away.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
      state: query.get('state') ?? '',
      nonce: query.get('nonce') ?? '',
    };
  };
  const come = async ({ door, cookie }: Begun, query: string): Promise<Response> => {
    answer = await fetch(`${schakel.base}/sign-in/${door}/back?${query}`, {
      redirect: 'manual',
      headers: cookie ? { cookie, 'accept-language': 'nl' } : {},
    });
    return answer;
  };
  const comeWell = (begun: Begun): Promise<Response> => come(begun, `code=x&state=${begun.state}`);
  const isIn = async (): Promise<boolean> => {
    const { rows } = await sql('SELECT 1 FROM "webSession"');
    const cookies = answer.headers.getSetCookie().filter((one) => /^(__Host-)?schakel=/.test(one));
    expect(cookies).toHaveLength(rows.length);
    return rows.length > 0;
  };

  it.each(['slack', 'microsoft'])(
    'an honest one by %s lets in: what follows fails for its own reason',
    async (door) => {
      const begun = await begin(door);
      const forger = door === 'slack' ? slack : microsoft;
      forger.says(given(forger.sign(honest(begun))));
      expect((await comeWell(begun)).status).toBe(303);
      expect(await isIn()).toBe(true);
    },
  );

  const other = keyPair();
  type Forge = (claims: Claims) => unknown;
  const tokens: readonly (readonly [string, Forge])[] = [
    ['without a signature', (c) => slack.sign(c).replace(/[^.]*$/, '')],
    ['that says it needs none', (c) => `${slack.sign(c, { alg: 'none' }).replace(/[^.]*$/, '')}`],
    ['signed with another key', (c) => slack.sign(c, { alg: 'RS256', kid: 'one' }, other.privateKey)],
    [
      'signed with a key that nobody published',
      (c) => slack.sign(c, { alg: 'RS256', kid: 'two' }, other.privateKey),
    ],
    [
      'that brings its own key',
      (c) =>
        slack.sign(c, { alg: 'RS256', jwk: other.publicKey.export({ format: 'jwk' }) }, other.privateKey),
    ],
    ['sealed with the secret of the app', (c) => slack.seal(c, SECRET)],
    ['sealed with the public key as a secret', (c) => slack.seal(c, slack.publicPem)],
    [
      'whose signature was changed',
      (c) => slack.sign(c).replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA')),
    ],
    [
      'whose content was changed',
      (c) => {
        const [head, , signature] = slack.sign(c).split('.');
        return `${head}.${Buffer.from(JSON.stringify({ ...c, sub: 'else' })).toString('base64url')}.${signature}`;
      },
    ],
    [
      'with a header that must be understood',
      (c) => slack.sign(c, { alg: 'RS256', kid: 'one', crit: ['x'], x: 1 }),
    ],
    ['of another issuer', (c) => slack.sign({ ...c, iss: 'https://slack.example' })],
    ['of almost the issuer', (c) => slack.sign({ ...c, iss: `${slack.issuer}/` })],
    ['of no issuer', (c) => slack.sign(without(c, 'iss'))],
    ['for another app', (c) => slack.sign({ ...c, aud: 'another' })],
    ['for several, none of which is us', (c) => slack.sign({ ...c, aud: ['another', 'and-another'] })],
    [
      'for us and another, made for the other',
      (c) => slack.sign({ ...c, aud: ['schakel', 'another'], azp: 'another' }),
    ],
    ['for nobody', (c) => slack.sign(without(c, 'aud'))],
    ['that is over', (c) => slack.sign({ ...c, iat: seconds() - 900, exp: seconds() - 300 })],
    ['that never ends', (c) => slack.sign(without(c, 'exp'))],
    ['without the time at which it was made', (c) => slack.sign(without(c, 'iat'))],
    ['that holds only later', (c) => slack.sign({ ...c, nbf: seconds() + 600 })],
    ['whose end is no number', (c) => slack.sign({ ...c, exp: 'tomorrow' })],
    ['without a nonce', (c) => slack.sign(without(c, 'nonce'))],
    ['with a nonce of its own', (c) => slack.sign({ ...c, nonce: 'x'.repeat(43) })],
    ['about nobody', (c) => slack.sign(without(c, 'sub'))],
    ['without a workspace', (c) => slack.sign(without(c, 'https://slack.com/team_id'))],
    ['without a member', (c) => slack.sign(without(c, 'https://slack.com/user_id'))],
    ['with a list of members', (c) => slack.sign({ ...c, 'https://slack.com/user_id': [COORDINATOR.slack] })],
    [
      'with a member and something behind it',
      (c) => slack.sign({ ...c, 'https://slack.com/user_id': `${COORDINATOR.slack}'--` }),
    ],
    [
      'that says who by an e-mail address',
      (c) =>
        slack.sign({
          ...without(c, 'https://slack.com/user_id'),
          email: 'coordinator@example.org',
          email_verified: true,
        }),
    ],
    ['that is no token', () => 'a.b.c'],
    ['that is encrypted', () => 'eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d'],
    ['that is not there', () => undefined],
    ['that is a number', () => 7],
  ];

  it.each(tokens)('a token %s lets nobody in', async (_what, forge) => {
    const begun = await begin('slack');
    slack.says(given(forge(honest(begun))));
    expect((await comeWell(begun)).status).toBe(403);
    expect(await answer.text()).toContain('Inloggen is niet gelukt');
    expect(await isIn()).toBe(false);
  });

  it.each<[string, Forge]>([
    ['another tenant', (c) => microsoft.sign({ ...c, tid: '00000000-0000-4000-8000-00000000b0b0' })],
    ['no tenant', (c) => microsoft.sign(without(c, 'tid'))],
    ['a list of tenants', (c) => microsoft.sign({ ...c, tid: [TENANT] })],
    [
      'another tenant’s issuer',
      (c) =>
        microsoft.sign({
          ...c,
          iss: microsoft.issuer.replace(TENANT, '00000000-0000-4000-8000-00000000b0b0'),
        }),
    ],
    [
      'the issuer that stands for every tenant',
      (c) => microsoft.sign({ ...c, iss: microsoft.issuer.replace(TENANT, '{tenantid}') }),
    ],
    ['nobody of the tenant', (c) => microsoft.sign(without(c, 'oid'))],
    [
      'somebody by their name only',
      (c) =>
        microsoft.sign({
          ...without(c, 'oid'),
          preferred_username: 'mentor@example.org',
          upn: 'mentor@example.org',
        }),
    ],
    ['a token of Slack', (c) => slack.sign({ ...c, iss: slack.issuer })],
  ])('a token of Microsoft with %s lets nobody in', async (_what, forge) => {
    const begun = await begin('microsoft');
    microsoft.says(given(forge(honest(begun))));
    expect((await comeWell(begun)).status).toBe(403);
    expect(await isIn()).toBe(false);
  });

  it.each<[string, (b: Begun) => string]>([
    ['without a state', () => 'code=x'],
    ['with a state of its own', () => `code=x&state=${'x'.repeat(43)}`],
    ['with two states', (b) => `code=x&state=${b.state}&state=x`],
    ['with the state cut short', (b) => `code=x&state=${b.state.slice(0, -1)}`],
    ['without a code', (b) => `state=${b.state}`],
    ['with two codes', (b) => `code=x&code=y&state=${b.state}`],
    ['of another issuer', (b) => `code=x&state=${b.state}&iss=https://slack.example`],
    ['that says no', (b) => `error=access_denied&state=${b.state}`],
    ['that brings the token itself', (b) => `code=x&state=${b.state}&response=${slack.sign(honest(b))}`],
    ['with a token in the address', (b) => `state=${b.state}&id_token=${slack.sign(honest(b))}`],
    ['with nothing', () => ''],
  ])('an answer %s lets nobody in', async (_what, query) => {
    const begun = await begin('slack');
    slack.says(given(slack.sign(honest(begun))));
    expect((await come(begun, query(begun))).status).toBe(403);
    expect(await isIn()).toBe(false);
  });

  it('an answer serves once, also when it comes twice at the same moment', async () => {
    const begun = await begin('slack');
    slack.says(given(slack.sign(honest(begun))));
    const both = await Promise.all([comeWell(begun), comeWell(begun)]);
    expect(both.map((one) => one.status).sort()).toEqual([303, 403]);
    await sql('DELETE FROM "webSession"');
    expect((await comeWell(begun)).status).toBe(403);
    expect(await isIn()).toBe(false);
  });

  it('an answer in another browser lets nobody in there', async () => {
    const [begun, elsewhere] = [await begin('slack'), await begin('slack')];
    slack.says(given(slack.sign(honest(begun))));
    for (const cookie of ['', elsewhere.cookie, `${begun.cookie}x`, 'schakel-in=']) {
      expect((await comeWell({ ...begun, cookie })).status).toBe(403);
      expect(await isIn()).toBe(false);
    }
  });

  it('an answer at another door lets nobody in', async () => {
    const begun = await begin('slack');
    microsoft.says(given(microsoft.sign({ ...honest({ ...begun, door: 'microsoft' }) })));
    expect((await comeWell({ ...begun, door: 'microsoft' })).status).toBe(403);
    expect(await isIn()).toBe(false);
  });

  it.each([
    ['refuses the code', { status: 400, body: { error: 'invalid_grant' } }, 403],
    ['refuses it as Slack does', { body: { ok: false, error: 'invalid_code' } }, 403],
    ['answers with a page', { type: 'text/html', body: '<h1>Welkom</h1>' }, 503],
    ['answers nothing of meaning', { body: '{' }, 503],
    ['is not well', { status: 503, body: {} }, 503],
  ] as const)('when Slack %s nobody is in', async (_what, said, status) => {
    const begun = await begin('slack');
    slack.says(said);
    expect((await comeWell(begun)).status).toBe(status);
    expect(await answer.text()).not.toContain('invalid_');
    expect(await isIn()).toBe(false);
  });

  it('an answer that comes after ten minutes is too late', async () => {
    const begun = await begin('slack');
    schakel.clock.advance(601_000);
    slack.says(given(slack.sign(honest(begun))));
    expect((await comeWell(begun)).status).toBe(403);
    expect(await isIn()).toBe(false);
  });

  it('the time in which a token is good is that of our own clock', async () => {
    const begun = await begin('slack');
    const claims = honest(begun);
    schakel.clock.advance(400_000);
    slack.says(given(slack.sign(claims)));
    expect((await comeWell(begun)).status).toBe(403);
    expect(await isIn()).toBe(false);
  });
});

/** S4: whatever a provider's own description says, nobody else is asked and nobody is sent elsewhere. */
describe('a provider that points elsewhere', () => {
  let schakel: Schakel<'web'> | undefined;
  let slack: Forger;
  let elsewhere: Forger;
  beforeEach(async () => {
    slack = await startForger();
    elsewhere = await startForger();
  });
  afterEach(async () => {
    await schakel?.stop();
    await slack.close();
    await elsewhere.close();
  });
  const begin = async (): Promise<Response> => {
    const app = { issuer: slack.issuer, clientId: 'schakel', clientSecret: SECRET };
    schakel = await startWithAccounts({ slack: async () => app });
    return fetch(`${schakel.base}/sign-in/slack`, { redirect: 'manual' });
  };

  it.each(['token_endpoint', 'jwks_uri'])('for its %s is not followed', async (name) => {
    slack.description[name] = `${elsewhere.issuer}/there`;
    const away = await begin();
    const state = new URL(away.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const nonce = new URL(away.headers.get('location') ?? '').searchParams.get('nonce') ?? '';
    const now = Math.round(Date.now() / 1000);
    const claims = { iss: slack.issuer, aud: 'schakel', sub: 'x', iat: now, exp: now + 300, nonce };
    const body = { access_token: 'x', token_type: 'Bearer', id_token: elsewhere.sign(claims) };
    for (const one of [slack, elsewhere]) one.says({ body });
    const cookie = away.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const back = `${schakel?.base}/sign-in/slack/back?code=x&state=${state}`;
    expect((await fetch(back, { redirect: 'manual', headers: { cookie } })).status).toBe(503);
    expect(elsewhere.asked()).toEqual([]);
  });

  it('for where one signs in is not followed', async () => {
    slack.description.authorization_endpoint = `${elsewhere.issuer}/authorize`;
    const away = await begin();
    expect(away.status).toBe(503);
    expect(away.headers.get('location')).toBeNull();
    expect(away.headers.getSetCookie()).toEqual([]);
  });

  it('that says to be somebody else is not believed', async () => {
    slack.description.issuer = elsewhere.issuer;
    expect((await begin()).status).toBe(503);
  });

  it('and gives no answer at first is asked again at the next try', async () => {
    slack.description.issuer = elsewhere.issuer;
    expect((await begin()).status).toBe(503);
    slack.description.issuer = slack.issuer;
    const again = await fetch(`${schakel?.base}/sign-in/slack`, { redirect: 'manual' });
    expect(again.status).toBe(303);
  });
});
