import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConsoleLink } from '../../src/main/commands/sign-in-link.ts';
import { MORE_PEOPLE, openWebCase, type WebCase, WORDS } from '../support/cases/web-case.ts';
import { ON_THE_WEB } from '../support/people/on-the-web.ts';
import { freePort } from '../support/process/free-port.ts';
import { type Schakel, startSchakel } from '../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../support/web/web-caller.ts';

let schakel: Schakel<'web'>;
let webCase: WebCase;
beforeAll(async () => {
  schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
  webCase = await openWebCase(schakel);
});
afterAll(() => schakel?.stop());

const sql = async (text: string): Promise<Record<string, unknown>[]> =>
  (await schakel.database.database.pool.query(text)).rows;

describe('a link', () => {
  const link = async (): Promise<string> =>
    makeConsoleLink(schakel.database.database.pool, await schakel.person('casemanager'), schakel.clock.now());

  it('with any letter changed is no link, and says no more than one that was used', async () => {
    const stranger = await callerWith(schakel.base, '');
    const token = await link();
    const bodies = new Set<string>();
    for (let i = 0; i < token.length; i++) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      const heard = await stranger.post(`/in/${changed}`, {});
      expect(heard.status).toBe(410);
      expect(heard.headers.getSetCookie()).toEqual([]);
      bodies.add(heard.html);
    }
    expect((await stranger.post(`/in/${token}`, {})).status).toBe(303);
    bodies.add((await stranger.post(`/in/${token}`, {})).html);
    bodies.add((await stranger.get(`/in/${token}`)).html);
    expect(bodies.size).toBe(1);
  });

  it('is not used by who only looks at it, and lets in one of two who come at once', async () => {
    const stranger = await callerWith(schakel.base, '');
    const token = await link();
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await stranger.send(method, `/in/${token}`)).status).toBe(200);
    const both = await Promise.all([stranger.post(`/in/${token}`, {}), stranger.post(`/in/${token}`, {})]);
    expect(both.map((one) => one.status).sort()).toEqual([303, 410]);
  });

  it('is tried too often from one place: then one waits, and elsewhere nobody does', async () => {
    await sql('DELETE FROM "webTry"');
    const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': `9.9.9.9, ${address}` });
    const stranger = await callerWith(schakel.base, '');
    let n = 0;
    const go = (address: string): Promise<{ status: number; html: string; headers: Headers }> =>
      stranger.send('GET', `/in/nothing-${n++ % 10}`, { headers: from(address) });
    for (let i = 0; i < 300; i++) expect((await go('198.51.100.7')).status).toBe(410);
    const stopped = await go('198.51.100.7');
    expect(stopped.status).toBe(429);
    expect(stopped.html).toContain('Probeer het over tien minuten opnieuw');
    expect(stopped.headers.get('retry-after')).toBe('600');
    // A good link is made to wait as well: who tries learns nothing.
    expect(
      (await stranger.send('GET', `/in/${await link()}`, { headers: from('198.51.100.7') })).status,
    ).toBe(429);
    expect((await go('198.51.100.8')).status).toBe(410);
    const kept = JSON.stringify(await sql('SELECT * FROM "webTry"'));
    expect(kept).not.toContain('198.51.100');
    schakel.clock.advance(601_000);
    expect((await go('198.51.100.7')).status).toBe(410);
    // What no longer counts is cleared: the place, its network and the link are left.
    await schakel.settle();
    expect(await sql('SELECT 1 FROM "webTry"')).toHaveLength(3);
    // Nor does anything stay when nobody comes any more.
    schakel.clock.advance(601_000);
    await schakel.settle();
    expect(await sql('SELECT 1 FROM "webTry"')).toEqual([]);
  });

  it('is for everybody else when three thousand come from forged places, and so are calendars', {
    timeout: 240_000,
  }, async () => {
    await sql('DELETE FROM "webTry"');
    const stranger = await callerWith(schakel.base, '');
    const go = async (path: string, address: string): Promise<number> =>
      (await stranger.send('GET', path, { headers: { 'x-forwarded-for': address } })).status;
    for (let n = 0; n < 3_100; n += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, i) => go('/link', `45.${(n + i) >> 8}.${(n + i) & 255}.1`)),
      );
    const token = await link();
    expect(await go(`/in/${token}`, '198.51.100.9')).toBe(200);
    expect(await go('/link', '198.51.100.9')).toBe(200);
    for (let n = 0; n < 310; n++) await go('/link', '198.51.100.10');
    expect(await go('/link', '198.51.100.10')).toBe(429);
    expect(await go('/calendar/nothing.ics', '198.51.100.10')).toBe(404);
    expect(
      (
        await (
          await callerOf(schakel, 'moeder')
        ).send('GET', '/link', { headers: { 'x-forwarded-for': '198.51.100.10' } })
      ).status,
    ).toBe(200);
  });

  it('is tried too often itself: then one waits there, and its owner elsewhere comes in', async () => {
    const stranger = await callerWith(schakel.base, '');
    const token = await link();
    const from = { 'x-forwarded-for': '46.0.1.1' };
    const go = async (path: string): Promise<number> =>
      (await stranger.send('GET', path, { headers: from })).status;
    for (let n = 0; n < 60; n++) expect(await go(`/in/${token}`)).toBe(200);
    expect(await go(`/in/${token}`)).toBe(429);
    expect(await go(`/in/${await link()}`)).toBe(200);
    const owner = { 'x-forwarded-for': '46.0.2.1' };
    expect((await stranger.send('GET', `/in/${token}`, { headers: owner })).status).toBe(200);
    expect((await stranger.post(`/in/${token}`, {}, owner)).status).toBe(303);
  });

  it('comes from one network too often: then its neighbours wait, and nobody else', async () => {
    await sql('DELETE FROM "webTry"');
    const stranger = await callerWith(schakel.base, '');
    const go = async (address: string): Promise<number> =>
      (await stranger.send('GET', '/link', { headers: { 'x-forwarded-for': address } })).status;
    for (let n = 0; n < 3_000; n += 50)
      await Promise.all(Array.from({ length: 50 }, (_, i) => go(`2001:db8:7:${(n + i).toString(16)}::1`)));
    expect(await go('2001:db8:7:ffff::1')).toBe(429);
    expect(await go('2001:db8:8::1')).toBe(200);
  });
});

