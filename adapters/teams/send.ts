import type {
  Address,
  ChatPlatform,
  Failure,
  MessageRef,
  Result,
  WorkspaceRef,
} from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import type { Connector, Reference } from './client.ts';
import { failureOf } from './errors.ts';
import { activityOf } from './incoming/reply.ts';
import type { Rooms } from './outgoing/rooms.ts';
import { renderMessage } from './render.ts';

/** The sending side: messages through the Bot Connector, rooms through Microsoft Graph. The outbox owns trying again. */
export function createSender(connector: Connector, rooms: Rooms): ChatPlatform {
  const conversationOf = conversations(connector);
  return {
    name: 'teams',
    post: (to, document) => inRoom(rooms, to, post(connector, conversationOf, to, document)),
    update: (to, ref, document) => inRoom(rooms, to, update(connector, to, ref, document)),
    // Teams has no look-up of what a bot wrote: one visible message twice is better than one that is lost.
    find: async () => ({ ok: true, value: null }),
    // Nor has it pinned messages for a bot; the overview is put again in its place when it changes.
    pin: async () => ({ ok: true, value: undefined }),
    openRoom: rooms.openRoom,
    setTopic: rooms.setTopic,
    invite: rooms.invite,
    remove: rooms.remove,
    archive: rooms.archive,
    sharedWith: rooms.sharedWith,
    othersIn: rooms.othersIn,
  };
}

/** A room has no unreachable person: it cannot be written in, and most often that is because it was archived. */
async function inRoom<T>(rooms: Rooms, to: Address, sent: Promise<Result<T>>): Promise<Result<T>> {
  const result = await sent;
  if (result.ok || result.failure.kind !== 'never' || !('room' in to.target)) return result;
  const { reason, cause } = result.failure;
  if (reason !== 'person_unreachable' && reason !== 'not_allowed') return result;
  const archived = await rooms.isArchived(to);
  if (!archived.ok && archived.failure.kind === 'again') return archived;
  // Where it cannot be seen why, nothing that comes after would be taken either: the room is lost, and told of once.
  const why = !archived.ok ? 'room_gone' : archived.value ? 'room_archived' : 'not_allowed';
  return { ok: false, failure: { kind: 'never', reason: why, cause } };
}

type Conversations = (to: Address) => Promise<Reference>;

async function post(
  connector: Connector,
  conversationOf: Conversations,
  to: Address,
  document: Document,
): Promise<Result<MessageRef>> {
  // Opening the same conversation twice gives the same one: what failed there may simply be done again.
  const where = await attempt(() => conversationOf(to), plainly);
  if (!where.ok) return where;
  // Made within each attempt: what does not fit is refused, and nobody is in doubt about it.
  const activity = (): ReturnType<typeof activityOf> => activityOf(renderMessage(document, calledIn(to)));
  const sent = (id: string): MessageRef => `${where.value.conversation}|${id}`;
  const alone = aloneIn(connector, to, document);
  if (alone) {
    const told = await attempt(async () => sent(await connector.sendTo(where.value, alone, activity())));
    // It may have been shown to them; where it certainly was not, everybody reads what little it says.
    if (told.ok || told.failure.kind === 'perhaps') return told;
  }
  return attempt(async () => sent(await connector.send(where.value, activity())));
}

/** Returns whom it is for, where a room can show it to them alone. */
function aloneIn(
  connector: Connector,
  { target, workspace, mentions }: Address,
  { only }: Document,
): string | null {
  if (!only || !('room' in target) || !connector.targets(workspace.externalId)) return null;
  return mentions[only.id] ?? null;
}

/** People can be called in a room only; in a chat with one person the others are not there. */
function calledIn({ target, mentions }: Address): Address['mentions'] {
  return 'room' in target ? mentions : {};
}

function update(
  connector: Connector,
  to: Address,
  ref: MessageRef,
  document: Document,
): Promise<Result<MessageRef>> {
  const [conversation = '', id = ''] = ref.split('|');
  return attempt(async () => {
    const where = { ...at(to.workspace), conversation };
    await connector.update(where, id, activityOf(renderMessage(document, calledIn(to))));
    return ref;
  }, plainly);
}

/** A person's conversation with us never changes, so it is asked for once. */
function conversations(connector: Connector): Conversations {
  const known = new Map<string, string>();
  return async (to) => {
    const where = at(to.workspace);
    if ('room' in to.target) return { ...where, conversation: to.target.room };
    const { person } = to.target;
    const key = `${where.tenantId} ${person}`;
    const conversation =
      known.get(key) ?? (await connector.personal(where.tenantId, where.serviceUrl, person));
    known.set(key, conversation);
    return { ...where, conversation };
  };
}

function at(workspace: WorkspaceRef): { tenantId: string; serviceUrl: string | null } {
  return {
    tenantId: workspace.externalId,
    serviceUrl: workspace.settings.serviceUrl ?? null,
  };
}

async function attempt<T>(
  work: () => Promise<T>,
  as: (failure: Failure) => Failure = (failure) => failure,
): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: as(failureOf(error)) };
  }
}

/** Doing it twice changes nothing, so that "perhaps" is simply "again". */
function plainly(failure: Failure): Failure {
  return failure.kind === 'perhaps' ? { ...failure, kind: 'again', afterMs: null } : failure;
}
