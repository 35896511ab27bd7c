import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/ports/chat.ts';
import { makeCertificate } from '../../../test/fakes/teams/connector/certificate.ts';
import type { Fault } from '../../../test/fakes/teams/graph/graph.ts';
import { type GraphTenant, openTenant } from '../../../test/fakes/teams/graph/graph-tenant.ts';
import { failureOf } from '../errors.ts';
import { createGraph, type Graph } from './graph.ts';

let tenant: GraphTenant;
let graph: Graph;
let tenantId: string;

beforeAll(async () => {
  tenant = await openTenant();
  tenantId = tenant.standIn.app.tenantId;
});
afterAll(() => tenant.close());
beforeEach(() => {
  graph = tenant.anotherGraph();
  tenant.standIn.calls.splice(0);
});

const makeChat = (asking: Graph = graph): Promise<unknown> => {
  const user = asking.addressOf(`/users('${tenant.people.mentor}')`);
  const member = {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: ['owner'],
    'user@odata.bind': user,
  };
  return asking.ask(tenantId, 'post', '/chats', { chatType: 'group', topic: 'Wilg-27', members: [member] });
};

function failure(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('it was done'),
    (error: unknown) => failureOf(error),
  );
}

async function failureWith(what: Fault['what']): Promise<Failure> {
  tenant.standIn.fault({ method: 'POST', path: /^\/chats$/, what });
  return failure(makeChat());
}

describe('what Graph answers', () => {
  it.each<[string, Exclude<Fault['what'], string>, object]>([
    [
      'our consent, which was withdrawn',
      { status: 403, code: 'Forbidden' },
      { kind: 'never', reason: 'not_allowed' },
    ],
    ['what is not there', { status: 404, code: 'NotFound' }, { kind: 'never', reason: 'room_gone' }],
    ['what is in its way', { status: 412, code: 'PreconditionFailed' }, { kind: 'again', afterMs: null }],
    ['our form', { status: 400, code: 'BadRequest' }, { kind: 'never', reason: 'refused' }],
    [
      'our haste',
      { status: 429, code: 'TooManyRequests', retryAfter: '12' },
      { kind: 'again', afterMs: 12_000, rateLimited: true },
    ],
    ['our haste, without a time', { status: 429 }, { kind: 'again', afterMs: null, rateLimited: true }],
    ['its own trouble', { status: 500 }, { kind: 'perhaps' }],
    ['trouble before it', { status: 502, done: true }, { kind: 'perhaps' }],
    ['its own absence', { status: 503, retryAfter: '0' }, { kind: 'perhaps' }],
    ['its slowness', { status: 504, retryAfter: '0' }, { kind: 'perhaps' }],
  ])('is understood when it is about %s, and is not tried again', async (_what, answer, meant) => {
    expect(await failureWith(answer)).toMatchObject(meant);
    expect(tenant.standIn.calls).toHaveLength(1);
  });

  it('is our token that ended when it is not believed, and once more with a new one', async () => {
    const what = { status: 401, code: 'InvalidAuthenticationToken' };
    tenant.standIn.fault({ method: 'POST', path: /^\/chats$/, what });
    expect(await failureWith(what)).toMatchObject({ kind: 'never', reason: 'connection' });
    expect(tenant.standIn.calls).toHaveLength(2);
  });

  it('is in doubt when no answer came, whether or not it was done', async () => {
    const before = tenant.standIn.world.chats.size;
    for (const what of ['lost-before', 'lost-after'] as const)
      expect(await failureWith(what)).toMatchObject({ kind: 'perhaps' });
    expect(tenant.standIn.world.chats.size).toBe(before + 1);
    expect(tenant.standIn.calls).toHaveLength(2);
  });

  it('is certain that nothing was sent when nobody listens, at Graph or at Entra', async () => {
    const gone = await openTenant();
    await gone.close();
    const { app, url } = tenant.standIn;
    for (const [baseUrl, loginUrl] of [[gone.standIn.url, url] as const, [url, gone.standIn.url] as const]) {
      const asking = createGraph([app], { baseUrl, loginUrl });
      expect(await failure(makeChat(asking))).toMatchObject({ kind: 'again', afterMs: null });
    }
    expect(tenant.standIn.calls).toEqual([]);
  });
});

