import type { Opening, WorkspaceRef } from '../../../src/ports/chat.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import { Failed, given, oddResponse, statusOf } from '../errors.ts';
import { appInCatalogue, appInTeam, enableInChannel, installInChat } from '../graph/app-presence.ts';
import type { Graph, GraphResponse } from '../graph/graph.ts';
import { memberBody } from '../graph/members.ts';

export type Opened = { readonly externalId: string; readonly name: string };
/** Opens a room; rejects as `failureOf` reads it. */
export type OpenRoom = (
  workspace: WorkspaceRef,
  name: string,
  topic: string,
  opening: Opening | null,
) => Promise<Opened>;

/** Characters of a name and of a description (Microsoft, "Limits and specifications for Teams"). */
const NAME = 50;
export const DESCRIPTION = 1024;
/** Names that look free and are not: those of channels that were deleted in the last 30 days. */
const TRIES = 5;
/** Graph has no code for a name that is taken. */
const MAYBE_TAKEN: ReadonlySet<number> = new Set([400, 409]);
/** Words that no channel may be called. */
const RESERVED = /^(forms|con|conin\$|conout\$|prn|aux|nul|com\d|lpt\d|desktop\.ini|_vti_)$/i;

/**
 * Shared and standard channels and group chats. An opening that may have arrived is recognised: until the first topic
 * takes its place, a channel's description holds the id of its opening, which no other case has. By its name alone no
 * channel is ever taken over: two regions may have one team and the same code. A chat has no place for such an id, so
 * that an answer that is lost leaves, at worst, a chat in which only its first member is.
 */
export function createOpening(graph: Graph): OpenRoom {
  const begun = new Map<string, Begun>();
  return async (workspace, name, topic, opening) => {
    const kind = workspace.settings.rooms ?? 'shared';
    const wanted = { graph, workspace, begun, opening, topic, name: channelName(name) };
    const opened =
      kind === 'chat'
        ? await openChat(wanted)
        : await openChannel({ ...wanted, kind, team: teamOf(workspace) });
    begun.delete(opening?.id ?? '');
    return opened;
  };
}

/** An operation, or a chat by its id, that this process began and has not seen the end of. */
interface Begun {
  readonly what: string;
  readonly name: string;
}

interface Wanted {
  readonly graph: Graph;
  readonly workspace: WorkspaceRef;
  /** Begun work, by its opening. */
  readonly begun: Map<string, Begun>;
  readonly opening: Opening | null;
  readonly topic: string;
  readonly name: string;
}
interface WantedChannel extends Wanted {
  /** `shared` or `standard`. */
  readonly kind: string;
  readonly team: string;
}
interface Channel {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly membershipType?: string;
}

function teamOf({ settings }: WorkspaceRef): string {
  if (!settings.teamId)
    throw new Failed({ kind: 'never', reason: 'refused', cause: 'no team is configured' });
  return `/teams/${encodeURIComponent(settings.teamId)}`;
}

/** Steps that can be refused come first, so that a refusal leaves nothing behind. */
async function openChannel(wanted: WantedChannel): Promise<Opened> {
  const { graph, workspace, begun, opening, kind, team } = wanted;
  const app = kind === 'shared' ? await appInTeam(graph, workspace.externalId, team) : null;
  const making = begun.get(opening?.id ?? '');
  const made = making ? await follow(wanted, making) : await findOrCreate(wanted);
  const path = `${team}/channels/${encodeURIComponent(made.id)}`;
  if (app !== null) await enableInChannel(graph, workspace.externalId, path, app);
  return { externalId: made.id, name: made.displayName };
}

async function findOrCreate(wanted: WantedChannel): Promise<Channel> {
  const { graph, workspace, team, kind, opening } = wanted;
  const fields = 'id,displayName,description,membershipType';
  const all = await graph.list<Channel>(workspace.externalId, `${team}/channels?$select=${fields}`);
  const ours = all.find(
    (c) => opening && c.membershipType === kind && c.description?.endsWith(markOf(opening)),
  );
  if (ours) return ours;
  return create(wanted, new Set(all.map((c) => c.displayName.toLowerCase())));
}

