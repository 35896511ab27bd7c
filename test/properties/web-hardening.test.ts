import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../adapters/web/index.ts';
import { makeConsoleLink } from '../../src/main/commands/sign-in-link.ts';
import { createLogger } from '../../src/main/log.ts';
import { freePort } from '../support/process/free-port.ts';
import { openWebTown, type WebTown } from '../support/towns/web-town.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../support/web/web-caller.ts';
import { MORE_PEOPLE, openWebCase, type WebCase, WORDS } from '../support/web/web-case.ts';

let town: WebTown;
let webCase: WebCase;
let owner: Caller;
const logged: string[] = [];
beforeAll(async () => {
  town = await openWebTown({
    region: MORE_PEOPLE,
    config: { securityContact: 'mailto:security@example.org' },
    log: createLogger('info', { write: (line) => void logged.push(line) }),
  });
  webCase = await openWebCase(town);
  owner = webCase.owner;
});
afterAll(() => town?.close());

const sql = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await town.database.database.pool.query(text, values)).rows;
/** Each note moves the case one version on. */
const notes = async (): Promise<number> => (await webCase.state()).case.version;
const note = (words: string): Record<string, string> => ({
  command: 'strength.note',
  args: JSON.stringify({ caseId: webCase.id, words }),
});

describe('a form that is not as it was made', () => {
  const pressed = async (fields: Record<string, string>, who = owner): Promise<number> =>
    (
      await who.post('/do', {
        token: owner.formToken,
        once: randomUUID(),
        ...note('hoorde er niet te staan'),
        ...fields,
      })
    ).status;
  const unchanged = async (work: () => Promise<unknown>): Promise<void> => {
    const before = (await webCase.state()).case;
    await work();
    expect((await webCase.state()).case).toEqual(before);
  };

  it('with any letter of its token changed does nothing', () =>
    unchanged(async () => {
      for (let i = 0; i < owner.formToken.length; i++) {
        const other = owner.formToken[i] === 'A' ? 'B' : 'A';
        const token = owner.formToken.slice(0, i) + other + owner.formToken.slice(i + 1);
        expect(await pressed({ token })).toBe(403);
      }
      for (const token of ['', owner.formToken.slice(1), `${owner.formToken}A`, webCase.lead.formToken])
        expect(await pressed({ token })).toBe(403);
    }));

  it('of somebody else does nothing for who sends it', () =>
    unchanged(async () => expect(await pressed({}, webCase.lead)).toBe(403)));

  it('sent from a page of another site does nothing', () =>
    unchanged(async () => {
      for (const origin of ['https://elsewhere.example', 'null', 'http://127.0.0.1:1']) {
        const fields = { token: owner.formToken, once: randomUUID(), ...note('van elders') };
        const heard = await owner.post('/do', fields, { origin });
        expect(heard.status).toBe(403);
        expect(heard.html).toContain('Dit formulier is niet van deze pagina');
      }
    }));

  it('and cannot be read, is not taken for a fault of ours: it is refused, and no error is logged', () =>
    unchanged(async () => {
      logged.length = 0;
      for (const path of ['/do', '/form/strength.note', '/link'])
        for (const body of ['--x\r\nContent-Disposition: form', '--y\r\n\r\n--y--', 'words=hoi', '--x']) {
          const heard = await owner.send('POST', path, {
            headers: { 'content-type': 'multipart/form-data; boundary=x', origin: town.base },
            body,
          });
          expect([heard.status, heard.html.includes('Er is niets gedaan')]).toEqual([400, true]);
        }
      expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    }));

  it('whose sender leaves halfway does nothing, and no error is logged', () =>
    unchanged(async () => {
      logged.length = 0;
      for (const type of ['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
        const arrived = Promise.withResolvers<void>();
        const sent = request(`${town.base}/do`, {
          method: 'POST',
          headers: { 'content-type': type, 'content-length': 500, origin: town.base, cookie: owner.cookie },
        });
        sent.on('error', () => arrived.resolve());
        sent.write('half', () => sent.destroy());
        sent.on('close', () => arrived.resolve());
        await arrived.promise;
        // One after another: by then the one that left was noticed.
        await owner.get('/');
        await owner.get('/');
      }
      expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    }));

  it('sent as something that is no form does nothing', () =>
    unchanged(async () => {
      for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', '']) {
        const headers = { 'content-type': type, origin: 'https://elsewhere.example' };
        const body = JSON.stringify({ token: owner.formToken, ...note('van elders') });
        expect((await owner.send('POST', '/do', { headers, body })).status).toBe(403);
      }
    }));

  it('with any letter of what it is about changed is refused, or asked anew of who may', async () => {
    const args = JSON.stringify({ agreementId: webCase.agreementId, textVersion: 1 });
    const before = await webCase.state();
    const mine = (s: typeof before): unknown =>
      s.confirmations.filter((c) => c.answer === 'confirmed').length;
    for (let i = 0; i < args.length; i++)
      for (const other of ['0', '"', 'x', '\\', '\u0000']) {
        if (args[i] === other) continue;
        const changed = args.slice(0, i) + other + args.slice(i + 1);
        const heard = await webCase.contact.post('/do', {
          token: webCase.contact.formToken,
          once: randomUUID(),
          command: 'agreement.confirm',
          args: changed,
        });
        expect([303, 403, 404], changed).toContain(heard.status);
        expect(heard.html).not.toContain(WORDS.title);
      }
    // Who was asked for help may read here, and confirms nothing whatever they change.
    expect(mine(await webCase.state())).toBe(mine(before));
  });

  it('with what no form of ours holds is refused', () =>
    unchanged(async () => {
      for (const args of [
        '',
        '[]',
        'null',
        '7',
        '{"caseId":{"$ne":null}}',
        '{"caseId":["x"]}',
        JSON.stringify({ caseId: webCase.id, words: 'x', __proto__: 'x' }).replace('{', '{"__proto__":"x",'),
        JSON.stringify({ caseId: webCase.id, words: 'x', more: 'x' }),
        `{"caseId":"${webCase.id}","words":"${'x'.repeat(5000)}"}`,
      ])
        expect([303, 403, 404], args.slice(0, 60)).toContain(await pressed({ args }));
      for (const command of ['', 'constructor', '__proto__', 'no.such', 'strength.note\u0000'])
        expect([303, 403], command).toContain(await pressed({ command }));
    }));

  it('that is sent twice, also at the same moment, has one effect', async () => {
    const before = await notes();
    const once = randomUUID();
    const fields = { token: owner.formToken, once, ...note('vandaag samen gekookt') };
    await Promise.all([1, 2, 3, 4, 5].map(() => owner.post('/do', fields)));
    await owner.post('/do', fields);
    expect(await notes()).toBe(before + 1);
    await owner.post('/do', { ...fields, ...note('en nog iets anders') });
    expect(await notes()).toBe(before + 1);
  });

  it('cannot use up what somebody else sends: what makes it one is their own', async () => {
    const once = randomUUID();
    const before = await notes();
    await webCase.lead.post('/do', { token: webCase.lead.formToken, once, ...note('van de een') });
    await owner.post('/do', { token: owner.formToken, once, ...note('van de ander') });
    expect(await notes()).toBe(before + 2);
  });
});

