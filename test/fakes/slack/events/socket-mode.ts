import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from '../types.ts';
import { type Send, verdict } from './dispatch.ts';
import { record, text } from './read.ts';

/** Slack's end of Socket Mode. */
interface SocketMode {
  /** The answer to `apps.connections.open`: a link good for one connection. */
  open(): Json;
  readonly send: Send;
  /** Whether a client was ever connected. */
  wasConnected(): boolean;
  /** Resolves when a client is connected. */
  connected(): Promise<void>;
  /** Breaks every connection: `rude` without a word, else with Slack's `disconnect` message first. */
  drop(rude: boolean): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly socket: WebSocket;
  readonly done: (status: number, body: string) => void;
}

export function createSocketMode(server: Server, appId: string, ackMs: number): SocketMode {
  const sockets = new Set<WebSocket>();
  const tickets = new Set<string>();
  const waiting = new Map<string, Waiting>();
  let greeted: (() => void)[] = [];
  let greetings = 0;
  // Several connections take turns, as two processes of one app do.
  let turn = 0;
  const wss = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '', 'http://local').searchParams.get('ticket') ?? '';
    if (tickets.delete(ticket)) wss.handleUpgrade(request, socket, head, (client) => welcome(client));
    else socket.destroy();
  });

  function welcome(client: WebSocket): void {
    sockets.add(client);
    client.on('message', (data) => acknowledged(String(data)));
    client.on('error', () => client.terminate());
    client.on('close', () => forget(client));
    const info = { app_id: appId };
    client.send(JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: info }));
    greetings += 1;
    for (const resolve of greeted) resolve();
    greeted = [];
  }

  function acknowledged(data: string): void {
    const answer = record(JSON.parse(data));
    const payload = record(answer.payload);
    // A body that is only text is told as `{ text }` on the socket and as plain text over HTTP.
    waiting
      .get(text(answer.envelope_id))
      ?.done(200, Object.keys(payload).length === 0 ? '' : JSON.stringify(payload));
  }

  function forget(client: WebSocket): void {
    sockets.delete(client);
    for (const one of [...waiting.values()]) if (one.socket === client) one.done(0, '');
  }

  const send: Send = (envelope) => {
    const open = [...sockets];
    const socket = open[turn % open.length];
    turn += 1;
    const started = performance.now();
    if (socket === undefined) return Promise.resolve(verdict(0, '', 0, ackMs));
    const id = randomUUID();
    return new Promise((resolve) => {
      const done = (status: number, body: string): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(verdict(status, body, performance.now() - started, ackMs));
      };
      const timer = setTimeout(() => done(0, ''), ackMs);
      waiting.set(id, { socket, done });
      socket.send(JSON.stringify(socketEnvelope(id, envelope)));
    });
  };

  return {
    open() {
      const ticket = randomUUID();
      tickets.add(ticket);
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      return { ok: true, url: `ws://127.0.0.1:${port}/link/?ticket=${ticket}&app_id=${appId}` };
    },
    send,
    wasConnected: () => greetings > 0,
    connected: () => (sockets.size > 0 ? Promise.resolve() : new Promise((resolve) => greeted.push(resolve))),
    drop(rude) {
      for (const socket of [...sockets]) {
        // Nothing new goes over it; acknowledgements still under way count until it is really gone.
        sockets.delete(socket);
        if (rude) socket.terminate();
        else socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    async close() {
      const gone = [...wss.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of wss.clients) socket.close(1001);
      // A client that is stuck does not hold up the end of a test.
      const patience = setTimeout(() => {
        for (const client of wss.clients) client.terminate();
      }, 500);
      await Promise.all(gone);
      clearTimeout(patience);
      wss.close();
    },
  };
}

function socketEnvelope(id: string, envelope: Parameters<Send>[0]): Json {
  return {
    type: envelope.type,
    envelope_id: id,
    payload: envelope.payload,
    accepts_response_payload: envelope.type !== 'events_api',
    ...(envelope.retry === undefined
      ? {}
      : { retry_attempt: envelope.retry.attempt, retry_reason: envelope.retry.reason }),
  };
}
