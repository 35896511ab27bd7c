import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/ports/chat.ts';
import { createConnector } from './client.ts';
import { failureOf } from './errors.ts';

/** The next answer of the connector; null: it hangs up. */
type Answered = readonly [status: number, body: string, headers?: Record<string, string>] | null;
let next: Answered = null;
/** How often it was asked. */
let asked = 0;
let server: Server;
let serviceUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked += 1;
      if (next === null) return void response.destroy();
      const [status, body, headers] = next;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const code = (name: string): string =>
  JSON.stringify({ error: { code: name, message: 'Words may change.' } });
const subCode = (name: string): string =>
  JSON.stringify({
    errorCode: 209,
    message: JSON.stringify({ subCode: name, details: 'Words may change.' }),
  });

async function failureAt(url: string): Promise<Failure> {
  const app = { appId: 'app', password: 'secret', tenantId: 'tenant' };
  const connector = createConnector([{ ...app, local: { serviceUrl: url, openIdUrl: null } }]);
  const to = { tenantId: 'tenant', serviceUrl: url, conversation: '19:room@thread.tacv2' };
  return connector.send(to, { type: 'message', text: 'Hallo' }).then(
    () => expect.unreachable('it was sent'),
    (error: unknown) => failureOf(error),
  );
}

describe('what the Bot Connector answers', () => {
  const never = (reason: string) => ({ kind: 'never', reason });
  it.each<[string, Answered, object]>([
    ['the person blocked the bot', [403, code('MessageWritesBlocked')], never('person_unreachable')],
    [
      'the person blocked the bot, said in the older way',
      [403, subCode('MessageWritesBlocked')],
      never('person_unreachable'),
    ],
    ['the conversation is blocked', [403, code('ConversationBlockedByUser')], never('person_unreachable')],
    [
      'the app is not installed for a person',
      [403, code('ForbiddenOperationException')],
      never('person_unreachable'),
    ],
    ['the app is not in the room', [403, code('BotNotInConversationRoster')], never('room_gone')],
    ['the room is gone', [404, code('ConversationNotFound')], never('room_gone')],
    ['the administrator switched the app off', [403, code('BotDisabledByAdmin')], never('connection')],
    ['it does not know the registration', [401, code('BotNotRegistered')], never('connection')],
    ['it forbids something else', [403, code('NotEnoughPermissions')], never('not_allowed')],
    ['it forbids without saying why', [403, ''], { kind: 'again', isStrange: true }],
    [
      'a proxy forbids in its place',
      [403, '<html>Sign in</html>', { 'content-type': 'text/html' }],
      { kind: 'again', cause: 'http 403' },
    ],
    [
      'a proxy knows no such address',
      [404, '<html>', { 'content-type': 'text/html' }],
      { kind: 'again', cause: 'http 404' },
    ],
    [
      'a proxy wants somebody to sign in',
      [401, '<html>', { 'content-type': 'text/html' }],
      { kind: 'again', cause: 'http 401' },
    ],
    [
      'an outage is a page that says that all is well',
      [200, '<html>Back soon</html>', { 'content-type': 'text/html' }],
      { kind: 'perhaps', cause: 'an odd answer' },
    ],
    ['what should be JSON is none', [200, '<html>'], { kind: 'perhaps' }],
    ['it answers nothing at all', [200, ''], { kind: 'perhaps', isStrange: true }],
    [
      'it did it, and does not say what',
      [201, '{}'],
      { kind: 'perhaps', cause: 'done, without an id', isStrange: true },
    ],
    ['it does not understand', [400, code('Bad Argument')], never('refused')],
    ['the message is too large', [413, code('MessageSizeTooBig')], never('refused')],
    ['the message to change is gone', [404, code('ActivityNotFoundInConversation')], { kind: 'gone' }],
    [
      'two at once were in each other’s way',
      [412, code('PreconditionFailed')],
      { kind: 'again', afterMs: null },
    ],
    [
      'it is too fast, without a time',
      [429, code('Throttled')],
      { kind: 'again', afterMs: null, rateLimited: true },
    ],
    [
      'it is too fast',
      [429, code('Throttled'), { 'retry-after': '7' }],
      { kind: 'again', afterMs: 7000, rateLimited: true },
    ],
    ['it fails', [500, code('ServiceError')], { kind: 'perhaps' }],
    ['something before it fails', [502, '<html>', { 'content-type': 'text/html' }], { kind: 'perhaps' }],
    ['it is not there now', [503, ''], { kind: 'perhaps' }],
    ['it does not answer in time', [504, ''], { kind: 'perhaps' }],
    ['it hangs up', null, { kind: 'perhaps' }],
  ])('is understood when %s, and is not tried again by itself', async (_what, answered, meant) => {
    next = answered;
    asked = 0;
    expect(await failureAt(serviceUrl)).toMatchObject(meant);
    expect(asked).toBe(1);
  });

  it('is nothing at all when nobody listens: then nothing was sent', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failureAt(`http://127.0.0.1:${port}`)).toEqual({
      ...{ kind: 'again', afterMs: null, cause: 'ECONNREFUSED' },
    });
  });
});

describe('what happens on the way', () => {
  it('is in doubt about what it does not know', () => {
    for (const error of [null, undefined, 'no', new TypeError('fetch failed')])
      expect(failureOf(error)).toMatchObject({ kind: 'perhaps' });
  });

  it('reads when to come back from a date, too', () => {
    const headers = new Headers({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    const failure = failureOf({ statusCode: 429, headers }) as { afterMs: number };
    expect(failure.afterMs).toBeGreaterThan(50_000);
    expect(failure.afterMs).toBeLessThanOrEqual(60_000);
  });

  it('refuses what is too large before it is sent', () => {
    const error = Object.assign(new Error('a message too large for Teams'), { name: 'TooLarge' });
    expect(failureOf(error)).toEqual({ kind: 'never', reason: 'refused', cause: 'too large' });
  });
});