describe('a link', () => {
  const link = async (): Promise<string> =>
    makeConsoleLink(town.database.database.pool, await town.person('casemanager'), town.clock.now());

  it('with any letter changed is no link, and says no more than one that was used', async () => {
    const stranger = await callerWith(town.base, '');
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
    const stranger = await callerWith(town.base, '');
    const token = await link();
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await stranger.send(method, `/in/${token}`)).status).toBe(200);
    const both = await Promise.all([stranger.post(`/in/${token}`, {}), stranger.post(`/in/${token}`, {})]);
    expect(both.map((one) => one.status).sort()).toEqual([303, 410]);
  });

  it('is tried too often from one place: then one waits, and elsewhere nobody does', async () => {
    await sql('DELETE FROM "webTry"');
    const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': `9.9.9.9, ${address}` });
    const stranger = await callerWith(town.base, '');
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
    town.clock.advance(601_000);
    expect((await go('198.51.100.7')).status).toBe(410);
    // What no longer counts is cleared: the place, its network and the link are left.
    await town.settle();
    expect(await sql('SELECT 1 FROM "webTry"')).toHaveLength(3);
    // Nor does anything stay when nobody comes any more.
    town.clock.advance(601_000);
    await town.settle();
    expect(await sql('SELECT 1 FROM "webTry"')).toEqual([]);
  });

  it('is for everybody else when three thousand come from forged places, and so are calendars', {
    timeout: 240_000,
  }, async () => {
    await sql('DELETE FROM "webTry"');
    const stranger = await callerWith(town.base, '');
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
          await callerOf(town, 'moeder')
        ).send('GET', '/link', { headers: { 'x-forwarded-for': '198.51.100.10' } })
      ).status,
    ).toBe(200);
  });

  it('is tried too often itself: then one waits there, and its owner elsewhere comes in', async () => {
    const stranger = await callerWith(town.base, '');
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
    const stranger = await callerWith(town.base, '');
    const go = async (address: string): Promise<number> =>
      (await stranger.send('GET', '/link', { headers: { 'x-forwarded-for': address } })).status;
    for (let n = 0; n < 3_000; n += 50)
      await Promise.all(Array.from({ length: 50 }, (_, i) => go(`2001:db8:7:${(n + i).toString(16)}::1`)));
    expect(await go('2001:db8:7:ffff::1')).toBe(429);
    expect(await go('2001:db8:8::1')).toBe(200);
  });
});

