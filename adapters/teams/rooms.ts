import { type Client, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Address, ChatPlatform, Failure, Result, WorkspaceRef } from '../../src/ports/chat.ts';
import { cut, plain } from '../../src/text/plain.ts';
import { codeOf, failureOf, statusOf } from './errors.ts';
import type { Graph } from './graph.ts';

export type Rooms = Pick<ChatPlatform, 'openRoom' | 'setTopic' | 'invite' | 'remove' | 'archive'>;
type Opened = { externalId: string; name: string };

/** After so many taken names something else is wrong. */
const SUFFIXES = 50;
/** A shared channel is made in the background; it takes a few seconds. */
const LOOKS = 20;
const LOOK_EVERY_MS = 500;
const NAME = 50;
const DESCRIPTION = 1024;

/** Rooms through Microsoft Graph: shared channels, group chats, or standard channels, as the region's file says. */
export function createRooms(graph: Graph, sleep: (ms: number) => Promise<void>): Rooms {
  return {
    openRoom: (workspace, name, topic, owner = null) =>
      attempt(() => {
        const client = graph.client(workspace.externalId);
        return workspace.settings.rooms === 'chat'
          ? openChat(graph, client, workspace, name, owner)
          : openChannel(graph, client, workspace, { name, topic, owner }, sleep);
      }),
    setTopic: (to, topic) =>
      onChannel(graph, to, (client, path) =>
        client.api(path).patch({ description: cut(plain(topic), DESCRIPTION) }),
      ),
    invite: (to, user) => member(graph, to, user, 'add'),
    remove: (to, user) => member(graph, to, user, 'remove'),
    archive: (to) => onChannel(graph, to, (client, path) => client.api(`${path}/archive`).post({})),
  };
}

interface Wanted {
  readonly name: string;
  readonly topic: string;
  readonly owner: string | null;
}

/**
 * A shared channel takes exactly one owner when it is made. A name that is taken gets a number; an opening that may
 * have arrived leaves, at worst, an empty channel: taking it over by its name could give one case the room of another.
 */
async function openChannel(
  graph: Graph,
  client: Client,
  workspace: WorkspaceRef,
  wanted: Wanted,
  sleep: (ms: number) => Promise<void>,
): Promise<Opened> {
  const team = `/teams/${workspace.settings.teamId ?? ''}`;
  const shared = workspace.settings.rooms !== 'standard';
  const base = channelName(wanted.name);
  for (let n = 1; ; n++) {
    const displayName = n === 1 ? base : `${base}-${n}`;
    const body = {
      displayName,
      description: cut(plain(wanted.topic), DESCRIPTION),
      membershipType: shared ? 'shared' : 'standard',
      ...(shared && wanted.owner ? { members: [conversationMember(graph, wanted.owner, ['owner'])] } : {}),
    };
    try {
      const response = (await client
        .api(`${team}/channels`)
        .responseType(ResponseType.RAW)
        .post(body)) as Response;
      const externalId = await channelOf(client, response, sleep);
      if (shared) await addApp(graph, client, workspace, `${team}/channels/${externalId}`);
      return { externalId, name: displayName };
    } catch (error) {
      if (!isTaken(error) || n >= SUFFIXES) throw error;
    }
  }
}

/** The channel itself, or (202) where to ask whether it is there yet. */
async function channelOf(
  client: Client,
  response: Response,
  sleep: (ms: number) => Promise<void>,
): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as { id?: string };
  if (!response.ok)
    throw Object.assign(new Error('graph'), { statusCode: response.status, body, headers: response.headers });
  if (body.id) return body.id;
  const operation = response.headers.get('location') ?? '';
  for (let look = 0; look < LOOKS; look++) {
    const found = (await client.api(operation).get()) as { status?: string; targetResourceId?: string };
    if (found.status === 'succeeded' && found.targetResourceId) return found.targetResourceId;
    if (found.status === 'failed') throw Object.assign(new Error('graph'), { statusCode: 409, body: found });
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('the channel is still being made');
}