describe('a door behind a proxy that nobody named', () => {
  let behind: Schakel<'web'>;
  let stranger: Caller;
  beforeAll(async () => {
    // As after an update: nobody here is believed any more, so everybody seems to come from one address.
    behind = await startSchakel({ ...ON_THE_WEB, config: { trustedProxies: ['192.0.2.1'] } });
    stranger = await callerWith(behind.base, '');
  });
  afterAll(() => behind?.stop());

  const go = async (path: string, client: string | null): Promise<number> =>
    (await stranger.send('GET', path, { headers: client ? { 'x-forwarded-for': client } : {} })).status;
  const many = async (path: string, times: number): Promise<Set<number>> => {
    const seen = new Set<number>();
    for (let n = 0; n < times; n += 50)
      for (const status of await Promise.all(
        Array.from({ length: 50 }, (_, i) => go(path, `203.0.${(n + i) >> 8}.${(n + i) & 255}`)),
      ))
        seen.add(status);
    return seen;
  };

  it('has room for a region of schools, and closes no door for who comes as they are', {
    timeout: 240_000,
  }, async () => {
    expect(await many('/link', 3_000)).toEqual(new Set([200]));
    expect(await go('/link', '203.0.113.9')).toBe(429);
    expect(await go('/calendar/nothing.ics', '203.0.113.9')).toBe(404);
    expect(await go('/link', null)).toBe(200);
    for (let n = 1; n < 300; n++) await go('/link', null);
    expect(await go('/link', null)).toBe(429);
    behind.clock.advance(601_000);
    expect(await go('/link', '203.0.113.9')).toBe(200);
  });

  it('sends no more letters than before: who writes that header may ask for as many people', async () => {
    const askFor = async (n: number): Promise<number> =>
      (
        await stranger.post(
          '/link',
          { address: `someone-${n}@example.org` },
          { 'x-forwarded-for': `203.0.113.${n}` },
        )
      ).status;
    for (let n = 0; n < 10; n++) expect(await askFor(n)).toBe(200);
    expect(await askFor(10)).toBe(429);
  });
});

