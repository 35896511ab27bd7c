import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TurnedClock, turnedClock } from '../../../test/support/schakel/clock.ts';
import { proxiesOf } from '../../config/env/proxy.ts';
import { checkProxy } from '../doctor/proxy.ts';
import { listenHttp } from './http.ts';
import { watchProxies } from './proxies.ts';

const DAY_MS = 24 * 3_600_000;
const PROXY = '198.51.100.7';

let clock: TurnedClock;
let server: Awaited<ReturnType<typeof listenHttp>>;
let logged: unknown[];
beforeEach(async () => {
  clock = turnedClock('2027-03-11T08:00:00.000Z');
  logged = [];
  const log = { warn: (...said: unknown[]) => void logged.push(said) };
  const proxies = watchProxies({ trustedProxies: proxiesOf('192.0.2.1') }, log, clock);
  server = await listenHttp(0, {
    slack: null,
    teams: null,
    web: (_request, response) => void response.end('ok'),
    health: async () => ({ ready: true, parts: { proxy: proxies.said() ?? 'ok' } }),
    metrics: async () => ({ type: 'text/plain', body: '' }),
    clientOf: (request) => {
      // Every connection of a test comes from this machine; here it comes from where it says.
      const value = request.headers['x-peer'] ?? '127.0.0.1';
      Object.defineProperty(request.socket, 'remoteAddress', { value, configurable: true });
      return proxies.clientOf(request);
    },
  });
});
afterEach(() => server?.close());

const ask = async (peer: string, client?: string, path = '/'): Promise<void> => {
  const headers = { 'x-peer': peer, ...(client ? { 'x-forwarded-for': client } : {}) };
  await (await fetch(`http://127.0.0.1:${server.port}${path}`, { headers })).text();
};
/** Sends so many requests through it, of so many people. */
const pass = async (times: number, of = 50, proxy = PROXY): Promise<void> => {
  for (let n = 0; n < times; n++) await ask(proxy, `1.1.1.1, 203.0.113.${n % of}`);
};
const ready = async (): Promise<{ status: number; proxy: string }> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/health/ready`);
  const { parts } = (await answer.json()) as { parts: { proxy: string } };
  return { status: answer.status, proxy: parts.proxy };
};
const doctor = async (): Promise<string> =>
  (await checkProxy({ port: server.port, publicUrl: null }))
    .map(({ mark, what, todo }) => `${mark}: ${what} ${todo ?? ''}`)
    .join('\n');

describe('a proxy on the internet that nobody named', () => {
  it('is named when nearly everybody comes through it, with what to do, and nothing fails by it', async () => {
    await pass(99);
    expect((await ready()).proxy).toBe('ok');
    await pass(1);
    const { status, proxy } = await ready();
    expect(status).toBe(200);
    expect(proxy).toContain(`nearly all requests come through ${PROXY}`);
    expect(proxy).toContain('if you know it as your proxy, name it in TRUSTED_PROXY');
    const said = await doctor();
    expect(said).toMatch(/^gap: /);
    expect(said).toContain(`set TRUSTED_PROXY=${PROXY} or its network, and start again`);
    expect(said).toContain('If it is not, it is a stranger who pretends: name nothing');
    // An address on the internet may be a person's: it is in no log.
    expect(logged).toEqual([]);
  });

  it('is named when it asks for itself how we are doing, and a few come past it', async () => {
    for (let n = 0; n < 100; n++) {
      await pass(1, 50, PROXY);
      await ask(PROXY, undefined, '/health/live');
      await ask(PROXY, `203.0.113.${n}`);
      if (n % 10 === 0) await ask(`203.0.113.${n}`);
    }
    expect((await ready()).proxy).toContain(PROXY);
  });

  it('has several addresses: the one that passes on most is named', async () => {
    for (let n = 0; n < 40; n++) {
      await pass(2, 50);
      await ask('198.51.100.8', `203.0.113.${n}`);
    }
    expect((await ready()).proxy).toContain(PROXY);
  });
});

describe('a stranger who writes that header', () => {
  it('is named nowhere as long as others come as they are', async () => {
    for (let n = 0; n < 60; n++) {
      await pass(4, 200);
      await ask(`203.0.113.${n}`);
    }
    expect((await ready()).proxy).toBe('ok');
  });

  it('is named nowhere when it is for a handful of people', async () => {
    await pass(300, 9);
    expect((await ready()).proxy).toBe('ok');
  });

  it('who came in a quiet hour is named no more when others come', async () => {
    await pass(400, 200);
    expect((await ready()).proxy).toContain(PROXY);
    for (let n = 0; n < 21; n++) await ask(`203.0.113.${n}`);
    expect((await ready()).proxy).toBe('ok');
    expect(await doctor()).toBe('');
  });

  it('is named no more after a day, also when nobody else came', async () => {
    await pass(200);
    clock.advance(DAY_MS - 1);
    expect((await ready()).proxy).toContain(PROXY);
    clock.advance(1);
    expect((await ready()).proxy).toBe('ok');
  });

  it('is named nowhere when people come through a proxy that is named', async () => {
    for (let n = 0; n < 60; n++) {
      await pass(3, 200);
      await ask('192.0.2.1', `203.0.113.${n}`);
    }
    expect((await ready()).proxy).toBe('ok');
  });
});

describe('a proxy near by that nobody named', () => {
  it('is named at once, in the log too, and the doctor calls it wrong', async () => {
    await ask('172.18.0.3', '203.0.113.9');
    expect((await ready()).proxy).toContain('172.18.0.3 sends X-Forwarded-For and is not believed');
    expect(await doctor()).toMatch(/^wrong: TRUSTED_PROXY: 172\.18\.0\.3 .*set TRUSTED_PROXY=172\.18\.0\.3/);
    expect(logged).toHaveLength(1);
  });
});
