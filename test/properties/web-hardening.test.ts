import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../adapters/web/index.ts';
import { createLogger } from '../../src/main/log.ts';
import { MORE_PEOPLE, openWebCase, type WebCase, WORDS } from '../support/cases/web-case.ts';
import { ON_THE_WEB } from '../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../support/schakel/start-schakel.ts';
import { type Caller, callerWith } from '../support/web/web-caller.ts';

let schakel: Schakel<'web'>;
let webCase: WebCase;
let owner: Caller;
const logged: string[] = [];
beforeAll(async () => {
  schakel = await startSchakel({
    ...ON_THE_WEB,
    region: MORE_PEOPLE,
    config: { securityContact: 'mailto:security@example.org' },
    overrides: { log: createLogger('info', { write: (line) => void logged.push(line) }) },
  });
  webCase = await openWebCase(schakel);
  owner = webCase.owner;
});
afterAll(() => schakel?.stop());

const sql = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await schakel.database.database.pool.query(text, values)).rows;
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
            headers: { 'content-type': 'multipart/form-data; boundary=x', origin: schakel.base },
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
        const sent = request(`${schakel.base}/do`, {
          method: 'POST',
          headers: {
            'content-type': type,
            'content-length': 500,
            origin: schakel.base,
            cookie: owner.cookie,
          },
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

describe('every answer', () => {
  it('carries what keeps a browser safe, and is kept by nobody', async () => {
    const stranger = await callerWith(schakel.base, '');
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
        const heard = await owner.send(method, path, { headers: { origin: schakel.base } });
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
    const long = await fetch(schakel.base, { headers: { cookie: `schakel=${'x'.repeat(17_000)}` } });
    expect(long.status).toBe(431);
  });

  it('tells where to report a leak', async () => {
    const heard = await owner.get('/.well-known/security.txt');
    expect(heard.headers.get('content-type')).toContain('text/plain');
    expect(heard.html).toContain('Contact: mailto:security@example.org\n');
    expect(Date.parse(/^Expires: (.*)$/m.exec(heard.html)?.[1] ?? '')).toBeGreaterThan(
      schakel.clock.now().getTime(),
    );
  });

  it('about how it is doing inside is for inside', async () => {
    const through = { headers: { 'x-forwarded-for': '198.51.100.7' } };
    // What waits is sent, as a schedule would have done.
    await schakel.settle();
    expect((await owner.get('/metrics')).html).toContain('schakel_messages_pending');
    const metrics = await owner.send('GET', '/metrics', through);
    expect(metrics.status).toBe(404);
    expect(metrics.html).not.toContain('schakel_messages');
    const { parts } = JSON.parse((await owner.get('/health/ready')).html);
    expect(parts).toMatchObject({ database: 'ok', delivery: 'ok', rounds: 'ok' });
    expect(JSON.parse((await owner.send('GET', '/health/ready', through)).html)).toEqual({ ready: true });
  });
});

describe('with the database away', () => {
  it('every page says so in plain words, and is there again by itself', async () => {
    const stranger = await callerWith(schakel.base, '');
    const name = new URL(schakel.database.url).pathname.slice(1);
    const admin = new pg.Client({ connectionString: schakel.database.url.replace(`/${name}`, '/postgres') });
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
      const asked = request(`${schakel.base}${path}`, { method: 'POST', headers }, (answer) => {
        done(answer.statusCode ?? 0);
        asked.destroy();
      });
      asked.on('error', failed);
      asked.flushHeaders();
    });
  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    'content-type': 'application/x-www-form-urlencoded',
    origin: schakel.base,
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