/** An app is not in a shared channel by itself, also when it is in the team. */
async function addApp(graph: Graph, client: Client, workspace: WorkspaceRef, channel: string): Promise<void> {
  const { value } = (await client
    .api(`/teams/${workspace.settings.teamId ?? ''}/installedApps`)
    .expand('teamsApp')
    .filter(`teamsApp/externalId eq '${graph.appId(workspace.externalId)}'`)
    .get()) as { value: { teamsApp?: { id?: string } }[] };
  const id = value[0]?.teamsApp?.id ?? '';
  await client
    .api(`${channel}/enabledApps/$ref`)
    .post({ '@odata.id': `${graph.baseUrl}/appCatalogs/teamsApps/${id}` });
}

async function openChat(
  graph: Graph,
  client: Client,
  workspace: WorkspaceRef,
  name: string,
  owner: string | null,
): Promise<Opened> {
  const topic = channelName(name);
  const members = owner ? [conversationMember(graph, owner, ['owner'])] : [];
  const chat = (await client.api('/chats').post({ chatType: 'group', topic, members })) as { id: string };
  const { value } = (await client
    .api('/appCatalogs/teamsApps')
    .filter(`externalId eq '${graph.appId(workspace.externalId)}'`)
    .get()) as { value: { id: string }[] };
  await client
    .api(`/chats/${chat.id}/installedApps`)
    .post({ 'teamsApp@odata.bind': `${graph.baseUrl}/appCatalogs/teamsApps/${value[0]?.id ?? ''}` });
  return { externalId: chat.id, name: topic };
}

function conversationMember(graph: Graph, user: string, roles: readonly string[]): object {
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    'user@odata.bind': `${graph.baseUrl}/users('${user}')`,
    roles,
  };
}

/** Brings somebody in, or lets them go. Being there already, or gone already, is success. */
function member(graph: Graph, to: Address, user: string, what: 'add' | 'remove'): Promise<Result<void>> {
  return harmless(async () => {
    const client = graph.client(to.workspace.externalId);
    const members = `${pathOf(to)}/members`;
    if (what === 'add') {
      await client
        .api(members)
        .post(conversationMember(graph, user, []))
        .catch((error: unknown) => {
          if (statusOf(error) !== 409) throw error;
        });
      return;
    }
    const { value } = (await client.api(members).get()) as { value: { id: string; userId?: string }[] };
    const found = value.find((m) => m.userId === user);
    if (found) await client.api(`${members}/${encodeURIComponent(found.id)}`).delete();
  });
}

/** A group chat has no description and cannot be archived: there is nothing to do then. */
function onChannel(
  graph: Graph,
  to: Address,
  work: (client: Client, path: string) => Promise<unknown>,
): Promise<Result<void>> {
  return harmless(async () => {
    if (to.workspace.settings.rooms === 'chat') return;
    await work(graph.client(to.workspace.externalId), pathOf(to)).catch((error: unknown) => {
      // Archived already.
      if (statusOf(error) !== 409) throw error;
    });
  });
}

function pathOf(to: Address): string {
  const room = 'room' in to.target ? to.target.room : '';
  return to.workspace.settings.rooms === 'chat'
    ? `/chats/${room}`
    : `/teams/${to.workspace.settings.teamId ?? ''}/channels/${room}`;
}

/** Without the characters Graph refuses, and with room for a number. */
function channelName(wanted: string): string {
  const name = wanted
    .normalize('NFC')
    .replace(/[~#%&*{}+/\\:<>?|'",\p{Cc}]/gu, ' ')
    .replace(/\.{2,}/g, '.')
    .replace(/^[_.\s]+|[.\s]+$/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, NAME - 4);
  return name || 'Casus';
}

function isTaken(error: unknown): boolean {
  return statusOf(error) === 409 || codeOf(error) === 'NameAlreadyExists';
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Doing it twice changes nothing, so that "perhaps" is simply "again". */
async function harmless<T>(work: () => Promise<T>): Promise<Result<T>> {
  const result = await attempt(work);
  return result.ok ? result : { ok: false, failure: plainly(result.failure) };
}

export function plainly(failure: Failure): Failure {
  return failure.kind === 'perhaps' ? { kind: 'again', afterMs: null, cause: failure.cause } : failure;
}