describe('a session', () => {
  it('that was planted before is worth nothing after signing in, and the old one ends', async () => {
    const planted = await callerOf(schakel, 'casemanager');
    const token = await makeConsoleLink(
      schakel.database.database.pool,
      await schakel.person('school'),
      schakel.clock.now(),
    );
    const entered = await planted.post(`/in/${token}`, {});
    const cookie = cookieOf(entered.headers);
    expect(cookie).toMatch(/^schakel=[\w-]{43}$/);
    expect(cookie).not.toBe(planted.cookie);
    expect((await planted.get('/')).status).toBe(401);
    const chosen = await callerWith(schakel.base, 'schakel=chosen-by-somebody-else');
    expect((await chosen.get('/')).status).toBe(401);
  });

  it('ends everywhere that somebody signs out of it, and nowhere else', async () => {
    const [here, there] = [await callerOf(schakel, 'casemanager'), await callerOf(schakel, 'casemanager')];
    expect((await here.post('/sign-out', { token: there.formToken })).status).toBe(403);
    const out = await here.post('/sign-out', { token: here.formToken });
    expect(out.headers.getSetCookie()[0]).toMatch(/^schakel=; Max-Age=0/);
    expect((await here.get('/')).status).toBe(401);
    expect((await there.get('/')).status).toBe(200);
  });

  it('is kept as a hash, and out of reach of scripts and other sites', async () => {
    const token = await makeConsoleLink(
      schakel.database.database.pool,
      await schakel.person('school'),
      schakel.clock.now(),
    );
    const set =
      (await (await callerWith(schakel.base, '')).post(`/in/${token}`, {})).headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    const kept = JSON.stringify(await sql('SELECT * FROM "webSession"'));
    expect(kept).not.toContain(/schakel=([^;]+)/.exec(set)?.[1]);
  });

  it('of who is taken out of the case reads it no more, from that moment', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('jeugdconsulent'),
      role: 'careProvider',
    });
    const caller = await callerOf(schakel, 'jeugdconsulent');
    expect((await caller.get(`/c/${webCase.id}`)).html).toContain(WORDS.title);
    const personId = await schakel.person('jeugdconsulent');
    const participant = (await webCase.state()).participants.find(
      (p) => p.personId === personId && !p.leftAt,
    )?.id;
    await webCase.coordinator.press('participant.remove', { caseId: webCase.id, participant });
    for (const path of [
      `/c/${webCase.id}`,
      `/c/${webCase.id}/live`,
      `/form/strength.note?caseId=${webCase.id}`,
    ]) {
      const heard = await caller.get(path);
      expect(heard.status).toBe(404);
      expect(heard.html).not.toContain(WORDS.title);
    }
    expect((await caller.get('/')).html).not.toContain((await webCase.state()).case.code);
  });

  it('lasts twelve hours after the last page, and thirty days at most', async () => {
    const caller = await callerOf(schakel, 'casemanager');
    for (let hours = 0; hours < 30 * 24; hours += 11) {
      schakel.clock.advance(11 * 3_600_000);
      expect((await caller.get('/')).status, `after ${hours + 11} hours`).toBe(
        hours + 11 < 30 * 24 ? 200 : 401,
      );
    }
    const idle = await callerOf(schakel, 'casemanager');
    schakel.clock.advance(12 * 3_600_000 + 1000);
    expect((await idle.get('/')).status).toBe(401);
  });
});

describe('with https', () => {
  let secure: Schakel<'web'>;
  beforeAll(async () => {
    const port = await freePort();
    secure = await startSchakel({
      ...ON_THE_WEB,
      config: { port, publicUrl: 'https://schakel.example.org' },
    });
  });
  afterAll(() => secure?.stop());

  it('the cookie is for this host and https alone, and a browser does not go back to http', async () => {
    const token = await makeConsoleLink(
      secure.database.database.pool,
      await secure.person('school'),
      secure.clock.now(),
    );
    const entered = await (await callerWith(secure.base, '')).post(`/in/${token}`, {});
    const set = entered.headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(/^__Host-schakel=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(entered.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
    const value = cookieOf(entered.headers).split('=')[1] ?? '';
    expect((await (await callerWith(secure.base, `__Host-schakel=${value}`)).get('/')).status).toBe(200);
    // A browser that does not say where a form comes from but by its origin is behind a proxy with https.
    const own = { origin: 'https://schakel.example.org' };
    const stranger = await callerWith(secure.base, '');
    expect((await stranger.post('/in/x', {}, own)).status).toBe(410);
    for (const origin of ['http://schakel.example.org', 'https://schakel.example.org.elsewhere.example'])
      expect((await stranger.post('/in/x', {}, { origin })).status).toBe(403);
    // One that another host of the same domain could have planted does not count.
    expect((await (await callerWith(secure.base, `schakel=${value}`)).get('/')).status).toBe(401);
  });
});
