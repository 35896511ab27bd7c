import { createHmac, randomUUID } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenId, startOpenId } from '../../test/fakes/teams/connector/open-id.ts';
import { createConnector, isAllowed } from './client.ts';
import { createListener } from './inbound.ts';

const APP = { appId: randomUUID(), password: 'a-secret', tenantId: randomUUID() };
const SERVICE = 'http://127.0.0.1:59999/_connector';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The listener decides who is let in, and where an answer may go. */
describe('the listener on Teams', () => {
  let openId: OpenId;
  let server: Server;
  let url: string;
  const handled: string[] = [];

  beforeAll(async () => {
    openId = await startOpenId(APP.appId, () => SERVICE);
    const connector = createConnector([
      { ...APP, local: { serviceUrl: SERVICE, openIdUrl: openId.metadataUrl } },
    ]);
    const useCases = {
      handle: async () => {
        handled.push('handle');
        return {};
      },
      happened: async () => void handled.push('notice'),
    };
    server = createServer(createListener({ useCases, connector, log: quiet })).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  });
  afterAll(async () => {
    server.close();
    await openId.close();
  });

  const ACTIVITY = {
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl: SERVICE,
    from: { id: '29:x', aadObjectId: randomUUID() },
    recipient: { id: `28:${APP.appId}` },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: APP.tenantId },
    text: 'hulp',
  };
  const send = async (authorization: string | null, activity: unknown = ACTIVITY): Promise<number> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
      body: typeof activity === 'string' ? activity : JSON.stringify(activity),
    });
    await response.body?.cancel();
    return response.status;
  };
  const now = Math.floor(Date.now() / 1000);
  const claims = (changed: Record<string, unknown>) => () => `Bearer ${openId.token({ claims: changed })}`;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const altered = (change: (parts: string[]) => string[]) => () =>
    `Bearer ${change(openId.token().split('.')).join('.')}`;

  it('lets in all who come at once after a start, and fetches the keys once for all of them', async () => {
    const come = Array.from({ length: 20 }, () => send(`Bearer ${openId.token()}`));
    expect(new Set(await Promise.all(come))).toEqual(new Set([200]));
    expect(openId.fetched()).toBe(1);
  });

  it('lets in who Teams vouches for', async () => {
    handled.length = 0;
    expect(await send(`Bearer ${openId.token()}`)).toBe(200);
    expect(handled).toContain('handle');
  });

  const BAD: Record<string, () => string | null> = {
    'no token': () => null,
    'an empty header': () => '',
    'another scheme': () => `Basic ${openId.token()}`,
    'a scheme without a token': () => 'Bearer',
    'a word': () => 'Bearer geheim',
    'three words': () => 'Bearer een.twee.drie',
    'half a token': () => `Bearer ${openId.token().slice(0, 40)}`,
    'another app': claims({ aud: randomUUID() }),
    'no app': claims({ aud: undefined }),
    'an empty app': claims({ aud: '' }),
    'several apps': claims({ aud: [APP.appId, randomUUID()] }),
    'another issuer': claims({ iss: 'https://evil.example' }),
    'no issuer': claims({ iss: undefined }),
    'an issuer that looks alike': claims({ iss: 'https://api.botframework.com.evil.example' }),
    'a token that is over': claims({ nbf: now - 7200, exp: now - 3600 }),
    'a token that begins tomorrow': claims({ nbf: now + 86_400, exp: now + 90_000 }),
    'a token without an end': claims({ exp: undefined }),
    'another address': claims({ serviceurl: 'https://evil.example/' }),
    'no address': claims({ serviceurl: undefined }),
    'another key': () => `Bearer ${openId.token({ wrongKey: true })}`,
    'an unknown key': () => `Bearer ${openId.token({ keyId: 'other' })}`,
    'no signature': altered(([head = '', body = '']) => [head, body, '']),
    'no algorithm': altered(([, body = '']) => [part({ alg: 'none', typ: 'JWT' }), body, '']),
    'changed claims': altered(([head = '', , mac = '']) => [
      head,
      part({ iss: 'https://api.botframework.com', aud: APP.appId, serviceurl: SERVICE, exp: now + 3600 }),
      mac,
    ]),
    'a changed signature': altered(([head = '', body = '', mac = '']) => [
      head,
      body,
      `${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`,
    ]),
    'a secret instead of a key': () => {
      const head = part({ alg: 'HS256', typ: 'JWT', kid: 'stand-in-key' });
      const body = part({
        iss: 'https://api.botframework.com',
        aud: APP.appId,
        serviceurl: SERVICE,
        exp: now + 3600,
      });
      const mac = createHmac('sha256', APP.password).update(`${head}.${body}`).digest('base64url');
      return `Bearer ${head}.${body}.${mac}`;
    },
    'a token as the address of one': () => 'Bearer https://evil.example/token',
  };

  it.each(Object.entries(BAD))('does not let in: %s', async (_name, token) => {
    handled.length = 0;
    expect(await send(token())).toBe(401);
    expect(handled).toEqual([]);
  });

  it('does not read what comes without a token, or is larger than anything of Teams', async () => {
    const heard = (headers: Record<string, string>): Promise<number> =>
      new Promise((done, failed) => {
        const asked = request(url, { method: 'POST', headers }, (answer) => {
          done(answer.statusCode ?? 0);
          asked.destroy();
        });
        asked.on('error', failed);
        asked.flushHeaders();
      });
    expect(await heard({ 'content-length': '100000' })).toBe(401);
    expect(await heard({ 'content-length': '100000', authorization: 'Bearer geheim' })).toBe(401);
    const authorization = `Bearer ${openId.token()}`;
    expect(await heard({ 'content-length': '900000', authorization })).toBe(413);
  });

  it('does not let in a channel that the key may not speak for', async () => {
    handled.length = 0;
    expect(await send(`Bearer ${openId.token()}`, { ...ACTIVITY, channelId: 'webchat' })).toBe(401);
    expect(handled).toEqual([]);
  });

  it.each([
    ['another tenant', { ...ACTIVITY, conversation: { ...ACTIVITY.conversation, tenantId: randomUUID() } }],
    ['no tenant', { ...ACTIVITY, conversation: { id: 'a:1', conversationType: 'personal' } }],
  ])('does not let in an activity of %s, whatever its token', async (_name, activity) => {
    handled.length = 0;
    expect(await send(`Bearer ${openId.token()}`, activity)).toBe(401);
    expect(handled).toEqual([]);
  });

  it.each([
    ['nothing', '', 400],
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['no conversation', { type: 'message', serviceUrl: SERVICE }, 400],
    ['something far too large', `"${'x'.repeat(600_000)}"`, 413],
  ])('says no to %s', async (_name, body, status) => {
    handled.length = 0;
    expect(await send(`Bearer ${openId.token()}`, body)).toBe(status);
    expect(handled).toEqual([]);
  });

  it.each([
    'https://evil.example/',
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net:8443/emea/',
    'https://user@smba.trafficmanager.net/emea/',
    'https://evil.example/?x=smba.trafficmanager.net',
    'https://127.0.0.1/',
    'file:///etc/passwd',
    'smba.trafficmanager.net',
    '',
  ])('answers nobody at %s', (serviceUrl) => {
    expect(isAllowed(serviceUrl, null)).toBe(false);
  });

  it('answers Teams itself, and a local Teams only where it is', () => {
    expect(isAllowed('https://smba.trafficmanager.net/emea/', null)).toBe(true);
    const local = { serviceUrl: SERVICE, openIdUrl: null };
    expect(isAllowed(SERVICE, local)).toBe(true);
    expect(isAllowed('https://smba.trafficmanager.net/emea/', local)).toBe(false);
  });

  it('answers nobody at an address that its own token names, and asks that address nothing', async () => {
    let asked = 0;
    const elsewhere = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((done) => elsewhere.once('listening', done));
    const serviceUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    handled.length = 0;
    const token = openId.token({ claims: { serviceurl: serviceUrl } });
    expect(await send(`Bearer ${token}`, { ...ACTIVITY, serviceUrl })).toBe(401);
    expect(handled).toEqual([]);
    // One that came to be stored all the same is not written to either.
    const local = { serviceUrl: SERVICE, openIdUrl: openId.metadataUrl };
    const where = { tenantId: APP.tenantId, serviceUrl, conversation: 'a:1' };
    const sent = createConnector([{ ...APP, local }]).send(where, { type: 'message', text: 'hulp' } as never);
    await expect(sent).rejects.toThrow('not of Teams');
    expect(asked).toBe(0);
    elsewhere.close();
  });

  it('will not believe a Teams that only says to be local', () => {
    const local = { serviceUrl: 'https://teams.evil.example/', openIdUrl: null };
    expect(() => createConnector([{ ...APP, local }])).toThrow('loopback');
  });
});
