import type { IncomingMessage, ServerResponse } from 'node:http';
import { record, text } from '../events/read.ts';
import { type Methods, refuse } from '../front.ts';
import { channelOf } from '../rooms/rooms.ts';
import type { ApiCall, Fault, Json } from '../types.ts';
import { findRoom, type Room, type World } from '../world.ts';
import type { Faults } from './faults.ts';
import { METHODS, scopeOf } from './methods.ts';
import type { Pace } from './pace.ts';

/** The parts that a call needs on its way through the front. */
export interface Gate {
  readonly world: World;
  readonly methods: Methods;
  readonly faults: Faults;
  /** `null`: no pace is held. */
  readonly pace: Pace | null;
  readonly calls: ApiCall[];
  readonly appToken: string;
  /** The scopes that the bot token was given. */
  readonly scopes: readonly string[];
  /** Whether a method without its scope is refused. */
  readonly areScopesHeld: boolean;
  /** The error a dead token gives, or `null` while it lives. */
  readonly tokenError: () => string | null;
}

interface Call {
  readonly method: string;
  readonly args: Json;
  readonly token: string;
  readonly room: Room | undefined;
  /** The id that pace and faults know it by: of a channel, or of the user in a direct conversation. */
  readonly conversation: string;
}

interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call on `/api/<method>`: fault, token, scope, pace, and then the method itself. */
export async function serveApi(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = (request.url ?? '').replace(/^\/api\//, '').split('?')[0] ?? '';
  const args = argsOf(request, await bodyOf(request));
  const token = tokenOf(request, args);
  const room = roomIn(gate.world, args);
  const conversation = room?.person ?? room?.id ?? named(args);
  const fault = gate.faults.take(method, conversation);
  if (fault?.kind === 'destroyed-before') {
    keep(gate, method, token, args, { status: 0, body: refuse('destroyed-before') });
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'odd') {
    if (fault.isDone) await answered(gate, { method, args, token, room, conversation });
    keep(gate, method, token, args, { status: 200, body: refuse('odd') });
    return sendOdd(response, fault.body ?? '');
  }
  const answer = faulty(fault) ?? (await answered(gate, { method, args, token, room, conversation }));
  keep(gate, method, token, args, answer);
  if (fault?.kind === 'destroyed-after') request.socket.destroy();
  else send(gate, response, answer);
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

export function argsOf(request: IncomingMessage, body: string): Json {
  if (request.headers['content-type']?.includes('json')) return record(JSON.parse(body || '{}'));
  const query = new URL(request.url ?? '', 'http://local').searchParams;
  return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(body)) };
}

export function tokenOf(request: IncomingMessage, args: Json): string {
  return (request.headers.authorization ?? '').replace(/^Bearer\s+/i, '') || text(args.token);
}

/** A user id stands for the direct conversation with that person. */
function roomIn(world: World, args: Json): Room | undefined {
  return findRoom(world, named(args)) ?? world.directs.get(named(args));
}

function named(args: Json): string {
  return text(args.channel) || text(args.channel_id);
}

function faulty(fault: Fault | undefined): Answer | null {
  if (fault?.kind === '429') return limited(fault.retryAfter ?? 1);
  if (fault?.kind === '503') return { status: 503, body: refuse('service_unavailable') };
  if (fault?.kind === 'error') return { status: 200, body: refuse(fault.error ?? 'internal_error') };
  return null;
}

function limited(seconds: number): Answer {
  return { status: 429, body: refuse('ratelimited'), headers: { 'retry-after': String(seconds) } };
}

async function answered(gate: Gate, call: Call): Promise<Answer> {
  const { method, args, conversation } = call;
  const error = refusal(gate, call);
  if (error !== null) return { status: 200, body: error };
  const wait = gate.pace?.take(method, METHODS[method]!.tier, conversation) ?? 0;
  if (wait > 0) return limited(wait);
  return { status: 200, body: await gate.methods[method]!(args) };
}

function refusal(gate: Gate, { method, args, token, room }: Call): Json | null {
  if (METHODS[method] === undefined || gate.methods[method] === undefined)
    return refuse('unknown_method', { req_method: method });
  if (token === '') return refuse('not_authed');
  const isApp = token === gate.appToken;
  if (!isApp && token !== gate.world.bot.token) return refuse('invalid_auth');
  if (isApp !== (method === 'apps.connections.open')) return refuse('not_allowed_token_type');
  const dead = isApp ? null : gate.tokenError();
  if (dead !== null) return refuse(dead);
  if (!gate.areScopesHeld || isApp) return null;
  const needed = scopeOf(method, args, room && channelOf(room));
  if (needed === null || gate.scopes.includes(needed)) return null;
  return refuse('missing_scope', { needed, provided: gate.scopes.join(',') });
}

function keep(gate: Gate, method: string, token: string, args: Json, answer: Answer): void {
  const ok = answer.body.ok === true;
  gate.calls.push({
    method,
    at: gate.world.now(),
    token,
    status: answer.status,
    ok,
    args,
    ...(ok ? {} : { error: text(answer.body.error) }),
  });
}

function sendOdd(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { 'content-type': /^[{[]/.test(body) ? 'application/json' : 'text/html' })
    .end(body);
}

function send(gate: Gate, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'x-oauth-scopes': gate.scopes.join(','),
    ...answer.headers,
  });
  response.end(JSON.stringify(answer.body));
}