describe('the token', () => {
  it('is asked for once, however much is asked with it', async () => {
    const before = tenant.standIn.tokens.given();
    for (let i = 0; i < 3; i++) await makeChat();
    expect(tenant.standIn.tokens.given()).toBe(before + 1);
  });

  it.each([
    ['the secret is wrong or has run out', { password: 'of last year' }],
    ['the app is not in this tenant', { appId: 'another-app' }],
  ])('ends the connection when %s', async (_what, wrong) => {
    const app = { ...tenant.standIn.app, ...wrong };
    const { url } = tenant.standIn;
    const asking = createGraph([app], { baseUrl: url, loginUrl: url });
    expect(await failure(makeChat(asking))).toMatchObject({ kind: 'never', reason: 'connection' });
    expect(tenant.standIn.calls).toEqual([]);
  });

  it.each([429, 500, 503])('is asked for later when Entra answers %i: nothing was sent', async (status) => {
    tenant.standIn.tokens.fault(status);
    expect(await failure(makeChat())).toMatchObject({ kind: 'again', afterMs: null });
    expect(tenant.standIn.calls).toEqual([]);
  });

  it('is asked for anew when Graph believes it no more', async () => {
    await makeChat();
    const before = tenant.standIn.tokens.given();
    tenant.standIn.tokens.revoke();
    await makeChat();
    expect(tenant.standIn.tokens.given()).toBe(before + 1);
  });

  it('is of one tenant: for another, nothing is asked in its name', async () => {
    expect(await failure(graph.ask('another-tenant', 'get', '/users/x'))).toMatchObject({
      ...{ kind: 'never', reason: 'connection' },
    });
    expect(tenant.standIn.calls).toEqual([]);
  });

  it('is only for the Graph it was asked for: another believes no token, and that ends the connection', async () => {
    const other = await openTenant();
    const { app, url } = tenant.standIn;
    const asking = createGraph([app], { baseUrl: other.standIn.url, loginUrl: url });
    expect(await failure(makeChat(asking))).toMatchObject({ kind: 'never', reason: 'connection' });
    await other.close();
  });

  it('goes to no address that is not https', () => {
    const create = () => createGraph([], { baseUrl: 'http://127.0.0.1:1', loginUrl: null });
    expect(create).toThrow('only asked over https');
  });
});

describe('who answers for Graph', () => {
  it('must have a certificate that is believed', async () => {
    const certificate = makeCertificate();
    const stranger = createServer(certificate, (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const { app } = tenant.standIn;
    const url = `https://127.0.0.1:${port}`;
    const asking = createGraph([app], { baseUrl: url, loginUrl: url });
    expect(await failure(makeChat(asking))).toMatchObject({ kind: 'again' });
    await new Promise((resolve) => stranger.close(resolve));
  });
});

describe('a list', () => {
  it.each([
    'http://127.0.0.1:1/v1.0/teams/more',
    'https://evil.example/v1.0/teams/more',
    '//evil.example/v1.0/teams/more',
    '/v1.0/teams/more',
  ])('goes on at Graph itself, whatever the next page says: %s', async (more) => {
    const asked: string[] = [];
    const pages = [{ value: [1], '@odata.nextLink': more }, { value: [2] }];
    const own = createServer(tenant.standIn.certificate, (request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(pages[asked.length - 1]));
    });
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const { url: loginUrl, app } = tenant.standIn;
    const baseUrl = `https://127.0.0.1:${(own.address() as AddressInfo).port}`;
    expect(await createGraph([app], { baseUrl, loginUrl }).list(app.tenantId, '/teams')).toEqual([1, 2]);
    expect(asked).toEqual(['/v1.0/teams', '/v1.0/teams/more']);
    own.closeAllConnections();
    await new Promise((resolve) => own.close(resolve));
  });

  it('is read to its end, page after page', async () => {
    const team = `/teams/${tenant.standIn.team().id}`;
    const { body } = await graph.ask(tenantId, 'post', `${team}/channels`, { displayName: 'Wilg-27' });
    tenant.standIn.calls.splice(0);
    const path = `${team}/channels/${encodeURIComponent((body as { id: string }).id)}/members?$top=1`;
    expect(await graph.list<{ userId: string }>(tenantId, path)).toMatchObject([
      { userId: tenant.people.coordinator },
      { userId: tenant.people.mentor },
    ]);
    expect(tenant.standIn.calls).toHaveLength(2);
  });
});
