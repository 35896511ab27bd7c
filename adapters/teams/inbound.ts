import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Request } from '../../src/app/inbound.ts';
import { type Incoming, Unauthorized } from './client.ts';
import { readActivity, saidToUs, type TeamsActivity, tenantOf } from './incoming/activity.ts';
import { eventsOf } from './incoming/events.ts';
import { type InvokeResponse, invoked } from './incoming/invoke.ts';
import { handleRequest, type InboundDeps, inboundOf, show, type Where, whereOf } from './incoming/reply.ts';

/** An activity with a whole message in it, and room to spare (the limit of a message is 100 KB). */
const MOST_BYTES = 512 * 1024;
/** Names that are kept in mind, so that not each press asks the database. */
const MOST_SEEN = 10_000;
const BEARER = /^Bearer [\w-]+\.[\w-]+\.[\w-]*$/i;

/** `POST /api/messages`: every way in on Teams, each to the same use cases. Commit first, then acknowledge. */
export function createListener(deps: InboundDeps): RequestListener {
  const seen = new Map<string, string>();
  return (request, response) => {
    receive(deps, seen, request)
      .catch((error: unknown) => {
        if (error instanceof Unauthorized) return { status: 401 };
        // Nothing was written; Teams sends it again.
        deps.log.error({ err: error }, 'something from Teams failed and was not acknowledged');
        return { status: 500 };
      })
      .then((answer) => respond(response, answer));
  };
}

async function receive(
  deps: InboundDeps,
  seen: Map<string, string>,
  request: IncomingMessage,
): Promise<InvokeResponse> {
  if (request.method !== 'POST') return { status: 405 };
  // Before anything is read: who brings no token is not of Teams.
  if (deps.connector.needsToken() && !BEARER.test(request.headers.authorization ?? ''))
    throw new Unauthorized('there is no token');
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return { status: 413 };
  const body = await readBody(request);
  if (body === null) return { status: 413 };
  const activity = readActivity(json(body));
  if (!activity) return { status: 400 };
  const tenantId = tenantOf(activity);
  await deps.connector.authenticate(activity, tenantId, request.headers.authorization ?? '');
  await remember(deps, seen, activity);
  await hearName(deps, seen, activity);
  return handle(deps, activity);
}

/** The address of a tenant may change; sends by themselves go to the one that was seen last. */
async function remember(
  deps: InboundDeps,
  seen: Map<string, string>,
  activity: Incoming & TeamsActivity,
): Promise<void> {
  const tenant = tenantOf(activity);
  if (seen.get(tenant) === activity.serviceUrl) return;
  await deps.useCases.happened({
    key: `teams:address:${tenant}:${activity.serviceUrl}`,
    platform: 'teams',
    workspaceExternalId: tenant,
    what: 'workspace_seen',
    settings: { serviceUrl: activity.serviceUrl },
  });
  seen.set(tenant, activity.serviceUrl);
}

/** Teams tells of no new name; it stands with whatever somebody does. Each is heard once. */
async function hearName(
  deps: InboundDeps,
  seen: Map<string, string>,
  activity: TeamsActivity,
): Promise<void> {
  const { aadObjectId: user, name } = activity.from ?? {};
  const tenant = tenantOf(activity);
  const who = `${tenant}/${user}`;
  if (!user || !name || seen.get(who) === name) return;
  const key = `teams:name:${who}:${activity.id ?? name}`;
  await deps.useCases.happened({
    key,
    platform: 'teams',
    workspaceExternalId: tenant,
    what: 'member_named',
    user,
    name,
  });
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(who, name);
}

async function handle(deps: InboundDeps, activity: TeamsActivity): Promise<InvokeResponse> {
  const where = whereOf(activity);
  if (activity.type === 'invoke') return where ? invoked(deps, activity, where) : { status: 400 };
  if (activity.type === 'message') {
    if (where) await typed(deps, activity, where);
    return { status: 200 };
  }
  for (const notice of eventsOf(activity)) await deps.useCases.happened(notice);
  if (isFirstHello(activity) && where) await welcome(deps, activity, where);
  return { status: 200 };
}

/** Handles what was typed to us; what people say to each other is not read. */
async function typed(deps: InboundDeps, activity: TeamsActivity, where: Where): Promise<void> {
  const said = saidToUs(activity);
  if (said === null) return;
  const text = said.replace(/^\/?(schakel\s*)?\/?/i, '');
  const request: Request = /^(home|start|thuis)$/i.test(text)
    ? { type: 'home' }
    : { type: 'text', root: 'schakel', text };
  const key = `${activity.conversation.id}:${activity.id ?? ''}`;
  await show(deps, where, await handleRequest(deps, inboundOf(where, key, request)));
}

/** Somebody added the app for themselves: they see what they can do here. */
function isFirstHello(activity: TeamsActivity): boolean {
  return (
    activity.type === 'installationUpdate' &&
    activity.action === 'add' &&
    activity.conversation.conversationType === 'personal'
  );
}

async function welcome(deps: InboundDeps, activity: TeamsActivity, where: Where): Promise<void> {
  const key = `${activity.conversation.id}:${activity.id ?? 'installed'}:home`;
  await show(deps, where, await handleRequest(deps, inboundOf(where, key, { type: 'home' })));
}

/** Null when it is too large; nothing of it is kept then. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) return void chunks.push(chunk);
      chunks.length = 0;
      resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function respond(response: ServerResponse, { status, body }: InvokeResponse): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(text);
}