async function create(wanted: WantedChannel, taken: ReadonlySet<string>): Promise<Channel> {
  const { graph, workspace, team, kind, name, topic, opening } = wanted;
  const members = kind === 'shared' ? { members: [firstMember(wanted)] } : {};
  const description = [cut(plain(topic), DESCRIPTION / 2), opening ? markOf(opening) : '']
    .filter(Boolean)
    .join(' · ');
  for (let n = 1, tries = 1; ; n++) {
    const displayName = n === 1 ? name : `${name}-${n}`;
    if (taken.has(displayName.toLowerCase())) continue;
    const body = { displayName, description, membershipType: kind, ...members };
    try {
      const answer = await graph.ask(workspace.externalId, 'post', `${team}/channels`, body);
      return await createdBy(wanted, displayName, answer);
    } catch (error) {
      if (!MAYBE_TAKEN.has(statusOf(error)) || tries >= TRIES) throw error;
      tries += 1;
    }
  }
}

/** A shared channel is made in the background: 202, and an address at which to ask. */
async function createdBy(wanted: WantedChannel, name: string, answer: GraphResponse): Promise<Channel> {
  if (answer.status !== 202) {
    const made = answer.body as Channel | null;
    // What was made without a word is found by its mark.
    if (typeof made?.id !== 'string') throw oddResponse('made a channel without an id');
    return { ...made, displayName: made.displayName ?? name };
  }
  const making = { what: answer.location ?? '', name };
  if (wanted.opening) wanted.begun.set(wanted.opening.id, making);
  return follow(wanted, making);
}

interface Operation {
  readonly status?: string;
  readonly targetResourceId?: string | null;
  readonly targetResourceLocation?: string | null;
}

/**
 * Looks once. Waiting here would hold up all that is delivered along with it; the outbox comes back, and then the same
 * operation is looked at, or the channel is found.
 */
async function follow(wanted: WantedChannel, { what, name }: Begun): Promise<Channel> {
  const { graph, workspace, begun, opening } = wanted;
  const answer = await graph.ask(workspace.externalId, 'get', what).catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error;
    return { body: { status: 'failed' } };
  });
  const { status, targetResourceId, targetResourceLocation } = (answer.body ?? {}) as Operation;
  if (status === 'failed') begun.delete(opening?.id ?? '');
  if (status !== 'succeeded')
    throw new Failed({
      kind: 'again',
      afterMs: null,
      cause: status === 'failed' ? 'making a channel failed' : 'a channel is being made',
    });
  const id = /^19:/.test(targetResourceId ?? '')
    ? targetResourceId
    : /channels\('([^']+)'\)/.exec(targetResourceLocation ?? '')?.[1];
  if (!id) throw oddResponse('made a channel without an id');
  return { id, displayName: name };
}

async function openChat(wanted: Wanted): Promise<Opened> {
  const { graph, workspace, begun, opening, name } = wanted;
  const tenant = workspace.externalId;
  const app = await appInCatalogue(graph, tenant);
  let id = begun.get(opening?.id ?? '')?.what;
  if (id === undefined) {
    const chat = { chatType: 'group', topic: name, members: [firstMember(wanted)] };
    const { body } = await graph.ask(tenant, 'post', '/chats', chat);
    id = given((body as { id?: string } | null)?.id);
    if (opening) begun.set(opening.id, { what: id, name });
  }
  await installInChat(graph, tenant, `/chats/${encodeURIComponent(id)}`, app);
  return { externalId: id, name };
}

/** Neither a shared channel nor a chat is made without somebody who owns it. */
function firstMember({ graph, opening }: Wanted): object {
  if (!opening?.owner)
    throw new Failed({ kind: 'never', reason: 'refused', cause: 'nobody to own the room' });
  return memberBody(graph, opening.owner, ['owner']);
}

function markOf({ id }: Opening): string {
  return `Schakel ${id}`;
}

/** Leaves out what Graph refuses in a name, and keeps room for a number. */
function channelName(wanted: string): string {
  const name = wanted
    .normalize('NFC')
    .replace(/[~#%&*{}+/\\:<>?|'",\p{Cc}]/gu, ' ')
    .replace(/\.{2,}/g, '.')
    .replace(/\s+/g, ' ')
    .slice(0, NAME - 4)
    .toWellFormed()
    .replace(/^[_.\s]+|[.\s]+$/g, '');
  if (name === '') return 'Casus';
  return RESERVED.test(name) ? `Casus ${name}` : name;
}
