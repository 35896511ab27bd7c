import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOneAtATime } from '../work/one-at-a-time.ts';
import { createBodies, endsWithEarlyResponse } from './bodies.ts';
import { type ClientOf, clientsBehind } from './client-address.ts';

export interface Health {
  readonly ready: boolean;
  /** One line per part, in plain words, without content. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface Routes {
  /** Slack's signed requests; null when Slack is not configured or speaks over a socket. */
  readonly slack: RequestListener | null;
  /** Teams' activities, with their token; null when Teams is not configured. */
  readonly teams: RequestListener | null;
  /** Everything else. */
  readonly web: RequestListener;
  readonly health: () => Promise<Health>;
  readonly metrics: () => Promise<{ type: string; body: string }>;
  /** Where a request comes from; left out: nobody is believed to be a proxy. */
  readonly clientOf?: ClientOf;
}

/** Nobody keeps a connection busy by speaking slowly. What is open for reading (live pages) may stay open. */
const LIMITS = {
  // Longer than a proxy keeps a connection that nothing is asked on (most: 60 s). Else it sends a request just as the
  // connection is closed here, and somebody reads 502. Node waits this long for the first byte of the next request
  // before the limits below begin to count.
  keepAliveTimeout: 75_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Node looks at the two above only so often.
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  // A body comes in one piece or nearly so; a proxy before us sends it whole.
  inAll: 100,
  fromOne: 25,
};

/** A stop waits this long for answers that are under way. What was acknowledged is stored before; nothing is lost. */
const STOP_WITHIN_MS = 10_000;

/** The one server on the one port, on every address of the machine unless one is given. Resolves when it listens. */
export async function listenHttp(
  port: number,
  routes: Routes,
  host?: string,
  limits: Partial<typeof LIMITS> = {},
): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<ServerResponse>();
  const all = { ...LIMITS, ...limits };
  const count = createBodies(all);
  const clientOf = routes.clientOf ?? clientsBehind([]);
  const oneAtATime = createOneAtATime();
  const server = createServer(all, (request, response) => {
    endsWithEarlyResponse(request, response);
    oneAtATime(request, response, () => {
      open.add(response);
      count(request, clientOf(request).address);
      response.once('close', () => {
        open.delete(response);
        setImmediate(() => server.listening || closeWhenDone(server, open));
      });
      route(routes, request, response).catch(() => answer(response, 500, { error: 'internal' }));
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(inPlainWords(error, port)));
    server.listen(port, host, done);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server, open) };
}

function inPlainWords(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(
    `Port ${port} is in use by another program. Stop that program, or set PORT to another number.`,
    { cause: error },
  );
}

async function route(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Two names of a host: whoever is before us may have looked at the other one.
  if (namesOfHost(request) > 1) return answer(response, 400, { error: 'more than one host' });
  const path = (request.url ?? '/').split('?')[0];
  if (path?.startsWith('/slack') && routes.slack) return void routes.slack(request, response);
  if (path === '/api/messages' && routes.teams) return void routes.teams(request, response);
  if (path === '/api/messages' || path?.startsWith('/slack/events'))
    return answer(response, 404, { error: 'not found' });
  if (request.method !== 'GET') return void routes.web(request, response);
  const inside = isFromInside(request);
  if (path === '/health/live') return answer(response, 200, { live: true });
  if (path === '/health/ready') {
    const health = await routes.health();
    return answer(response, health.ready ? 200 : 503, inside ? health : { ready: health.ready });
  }
  if (path === '/metrics' && inside) {
    const { type, body } = await routes.metrics();
    response.writeHead(200, { 'content-type': type }).end(body);
    return;
  }
  routes.web(request, response);
}

function namesOfHost({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
}

/** Asked directly, and not by somebody whom a proxy passed on: how it is doing inside is nothing for the internet. */
function isFromInside(request: IncomingMessage): boolean {
  return request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

/** Takes no new requests, and waits for those in progress, for so long. */
function close(server: Server, open: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((done) => {
    const enough = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
    server.close(() => {
      clearTimeout(enough);
      done();
    });
    closeWhenDone(server, open);
  });
}

/**
 * A connection without an answer under way is closed, also one that Node does not call idle: kept for a next request,
 * still sending what was refused, or silent. Its time-outs are not looked at any more once the server is closing.
 */
function closeWhenDone(server: Server, open: ReadonlySet<ServerResponse>): void {
  if (open.size === 0) server.closeAllConnections();
  else server.closeIdleConnections();
}
