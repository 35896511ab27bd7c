import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection is used once: one that was kept could be closed by the other side just as it is used again. */
const agent = new Agent({ keepAlive: false });

/** One request. Rejects when nobody answers. */
export async function ask(
  method: string,
  url: string,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const typed = body === '' ? {} : { 'content-type': 'application/json' };
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  request(url, { method, agent, headers: { ...typed, ...headers, ...length } }, resolve)
    .on('error', reject)
    .end(body);
  const response = await promise;
  const kept = Object.entries(response.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(kept),
    body: await textOf(response),
  };
}

export async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Null for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Listens on a free port of this machine. */
export async function listening(server: Server): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = Number(new URL(await listening(server)).port);
  await closed(server);
  return port;
}