describe('a door behind a proxy that nobody named', () => {
  let behind: WebTown;
  let stranger: Caller;
  beforeAll(async () => {
    // As after an update: nobody here is believed any more, so everybody seems to come from one address.
    behind = await openWebTown({ config: { trustedProxies: ['192.0.2.1'] } });
    stranger = await callerWith(behind.base, '');
  });
  afterAll(() => behind?.close());

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
    const planted = await callerOf(town, 'casemanager');
    const token = await makeConsoleLink(
      town.database.database.pool,
      await town.person('school'),
      town.clock.now(),
    );
    const entered = await planted.post(`/in/${token}`, {});
    const cookie = cookieOf(entered.headers);
    expect(cookie).toMatch(/^schakel=[\w-]{43}$/);
    expect(cookie).not.toBe(planted.cookie);
    expect((await planted.get('/')).status).toBe(401);
    const chosen = await callerWith(town.base, 'schakel=chosen-by-somebody-else');
    expect((await chosen.get('/')).status).toBe(401);
  });

  it('ends everywhere that somebody signs out of it, and nowhere else', async () => {
    const [here, there] = [await callerOf(town, 'casemanager'), await callerOf(town, 'casemanager')];
    expect((await here.post('/sign-out', { token: there.formToken })).status).toBe(403);
    const out = await here.post('/sign-out', { token: here.formToken });
    expect(out.headers.getSetCookie()[0]).toMatch(/^schakel=; Max-Age=0/);
    expect((await here.get('/')).status).toBe(401);
    expect((await there.get('/')).status).toBe(200);
  });

  it('is kept as a hash, and out of reach of scripts and other sites', async () => {
    const token = await makeConsoleLink(
      town.database.database.pool,
      await town.person('school'),
      town.clock.now(),
    );
    const set =
      (await (await callerWith(town.base, '')).post(`/in/${token}`, {})).headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    const kept = JSON.stringify(await sql('SELECT * FROM "webSession"'));
    expect(kept).not.toContain(/schakel=([^;]+)/.exec(set)?.[1]);
  });

  it('of who is taken out of the case reads it no more, from that moment', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await town.person('jeugdconsulent'),
      role: 'careProvider',
    });
    const caller = await callerOf(town, 'jeugdconsulent');
    expect((await caller.get(`/c/${webCase.id}`)).html).toContain(WORDS.title);
    const personId = await town.person('jeugdconsulent');
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
    const caller = await callerOf(town, 'casemanager');
    for (let hours = 0; hours < 30 * 24; hours += 11) {
      town.clock.advance(11 * 3_600_000);
      expect((await caller.get('/')).status, `after ${hours + 11} hours`).toBe(
        hours + 11 < 30 * 24 ? 200 : 401,
      );
    }
    const idle = await callerOf(town, 'casemanager');
    town.clock.advance(12 * 3_600_000 + 1000);
    expect((await idle.get('/')).status).toBe(401);
    webCase = { ...webCase, coordinator: await callerOf(town, 'coordinator') };
    owner = await callerOf(town, 'school');
  });
});

