import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Certificate, makeCertificate } from '../connector/certificate.ts';
import { createTokens, type Tokens } from '../connector/entra.ts';
import { CHANNEL_ROUTES } from './graph-channels.ts';
import { CHAT_ROUTES } from './graph-chats.ts';
import { type Answer, type GraphWorld, Refusal, type Team, type User } from './graph-world.ts';

/** One request that Graph got, in order; without those for tokens. */
export interface Call {
  readonly method: string;
  /** The path from the version on, decoded. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
}

/** A fault hits the next request of this kind. `lost-before`: not done; `lost-after`: done, and no answer. */
export interface Fault {
  readonly method: string;
  /** How the path ends, without its query. */
  readonly path: RegExp;
  /** How many requests; 1 by itself. */
  readonly times?: number;
  readonly what:
    | 'lost-before'
    | 'lost-after'
    /** Not of Graph, or it only looks like it. */
    | { readonly odd: string; readonly status?: number; readonly done?: true }
    | { readonly status: number; readonly code?: string; readonly retryAfter?: string; readonly done?: true };
}

/** The smallest Microsoft Graph, with Entra's tokens, on this machine and over https. */
export interface StandInGraph {
  /** `https://127.0.0.1:port`: of Graph and of Entra. */
  readonly url: string;
  readonly certificate: Certificate;
  readonly world: GraphWorld;
  readonly app: { readonly appId: string; readonly password: string; readonly tenantId: string };
  readonly tokens: Tokens;
  readonly calls: Call[];
  team(): Team;
  fault(fault: Fault): void;
  /** Takes back what was not used. */
  heal(): void;
  close(): Promise<void>;
}

/** An app registration, wherever it stands. */
export interface Registration {
  readonly appId: string;
  readonly password: string;
}

const ROUTES = Object.entries({ ...CHANNEL_ROUTES, ...CHAT_ROUTES }).map(([route, serve]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, parts: path.split('/').slice(1), serve };
});

/** `registration`: one of another tenant, which this one knows when an administrator consents; left out: one of its own. */
export async function startGraph(
  users: readonly User[],
  now = () => new Date(),
  registration: Registration | null = null,
): Promise<StandInGraph> {
  const certificate = makeCertificate();
  const { appId, password } = registration ?? { appId: randomUUID(), password: 'a-secret' };
  const world = createWorld(users, appId, now);
  const app = { appId, password, tenantId: world.tenantId };
  const tokens = createTokens(app, now, () => world.consent !== 'none');
  const calls: Call[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const server = createServer(certificate, (request, response) => {
    serve({ world, tokens, calls, faults }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{
      url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      certificate,
      world,
      app,
      tokens,
      calls,
    },
    team: () => [...world.teams.values()][0] as Team,
    fault: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    heal: () => void faults.splice(0),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One tenant with one team, in which the app is. Its people are the first two; the first owns it. */
function createWorld(users: readonly User[], externalAppId: string, now: () => Date): GraphWorld {
  const tenantId = users[0]?.tenantId ?? randomUUID();
  const members = users.slice(0, 2).map((user, i) => ({
    ...{ id: `member-${i}`, userId: user.id, tenantId, visibleHistoryStartDateTime: null },
    roles: i === 0 ? ['owner'] : [],
  }));
  const team: Team = {
    id: randomUUID(),
    members,
    channels: [],
    deleted: [],
    appInstalled: true,
    isArchived: false,
  };
  return {
    ...{ tenantId, externalAppId, catalogAppId: randomUUID(), looks: 0, now },
    ...{ appAsksInChats: false, peopleIn: new Map(), externalAccess: true, consent: 'all' as const },
    ...{ teams: new Map([[team.id, team]]), chats: new Map(), users: [...users], operations: new Map() },
  };
}

type Parts = Pick<StandInGraph, 'world' | 'tokens' | 'calls'> & {
  readonly faults: { fault: Fault; left: number }[];
};

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const ofEntra = parts.tokens.serve(url, request.headers.host ?? '', text);
  if (ofEntra) return send(response, ofEntra);
  const path = decodeURIComponent(url.pathname).replace(/^\/v1\.0/, '');
  const method = request.method ?? '';
  const fault = take(parts, method, path);
  const done = fault === null || fault === 'lost-after' || (typeof fault === 'object' && fault.done);
  const body = text === '' ? {} : (JSON.parse(text) as Call['body']);
  const answer = done
    ? answerTo(parts, request, { method, path, body, query: url.searchParams })
    : { status: 0 };
  const given = typeof fault === 'object' && fault !== null && !('odd' in fault) ? wrong(fault) : answer;
  parts.calls.push({ method, path, body, status: typeof fault === 'string' ? 0 : given.status });
  if (typeof fault === 'string') response.destroy();
  else if (fault !== null && 'odd' in fault) sendOdd(response, fault);
  else send(response, given);
}

function take({ faults }: Parts, method: string, path: string): Fault['what'] | null {
  const at = faults.findIndex(({ fault }) => fault.method === method && fault.path.test(path));
  const found = faults[at];
  if (!found) return null;
  found.left -= 1;
  if (found.left <= 0) faults.splice(at, 1);
  return found.fault.what;
}

function sendOdd(
  response: ServerResponse,
  { odd, status = 200 }: { readonly odd: string; readonly status?: number },
): void {
  response
    .writeHead(status, { 'content-type': odd.startsWith('{') ? 'application/json' : 'text/html' })
    .end(odd);
}

interface Asked extends Pick<Call, 'method' | 'path' | 'body'> {
  readonly query: URLSearchParams;
}

function answerTo({ world, tokens }: Parts, request: IncomingMessage, asked: Asked): Answer {
  try {
    if (!tokens.isValid(request.headers.authorization, request.headers.host ?? ''))
      throw new Refusal(401, 'InvalidAuthenticationToken', 'Access token is empty or not valid.');
    if (world.consent !== 'all')
      throw new Refusal(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    // A location names things as functions, `/teams('id')`; a request may do so too.
    const parts = asked.path
      .replace(/\('([^']*)'\)/g, '/$1')
      .split('/')
      .slice(1);
    const route = ROUTES.find(
      ({ method, parts: wanted }) =>
        method === asked.method &&
        wanted.length === parts.length &&
        wanted.every((part, i) => part === ':' || part === parts[i]),
    );
    if (!route)
      throw new Refusal(400, 'BadRequest', `This stand-in does not know ${asked.method} ${asked.path}`);
    const ids = parts.filter((_, i) => route.parts[i] === ':');
    const address = `https://${request.headers.host}/v1.0${encodeURI(asked.path)}`;
    return route.serve({ world, ids, address, query: asked.query, body: asked.body });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: errorBody(error.code, error.message) };
  }
}

type Wrong = Exclude<Fault['what'], string | { readonly odd: string }>;

function wrong({ status, code = 'UnknownError', retryAfter }: Wrong): Answer {
  return {
    status,
    body: errorBody(code, 'Something went wrong.'),
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  };
}

function errorBody(code: string, message: string): object {
  const innerError = {
    date: '2026-11-24T09:00:00',
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return { error: { code, message, innerError } };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { ...(body ? { 'content-type': 'application/json' } : {}), ...headers });
  response.end(body ? JSON.stringify(body) : undefined);
}
