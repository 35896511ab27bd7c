import type {
  Address,
  ChatPlatform,
  Failure,
  Opening,
  Result,
  WorkspaceRef,
} from '../../../src/ports/chat.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import { Failed, failureOf, statusOf } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { addMember, removeMember } from '../graph/members.ts';
import { unlessSo } from '../incoming/already.ts';
import { createOpening, DESCRIPTION, type Opened } from './open-room.ts';
import { type Room, roomOf } from './room.ts';

export interface Rooms extends Pick<ChatPlatform, 'setTopic' | 'remove' | 'archive'> {
  openRoom(workspace: WorkspaceRef, name: string, topic: string, opening?: Opening): Promise<Result<Opened>>;
  /** `tenantId` only for somebody of another tenant (shared channels, where its administrators allow that). */
  invite(to: Address, externalUserId: string, tenantId?: string): Promise<Result<void>>;
  /** The teams that it is shared with, without the one it is in. */
  sharedWith(to: Address): Promise<Result<readonly string[]>>;
  /** Everybody who can read it, those of teams it is shared with among them, but whom we know. */
  othersIn(to: Address, known: readonly string[]): Promise<Result<number>>;
  /** Whether it was archived, by us or by hand. */
  isArchived(to: Address): Promise<Result<boolean>>;
}

/** Rooms through Microsoft Graph: shared channels, group chats, or standard channels, as the region's file says. */
export function createRooms(graph: Graph): Rooms {
  const open = createOpening(graph);
  return {
    openRoom: (workspace, name, topic, opening) =>
      attempt(() => open(workspace, name, topic, opening ?? null)),
    setTopic: (to, topic) => harmless(() => setTopic(graph, roomOf(to), topic)),
    invite: (to, user, tenantId) => harmless(() => invite(graph, roomOf(to), user, tenantId)),
    remove: (to, user) => harmless(() => removeMember(graph, roomOf(to), user)),
    isArchived: (to) =>
      attempt(async () => roomOf(to).kind !== 'chat' && (await isArchived(graph, roomOf(to)))),
    archive: (to) => harmless(() => archive(graph, roomOf(to))),
    sharedWith: (to) => attempt(() => sharedWith(graph, roomOf(to))),
    othersIn: (to, known) => attempt(() => othersIn(graph, roomOf(to), known)),
  };
}

/** A member that Graph does not take then is refused as this person: a guest in a shared channel, for example. */
async function invite(graph: Graph, room: Room, user: string, tenantId?: string): Promise<void> {
  await notArchived(graph, room, () => addMember(graph, room, user, tenantId)).catch((error: unknown) => {
    if (statusOf(error) !== 400) throw error;
    throw new Failed({ kind: 'never', reason: 'not_allowed', cause: failureOf(error).cause });
  });
}

/** A chat has no description, and its title stays the code of its case. */
async function setTopic(graph: Graph, room: Room, topic: string): Promise<void> {
  if (room.kind === 'chat') return;
  const body = { description: cut(plain(topic), DESCRIPTION) };
  await notArchived(graph, room, () => graph.ask(room.tenantId, 'patch', room.path, body));
}

/** A chat cannot be archived: its people keep what was said there, and we say nothing more. */
async function archive(graph: Graph, room: Room): Promise<void> {
  if (room.kind === 'chat') return;
  await unlessSo(
    () => graph.ask(room.tenantId, 'post', `${room.path}/archive`),
    () => isArchivedItself(graph, room),
  );
}

/** An archived channel refuses because it is archived, whatever it says. */
async function notArchived(graph: Graph, room: Room, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ([400, 403, 409].includes(statusOf(error)) && room.kind !== 'chat' && (await isArchived(graph, room)))
      throw new Failed({ kind: 'never', reason: 'room_archived', cause: failureOf(error).cause });
    throw error;
  }
}

interface SharedTeam {
  readonly id: string;
  readonly isHostTeam?: boolean;
}

async function sharedWith(graph: Graph, { kind, tenantId, path }: Room): Promise<readonly string[]> {
  if (kind !== 'shared') return [];
  const teams = await graph.list<SharedTeam>(tenantId, `${path}/sharedWithTeams`);
  return teams.filter((team) => team.isHostTeam !== true).map((team) => team.id);
}

/** People who are in it by a team stand in no list of its own members. The app is in none of them. */
async function othersIn(
  graph: Graph,
  { kind, tenantId, path }: Room,
  known: readonly string[],
): Promise<number> {
  const all = await graph.list<Reading>(tenantId, `${path}/${kind === 'shared' ? 'allMembers' : 'members'}`);
  const ours = new Set(known);
  const people = new Set(all.map(({ userId, id }) => userId ?? id).filter((id) => !ours.has(id)));
  return people.size;
}

interface Reading {
  readonly id: string;
  /** Left out of somebody whom the tenant does not know. */
  readonly userId?: string | null;
}

/** A channel of an archived team is archived too, though it says of itself that it is not. */
async function isArchived(graph: Graph, room: Room): Promise<boolean> {
  return (await isArchivedItself(graph, room)) || (await isPutAway(graph, room.tenantId, teamPath(room)));
}

function isArchivedItself(graph: Graph, { tenantId, path }: Room): Promise<boolean> {
  return isPutAway(graph, tenantId, path);
}

async function isPutAway(graph: Graph, tenantId: string, path: string): Promise<boolean> {
  const { body } = await graph.ask(tenantId, 'get', `${path}?$select=isArchived`);
  return (body as { isArchived?: boolean }).isArchived === true;
}

function teamPath({ path }: Room): string {
  return path.replace(/\/channels\/.*$/, '');
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Doing it twice changes nothing, so that "perhaps" is simply "again". */
async function harmless(work: () => Promise<void>): Promise<Result<void>> {
  const result = await attempt(work);
  return result.ok ? result : { ok: false, failure: plainly(result.failure) };
}

function plainly(failure: Failure): Failure {
  return failure.kind === 'perhaps' ? { ...failure, kind: 'again', afterMs: null } : failure;
}
