import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../support/cases/web-case.ts';
import { ON_THE_WEB } from '../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, type Heard } from '../support/web/web-caller.ts';

/** The tricks of somebody who writes their own requests: odd addresses, signs, hosts, and what was theirs before. */
let schakel: Schakel<'web' | 'letters'>;
let webCase: WebCase;
let owner: Caller;
let outsider: Caller;
beforeAll(async () => {
  schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE, letters: true });
  webCase = await openWebCase(schakel);
  owner = webCase.owner;
  outsider = await callerOf(schakel, 'jeugdconsulent');
});
afterAll(() => schakel?.stop());

interface Raw {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Exactly this address, as no browser would leave it; `chunks`: a body that does not say how long it is. */
function raw(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  chunks: readonly string[] = [],
): Promise<Raw> {
  const { hostname, port } = new URL(schakel.base);
  return new Promise((done, failed) => {
    const asked = request({ hostname, port, path, method, headers: { 'accept-language': 'nl', ...headers } });
    asked.on('error', failed);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    for (const chunk of chunks) asked.write(chunk);
    asked.end();
  });
}

/** Drops what is of each request or session alone. */
const bare = ({ html }: Pick<Heard, 'html'>): string =>
  html.replaceAll(/name="(token|once)" value="[^"]*"/g, '').replaceAll(/[0-9a-f-]{36}/g, 'id');

describe('an address that is not as we write them', () => {
  const tricks = (id: string): string[] => [
    `//c/${id}`,
    `/c//${id}`,
    `/c/${id}/`,
    `/c/${id}.`,
    `/c/${id}%2f`,
    `/c/${id}%00`,
    `/c/${id};x`,
    `/c/%2e%2e/c/${id}`,
    `/help/..%2fc%2f${id}`,
    `/./c/${id}`,
    `/help/../c/${id}`,
    `/C/${id}`,
    `/%63/${id}`,
    `/c/${id.toUpperCase()}`,
    `/c/${id}?x=%ff%fe`,
    '/c/%ff',
    '/c/%E0%A4%A',
    '/in/%00',
    '/in/%ff%fe',
    '/help/%2e%2e%2fpackage.json',
    '/help/pictures/..%2f..%2fpackage.json',
    '/help/pictures/%2e%2e/%2e%2e/package.json',
    '/assets/0123456789abcdef/..%2f..%2fpackage.json',
    '/manage/..%2f..%2f/file',
    '//elsewhere.example/',
    '//elsewhere.example/..',
    '/\\elsewhere.example',
    '/%5celsewhere.example',
    '/%2f%2felsewhere.example',
    '/%6detrics',
    '/metrics/',
    '//metrics',
    '/health/ready/',
    `/r/${id}?page=1e999&need[]=x&need=__proto__`,
    `/form/constructor?caseId=${id}`,
    `/form/strength.note?caseId=${id}&caseId=x&__proto__=x`,
    `/form/strength.note?caseId=${id}%00`,
  ];

  it('shows nothing of a case to who has no business there, leads nowhere else, and breaks nothing', async () => {
    const secrets = await webCase.secrets();
    for (const cookie of ['', outsider.cookie])
      for (const path of tricks(webCase.id)) {
        const heard = await raw(path, cookie ? { cookie } : {});
        expect([path, heard.status]).toEqual([path, expect.toBeOneOf([200, 303, 400, 401, 404, 405, 410])]);
        for (const secret of secrets) expect(heard.body).not.toContain(secret);
        expect(heard.body).not.toMatch(/schakel_messages|"dependencies"|elsewhere\.example/);
        if (heard.location) expect(new URL(heard.location, schakel.base).origin).toBe(schakel.base);
      }
  });

  it('opens no other door than the one that is guarded: the owner sees the case, or a page that is not there', async () => {
    for (const path of tricks(webCase.id)) {
      const heard = await raw(path, { cookie: owner.cookie });
      expect(heard.status, path).toBeLessThan(500);
    }
  });

  it('as a whole, as to a proxy, is answered like any', async () => {
    for (const path of [`http://elsewhere.example/c/${webCase.id}`, 'http://elsewhere.example/metrics'])
      expect([401, 404]).toContain((await raw(path)).status);
  });
});

describe('what is not yours and what is not there', () => {
  const both = async (path: (id: string) => string, who: Caller): Promise<void> => {
    const [theirs, none] = [await who.get(path(webCase.id)), await who.get(path(randomUUID()))];
    expect([path('…'), theirs.status]).toEqual([path('…'), none.status]);
    expect(bare(theirs)).toBe(bare(none));
    expect(theirs.headers.get('content-length')).toBe(none.headers.get('content-length'));
  };

  it('are one page, to the letter', async () => {
    for (const path of [
      (id: string) => `/c/${id}`,
      (id: string) => `/c/${id}/live`,
      (id: string) => `/c/${id}/label`,
      (id: string) => `/c/${id}/timeline`,
      (id: string) => `/c/${id}/who`,
      (id: string) => `/form/strength.note?caseId=${id}`,
      (id: string) => `/form/participant.inviteByLink?caseId=${id}`,
    ])
      await both(path, outsider);
  });

  it('are one page for an agreement, a call for help, a region and somebody in it as well', async () => {
    const of = async (path: string): Promise<string> => {
      const heard = await outsider.get(path);
      return `${heard.status} ${bare(heard)}`;
    };
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    for (const [real, none] of [
      [
        `/form/agreement.dispute?agreementId=${webCase.agreementId}`,
        `/form/agreement.dispute?agreementId=${randomUUID()}`,
      ],
      [
        `/form/escalation.answer?escalationId=${webCase.escalationId}`,
        `/form/escalation.answer?escalationId=${randomUUID()}`,
      ],
      [`/r/${region}`, `/r/${randomUUID()}`],
      [`/r/${region}/export`, `/r/${randomUUID()}/export`],
      [`/r/${region}/health`, `/r/${randomUUID()}/health`],
      ['/manage/midden', '/manage/nergens'],
      ['/manage/midden/people', '/manage/nergens/people'],
      ['/manage/midden/cases', '/manage/nergens/cases'],
      ['/manage/midden/region.yaml', '/manage/nergens/region.yaml'],
    ] as const)
      expect(await of(real)).toBe(await of(none));
  });

  it('are answered alike when something is done to them', async () => {
    const done = async (args: Readonly<Record<string, unknown>>): Promise<string> => {
      const heard = await outsider.press('strength.note', args);
      return `${heard.status} ${heard.headers.get('location')} ${bare(heard)}`;
    };
    expect(await done({ caseId: webCase.id, words: 'x' })).toBe(
      await done({ caseId: randomUUID(), words: 'x' }),
    );
  });
});

describe('signs that no keyboard has', () => {
  const HOSTILE = [
    'a\u0000b',
    '\u0000',
    'a\r\nBcc: kwaad@elsewhere.example',
    '\u202Ea',
    '\uD800',
    '💥'.repeat(40),
  ];

  it('in a form are answered, and the page is there afterwards', async () => {
    for (const words of HOSTILE) {
      const at = `/c/${webCase.id}`;
      const answers = [
        await owner.post(`${at}/label`, { token: owner.formToken, label: words }),
        await owner.press('strength.note', { caseId: webCase.id, words }),
        await owner.fill('strength.note', { caseId: webCase.id }, { words }),
        await owner.fill(
          'agreement.stuck',
          { agreementId: webCase.agreementId },
          { category: 'money', words },
        ),
        await owner.post('/me/app/confirm', { token: owner.formToken, code: words }),
        await owner.post('/me/session/end', { token: owner.formToken, id: words }),
        await owner.post('/me/factor/remove', { token: owner.formToken, id: words }),
        await owner.post('/me/passkey', { token: owner.formToken, passkey: words }),
        await outsider.post('/link', { address: words }),
        await outsider.post(`/in/${encodeURIComponent(words.toWellFormed())}`, {}),
        await outsider.post('/in/x/code', { code: words }),
        await owner.post('/do', { token: owner.formToken, once: words, command: 'help', args: '{}' }),
      ];
      for (const [i, heard] of answers.entries())
        expect([JSON.stringify(words), i, heard.status]).toEqual([
          JSON.stringify(words),
          i,
          expect.toBeOneOf([200, 303, 403, 404, 410, 422, 429]),
        ]);
      expect((await owner.get(at)).status).toBe(200);
      expect((await owner.get('/')).status).toBe(200);
    }
  });

  it('in a name or address become no header of a letter', async () => {
    const { coordinator, id } = webCase;
    const before = schakel.letters.mails.length;
    for (const [shownName, ownEmail] of [
      ['Oma\r\nBcc: kwaad@elsewhere.example', 'oma@thuis.example'],
      ['Opa', 'opa@thuis.example\r\nBcc: kwaad@elsewhere.example'],
      ['Tante', 'tante@thuis.example, kwaad@elsewhere.example'],
      ['Oom', '"kwaad@elsewhere.example" <oom@thuis.example>'],
    ] as const)
      await coordinator.fill(
        'participant.inviteByLink',
        { caseId: id },
        { shownName, role: 'parent', ownEmail, ownPhone: '', language: 'nl', sure: 'yes' },
      );
    await schakel.settle();
    const sent = schakel.letters.mails.slice(before);
    // A name before an address is what people paste; it goes nowhere.
    expect(sent.map((mail) => mail.to)).toEqual(['oma@thuis.example', 'oom@thuis.example']);
    for (const mail of sent) expect(mail.whole).not.toMatch(/kwaad|Bcc/);
  });
});

describe('a session that has ended', () => {
  it('has no form left that does anything, also in the session after it', async () => {
    const before = await callerOf(schakel, 'casemanager');
    await before.post('/sign-out', { token: before.formToken });
    const after = await callerOf(schakel, 'casemanager');
    const { version } = (await webCase.state()).case;
    const fields = {
      once: randomUUID(),
      command: 'strength.note',
      args: JSON.stringify({ caseId: webCase.id, words: 'van een oude pagina' }),
    };
    expect((await before.post('/do', { ...fields, token: before.formToken })).status).toBe(401);
    expect((await after.post('/do', { ...fields, token: before.formToken })).status).toBe(403);
    expect((await webCase.state()).case.version).toBe(version);
  });

  it('hears nothing more on a page that was left open, and neither does who left the case', async () => {
    for (const leave of [
      async (who: Caller) => void (await who.post('/sign-out', { token: who.formToken })),
      async () => {
        const personId = await schakel.person('moeder');
        const participant = (await webCase.state()).participants.find((p) => p.personId === personId)?.id;
        await webCase.coordinator.press('participant.remove', { caseId: webCase.id, participant });
      },
    ]) {
      const who = await callerOf(schakel, 'moeder');
      const { version } = (await webCase.state()).case;
      const live = await fetch(`${schakel.base}/c/${webCase.id}/live?version=${version}`, {
        headers: { cookie: who.cookie },
      });
      expect(live.status).toBe(200);
      await leave(who);
      await owner.press('strength.note', { caseId: webCase.id, words: `er is iets gebeurd ${randomUUID()}` });
      const heard = await live.text();
      expect(heard).not.toContain('event: changed');
    }
  });
});

describe('a host or a scheme that a request names', () => {
  it('comes back in no page and in no redirect', async () => {
    const names = {
      host: 'elsewhere.example',
      'x-forwarded-host': 'elsewhere.example',
      'x-original-url': '/metrics',
      'x-rewrite-url': '/metrics',
      forwarded: 'host=elsewhere.example',
    };
    for (const path of ['/', '/link', '/sign-in', '/help', '/no/such/page', '/in/x'])
      for (const cookie of ['', owner.cookie]) {
        const heard = await raw(path, { ...names, ...(cookie ? { cookie } : {}) });
        expect(heard.body).not.toMatch(/elsewhere|schakel_messages/);
        expect(heard.location ?? '').not.toContain('elsewhere');
      }
  });

  it('cannot make a method of another one', async () => {
    const { version } = (await webCase.state()).case;
    const query = new URLSearchParams({
      token: owner.formToken,
      once: randomUUID(),
      command: 'strength.note',
      args: JSON.stringify({ caseId: webCase.id, words: 'x' }),
      _method: 'POST',
    });
    for (const method of ['GET', 'TRACE', 'PUT', 'M-SEARCH'])
      expect(
        (await raw(`/do?${query}`, { cookie: owner.cookie, 'x-http-method-override': 'POST' }, method))
          .status,
      ).toBeOneOf([403, 405]);
    expect((await webCase.state()).case.version).toBe(version);
  });
});

describe('a body that does not say how long it is', () => {
  it('is read no further than a form is long', async () => {
    const headers = {
      cookie: owner.cookie,
      origin: schakel.base,
      'content-type': 'application/x-www-form-urlencoded',
      'transfer-encoding': 'chunked',
    };
    const heard = await raw(
      '/do',
      headers,
      'POST',
      Array.from({ length: 10 }, () => 'x'.repeat(10_000)),
    );
    expect(heard.status).toBe(413);
    const nested = `token=${owner.formToken}&${'a[]=1&'.repeat(9_000)}`;
    expect((await raw('/do', headers, 'POST', [nested])).status).toBe(403);
  });
});

describe('cookies that somebody else set beside ours', () => {
  it('let nobody in, and keep nobody out who is', async () => {
    const [name, value = ''] = owner.cookie.split('=');
    const status = async (cookie: string): Promise<number> =>
      (await callerWith(schakel.base, cookie)).get('/').then((h) => h.status);
    expect(await status(`schakel-in=${value}`)).toBe(401);
    expect(await status(`__Host-${name}=${value}`)).toBe(401);
    expect(await status(`other=1; ${name}=${value}; Schakel=x`)).toBe(200);
    for (const odd of [
      'schakel=',
      'schakel=%',
      'schakel=%00',
      `schakel=${'='.repeat(500)}`,
      'schakel',
      ';;;=',
    ])
      expect(await status(odd), odd).toBe(401);
  });
});