describe('every answer', () => {
  it('carries what keeps a browser safe, and is kept by nobody', async () => {
    const stranger = await callerWith(town.base, '');
    const paths = ['/', `/c/${webCase.id}`, '/no/such/page', '/sign-in', '/in/x', '/form/strength.note'];
    const heard = [
      ...(await Promise.all(paths.flatMap((path) => [owner.get(path), stranger.get(path)]))),
      await owner.post('/do', {}),
      await owner.send('DELETE', '/'),
    ];
    for (const { headers } of heard) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('says which methods there are to who tries another', async () => {
    const paths = new Set(ROUTES.map((route) => route.path.replaceAll(/:\w+/g, 'x')));
    for (const path of paths)
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        const heard = await owner.send(method, path, { headers: { origin: town.base } });
        expect(heard.status, `${method} ${path}`).toBe(405);
        expect(heard.headers.get('allow')).toMatch(/GET|POST/);
      }
  });

  it('to who asks for the head of a page has no page', async () => {
    for (const path of ['/', `/c/${webCase.id}`, `/c/${webCase.id}/live`, '/sign-in', '/no/such/page']) {
      const heard = await owner.send('HEAD', path);
      expect(heard.html).toBe('');
      expect(heard.status).toBe(path.includes('such') ? 404 : 200);
    }
  });

  it('to what is too large says so, and reads no more of it', async () => {
    for (const route of ROUTES.filter((one) => one.method === 'post')) {
      const path = route.path.replaceAll(/:\w+/g, 'x');
      const heard = await owner.post(path, { token: owner.formToken, words: 'x'.repeat(route.most) });
      expect(heard.status, path).toBe(413);
      expect(heard.html).toContain('Dit is te groot');
    }
    const long = await fetch(town.base, { headers: { cookie: `schakel=${'x'.repeat(17_000)}` } });
    expect(long.status).toBe(431);
  });

  it('tells where to report a leak', async () => {
    const heard = await owner.get('/.well-known/security.txt');
    expect(heard.headers.get('content-type')).toContain('text/plain');
    expect(heard.html).toContain('Contact: mailto:security@example.org\n');
    expect(Date.parse(/^Expires: (.*)$/m.exec(heard.html)?.[1] ?? '')).toBeGreaterThan(
      town.clock.now().getTime(),
    );
  });

  it('about how it is doing inside is for inside', async () => {
    const through = { headers: { 'x-forwarded-for': '198.51.100.7' } };
    // The tests before turned the clock: what came due meanwhile is sent, as a schedule would have done.
    await town.settle();
    expect((await owner.get('/metrics')).html).toContain('schakel_messages_pending');
    const metrics = await owner.send('GET', '/metrics', through);
    expect(metrics.status).toBe(404);
    expect(metrics.html).not.toContain('schakel_messages');
    const { parts } = JSON.parse((await owner.get('/health/ready')).html);
    expect(parts).toMatchObject({ database: 'ok', delivery: 'ok', rounds: 'ok' });
    expect(JSON.parse((await owner.send('GET', '/health/ready', through)).html)).toEqual({ ready: true });
  });
});

describe('with https', () => {
  let secure: WebTown;
  beforeAll(async () => {
    const port = await freePort();
    secure = await openWebTown({ config: { port, publicUrl: 'https://schakel.example.org' } });
  });
  afterAll(() => secure?.close());

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

describe('with the database away', () => {
  it('every page says so in plain words, and is there again by itself', async () => {
    const stranger = await callerWith(town.base, '');
    const name = new URL(town.database.url).pathname.slice(1);
    const admin = new pg.Client({ connectionString: town.database.url.replace(`/${name}`, '/postgres') });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    for (const [who, path] of [
      [owner, '/'],
      [owner, `/c/${webCase.id}`],
      [owner, '/form/strength.note'],
      [stranger, '/in/x'],
    ] as const) {
      const heard = await who.get(path);
      expect(heard.status, path).toBe(503);
      expect(heard.html).toContain('Even niet bereikbaar');
      expect(heard.html).toContain('Probeer het over een minuut nog een keer.');
      expect(heard.headers.get('retry-after')).toBe('60');
      expect(heard.headers.get('cache-control')).toBe('no-store');
    }
    expect(
      (await owner.post('/do', { token: owner.formToken, once: randomUUID(), ...note('nu niet') })).status,
    ).toBe(503);
    expect((await stranger.get('/sign-in')).status).toBe(200);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    expect((await owner.get(`/c/${webCase.id}`)).html).toContain(WORDS.title);
  });
});

describe('what is sent by who may not', () => {
  /** Headers that announce a large form, and nothing of the form itself: whoever waits for it hears nothing. */
  const heard = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((done, failed) => {
      const asked = request(`${town.base}${path}`, { method: 'POST', headers }, (answer) => {
        done(answer.statusCode ?? 0);
        asked.destroy();
      });
      asked.on('error', failed);
      asked.flushHeaders();
    });
  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    'content-type': 'application/x-www-form-urlencoded',
    origin: town.base,
    'content-length': '60000',
    ...more,
  });

  it('is not read: who is not signed in is told so before anything has come', async () => {
    for (const path of ['/do', '/form/strength.note']) expect(await heard(path, form()), path).toBe(401);
    expect(await heard('/do', form({ cookie: 'schakel=forged' }))).toBe(401);
  });

  it('is not read when it is larger than any form', async () => {
    expect(await heard('/do', form({ cookie: owner.cookie, 'content-length': '900000' }))).toBe(413);
  });
});

describe('a page that cannot be made', () => {
  it('leaves a line with the name, the code and the place of what went wrong, and nothing of anybody', async () => {
    logged.length = 0;
    await sql('ALTER TABLE "agreement" RENAME TO "agreementAway"');
    const shown = await owner.get(`/c/${webCase.id}`);
    await sql('ALTER TABLE "agreementAway" RENAME TO "agreement"');
    expect(shown.status).toBe(503);
    const [line = '{}'] = logged.filter((one) => one.includes('a page could not be made'));
    const { err, path } = JSON.parse(line) as { err: Record<string, string>; path: string };
    expect(path).toBe('/c/:caseId');
    expect(err).toMatchObject({ code: '42P01' });
    expect(err.name).not.toBe('string');
    expect(err.stack).toMatch(/^ {4}at .*:\d+:\d+\)?$/m);
    expect(line).not.toContain('agreementAway');
    expect(line).not.toContain(webCase.id);
  });
});
