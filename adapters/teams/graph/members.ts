import { Failed, failureOf, statusOf } from '../errors.ts';
import { unlessSo } from '../incoming/already.ts';
import type { Room } from '../outgoing/room.ts';
import type { Graph } from './graph.ts';

const MEMBER = '#microsoft.graph.aadUserConversationMember';
/** All that was said before is there for who comes in later, as in a channel. */
const FROM_THE_BEGINNING = '0001-01-01T00:00:00Z';

/** A member as a request names one. `tenantId` only for somebody of another tenant. */
export function memberBody(graph: Graph, user: string, roles: readonly string[], tenantId?: string): object {
  return {
    '@odata.type': MEMBER,
    'user@odata.bind': graph.addressOf(`/users('${encodeURIComponent(user)}')`),
    roles,
    ...(tenantId ? { tenantId } : {}),
  };
}

/** Brings somebody in. In a standard channel nobody can be brought in: who is in the team is there. */
export async function addMember(graph: Graph, room: Room, user: string, tenantId?: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await membersOf(graph, room)).some((m) => m.userId === user);
  if (room.kind === 'standard') {
    if (!(await isThere())) throw unreachable('not in the team');
    return;
  }
  const roles = room.kind === 'chat' ? [await roleInChat(graph, room, user, tenantId)] : [];
  const body = {
    ...memberBody(graph, user, roles, tenantId),
    ...(room.kind === 'chat' ? { visibleHistoryStartDateTime: FROM_THE_BEGINNING } : {}),
  };
  try {
    await unlessSo(() => graph.ask(room.tenantId, 'post', `${room.path}/members`, body), isThere);
  } catch (error) {
    // Of another tenant, whom this one does not know: let in by hand, they are there all the same.
    if (statusOf(error) === 404 && (await isThere().catch(() => false))) return;
    throw await whoseFault(graph, room, error);
  }
}

/** Lets somebody go. Not there is success; in a standard channel somebody is as long as in the team. */
export async function removeMember(graph: Graph, room: Room, user: string): Promise<void> {
  if (room.kind === 'standard') return;
  const all = await membersOf(graph, room);
  const [leaving, staying] = [all.filter((m) => m.userId === user), all.filter((m) => m.userId !== user)];
  if (room.kind === 'shared' && leaving.some(isOwner) && !staying.some(isOwner) && staying[0]) {
    // A channel is never without an owner: the first of those who stay takes it over.
    const body = { '@odata.type': MEMBER, roles: ['owner'] };
    await graph.ask(room.tenantId, 'patch', memberPath(room, staying[0]), body);
  }
  // Nobody stays, and the last owner cannot be taken out: then the channel goes, and with it what they could read.
  if (room.kind === 'shared' && leaving.some(isOwner) && staying.length === 0) {
    await graph.ask(room.tenantId, 'delete', room.path);
    return;
  }
  for (const member of leaving) await graph.ask(room.tenantId, 'delete', memberPath(room, member));
}

interface Member {
  readonly id: string;
  readonly userId?: string;
  readonly roles?: readonly string[];
}

function membersOf(graph: Graph, room: Room): Promise<Member[]> {
  return graph.list<Member>(room.tenantId, `${room.path}/members`);
}

function memberPath(room: Room, { id }: Member): string {
  return `${room.path}/members/${encodeURIComponent(id)}`;
}

function isOwner({ roles }: Member): boolean {
  return roles?.includes('owner') ?? false;
}

/** Everybody in a chat owns it, but a guest of the tenant. */
async function roleInChat(graph: Graph, room: Room, user: string, tenantId?: string): Promise<string> {
  if (tenantId) return 'owner';
  const path = `/users/${encodeURIComponent(user)}?$select=userType`;
  const { body } = await graph.ask(room.tenantId, 'get', path).catch((error: unknown) => {
    throw statusOf(error) === 404 ? unreachable('not in the tenant') : error;
  });
  return (body as { userType?: string }).userType === 'Guest' ? 'guest' : 'owner';
}

/** 404 is said of a room and of a person alike. */
async function whoseFault(graph: Graph, room: Room, error: unknown): Promise<unknown> {
  const { cause } = failureOf(error);
  if (statusOf(error) !== 404) return error;
  const isThere = await membersOf(graph, room).then(
    () => true,
    (e: unknown) => (statusOf(e) === 404 ? false : Promise.reject(e)),
  );
  return isThere ? unreachable(cause) : error;
}

function unreachable(cause: string): Failed {
  return new Failed({ kind: 'never', reason: 'person_unreachable', cause });
}
