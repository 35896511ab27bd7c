import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenHttp } from './http.ts';

/** The server as it is, with the same limits in a shorter time: it is cut off when they are over, and no clock is read. */
const SHORT = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };

let server: Awaited<ReturnType<typeof listenHttp>>;
let tell: () => void = () => undefined;
/** Requests whose handler began; whose body came whole. */
const begun: string[] = [];
const whole: string[] = [];
beforeAll(async () => {
  server = await listenHttp(
    0,
    {
      slack: null,
      teams: null,
      web: (request, response) => {
        begun.push(request.url ?? '');
        if (request.url === '/live') {
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
          tell = () => void response.end('event: changed\n\n');
          return;
        }
        request.resume().on('end', () => {
          whole.push(request.url ?? '');
          response.end('ok');
        });
        request.on('error', () => undefined);
      },
      health: async () => ({ ready: true, parts: {} }),
      metrics: async () => ({ type: 'text/plain', body: '' }),
    },
    '127.0.0.1',
    SHORT,
  );
});
afterAll(() => server.close());

interface Line {
  readonly socket: Socket;
  /** All that was heard, when the server has ended the connection. */
  readonly ended: Promise<string>;
  /** Resolves when this was heard, with all that was heard by then. */
  readonly heard: (words: string) => Promise<string>;
}

function call(words: string, port = server.port): Line {
  const socket = connect(port, '127.0.0.1', () => socket.write(words));
  let all = '';
  let listening = (): void => undefined;
  socket.on('data', (data) => {
    all += String(data);
    listening();
  });
  socket.on('error', () => undefined);
  return {
    socket,
    ended: new Promise((done) => socket.once('close', () => done(all))),
    heard: (wanted) =>
      new Promise((done) => {
        listening = () => all.includes(wanted) && done(all);
        listening();
      }),
  };
}

describe('a client that is slow', () => {
  it('and never comes to the end of its headers is cut off, before anything is done', async () => {
    const answer = await call('GET /headers HTTP/1.1\r\nHost: schakel\r\nX-Slow: ').ended;
    expect(answer).toContain('408 Request Timeout');
    expect(begun).not.toContain('/headers');
  });

  it('and never comes to the end of what it sends is cut off: nothing is done with half a form', async () => {
    const answer = await call('POST /form HTTP/1.1\r\nHost: schakel\r\nContent-Length: 100\r\n\r\nhalf')
      .ended;
    expect(answer).toContain('408 Request Timeout');
    expect(begun).toContain('/form');
    expect(whole).not.toContain('/form');
  });

  it('and sends more headers than anybody needs is refused', async () => {
    const answer = await call(
      `GET /large HTTP/1.1\r\nHost: schakel\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`,
    ).ended;
    expect(answer).toContain('431 Request Header Fields Too Large');
    expect(begun).not.toContain('/large');
  });

  it('holds nobody else up: others are answered meanwhile', async () => {
    const slow = Array.from({ length: 200 }, () => call('GET /many HTTP/1.1\r\nHost: sch'));
    const quick = await call('GET /quick HTTP/1.1\r\nHost: schakel\r\nConnection: close\r\n\r\n').ended;
    expect(quick).toContain('200 OK');
    for (const answer of await Promise.all(slow.map((line) => line.ended)))
      expect(answer).toContain('408 Request Timeout');
  });

  it('that only reads a page that is open stays: these limits are for what is sent', async () => {
    const reader = call('GET /live HTTP/1.1\r\nHost: schakel\r\n\r\n');
    await reader.heard(': open');
    // Begun later, and cut off by both limits in the meantime.
    await call('POST /form HTTP/1.1\r\nHost: schakel\r\nContent-Length: 100\r\n\r\nhalf').ended;
    tell();
    await reader.heard('event: changed');
    reader.socket.destroy();
  });
});

describe('a connection that a proxy keeps', () => {
  it('is kept longer than proxies keep one (60 s), and that is announced', async () => {
    const kept = call('GET /kept HTTP/1.1\r\nHost: schakel\r\n\r\n');
    expect(await kept.heard('ok')).toContain('Keep-Alive: timeout=75');
    kept.socket.destroy();
  });

  it('takes the next request after a silence that is longer than any limit on what is sent', async () => {
    const kept = call('GET /first HTTP/1.1\r\nHost: schakel\r\n\r\n');
    await kept.heard('ok');
    // Begun later, and cut off by both limits in the meantime.
    await call('POST /form HTTP/1.1\r\nHost: schakel\r\nContent-Length: 100\r\n\r\nhalf').ended;
    kept.socket.write('GET /second HTTP/1.1\r\nHost: schakel\r\nConnection: close\r\n\r\n');
    expect(await kept.ended).toMatch(/200 OK.*200 OK/s);
    expect(whole).toContain('/second');
  });
});

describe('a connection on which much is asked in one go', () => {
  const HELD = 'Host: schakel\r\n\r\n';
  const open = () => {
    const asked: string[] = [];
    const finish: (() => void)[] = [];
    const server = listenHttp(
      0,
      {
        slack: null,
        teams: null,
        web: (request, response) => {
          asked.push(request.url ?? '');
          if (request.url !== '/held') return void response.end(`this is ${request.url}`);
          finish.push(() => response.end('let go'));
        },
        health: async () => ({ ready: true, parts: {} }),
        metrics: async () => ({ type: 'text/plain', body: '' }),
      },
      '127.0.0.1',
    );
    return { asked, finish: () => finish.shift()?.(), server };
  };
  const oneByOne = (last: string): string =>
    ['/held', '/a', '/b', last].map((path) => `GET ${path} HTTP/1.1\r\n${HELD}`).join('');

  it('is answered one at a time and in order; nobody else waits for that', async () => {
    const { asked, finish, server } = open();
    const { port, close } = await server;
    const all = call(oneByOne('/c'), port);
    const other = call('GET /other HTTP/1.1\r\nHost: schakel\r\nConnection: close\r\n\r\n', port);
    expect(await other.ended).toContain('this is /other');
    expect(asked).toEqual(['/held', '/other']);
    finish();
    await all.heard('this is /c');
    expect(asked).toEqual(['/held', '/other', '/a', '/b', '/c']);
    all.socket.destroy();
    await close();
  });

  it('and that ends meanwhile, has nothing more done for it', async () => {
    const { asked, server } = open();
    const { port, close } = await server;
    const gone = call(oneByOne('/held'), port);
    await call('GET /other HTTP/1.1\r\nHost: schakel\r\nConnection: close\r\n\r\n', port).ended;
    gone.socket.destroy();
    await gone.ended;
    await close();
    expect(asked.toSorted()).toEqual(['/held', '/other']);
  });
});

describe('what is sent to us', () => {
  const HEAD = 'Host: schakel\r\nContent-Length: 500000\r\n\r\n';
  const open = (): Promise<Awaited<ReturnType<typeof listenHttp>>> =>
    listenHttp(
      0,
      {
        slack: null,
        teams: null,
        web: (request, response) => {
          if (request.url === '/refused') return void response.writeHead(413).end('too large');
          request.resume().on('end', () => response.end('thank you'));
          request.on('error', () => undefined);
        },
        health: async () => ({ ready: true, parts: {} }),
        metrics: async () => ({ type: 'text/plain', body: '' }),
      },
      '127.0.0.1',
      { fromOne: 5 },
    );

  it('and refused before it all came: the answer says that the connection ends, arrives whole, and then it ends', async () => {
    const refusing = await open();
    const line = call(`POST /refused HTTP/1.1\r\n${HEAD}`, refusing.port);
    await line.heard('too large');
    // A sender who goes on sending is not cut off with a reset that takes the answer away.
    line.socket.write('x'.repeat(500_000));
    const answer = await line.ended;
    expect(answer).toContain('413');
    expect(answer).toMatch(/connection: close/i);
    expect(answer).not.toMatch(/keep-alive/i);
    await refusing.close();
  });

  it('slowly, by many from one place, keeps nobody out: who is at it longest is cut off', async () => {
    const busy = await open();
    const slow = Array.from({ length: 8 }, () => call(`POST /form HTTP/1.1\r\n${HEAD}x`, busy.port));
    expect(await Promise.all(slow.slice(0, 3).map((line) => line.ended))).toEqual(['', '', '']);
    const quick = call(
      'POST /form HTTP/1.1\r\nHost: schakel\r\nConnection: close\r\nContent-Length: 4\r\n\r\nform',
      busy.port,
    );
    expect(await quick.ended).toContain('thank you');
    for (const line of slow) line.socket.destroy();
    await busy.close();
  });

  it('with two names of a host is refused: whoever is before us may have looked at the other one', async () => {
    const answer = await call(
      'GET /twice HTTP/1.1\r\nHost: schakel\r\nHost: other\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\nHost: schakel\r\n\r\n',
    ).ended;
    expect(answer).toContain('400 Bad Request');
    expect(begun).not.toContain('/twice');
  });
});

describe('a stop', () => {
  it('is not held up by who was refused and keeps sending, nor by who says nothing; an answer under way is finished', async () => {
    let finish: () => void = () => undefined;
    const begins = Promise.withResolvers<void>();
    const stopping = await listenHttp(
      0,
      {
        slack: null,
        teams: null,
        web: (request, response) => {
          if (request.url === '/refused') return void response.writeHead(403).end('no');
          finish = () => void response.end('done');
          begins.resolve();
        },
        health: async () => ({ ready: true, parts: {} }),
        metrics: async () => ({ type: 'text/plain', body: '' }),
      },
      '127.0.0.1',
    );
    const refused = call(
      'POST /refused HTTP/1.1\r\nHost: schakel\r\nContent-Length: 100\r\n\r\nhalf',
      stopping.port,
    );
    await refused.heard('403');
    const silent = call('', stopping.port);
    const asking = call('GET /slow HTTP/1.1\r\nHost: schakel\r\n\r\n', stopping.port);
    await begins.promise;
    const stopped = stopping.close();
    finish();
    await stopped;
    expect(await asking.ended).toContain('done');
    expect(await refused.ended).toContain('403');
    expect(await silent.ended).toBe('');
  });
});
