import type { Message, Payload, RoomTask } from '../../domain/messages/index.ts';
import type { Address, ChatPlatform, Failure, Result } from '../../ports/chat.ts';
import type { Document, Reader } from '../../ports/document.ts';
import type { Claimed } from '../../ports/outbox.ts';
import { composeAlike } from '../../text/compose/alike.ts';
import { compose, roomTopic } from '../../text/compose.ts';

export type PlatformMethod =
  | 'post'
  | 'update'
  | 'find'
  | 'speak'
  | 'pin'
  | 'openRoom'
  | 'setTopic'
  | 'invite'
  | 'inviteExternal'
  | 'remove'
  | 'archive';

/** The result of a send: a reference to remember, or what happened to the room. */
export interface Sent {
  readonly externalRef: string | null;
  readonly room?: { readonly externalId: string; readonly name: string } | { readonly archived: true };
}

/** The method of the port that a message needs now; its pace is taken before it is called. */
export function methodOf(claimed: Claimed): PlatformMethod {
  switch (claimed.payload.type) {
    case 'OpenRoom':
      return 'openRoom';
    case 'Invite':
      return 'invite';
    case 'InviteExternal':
      return 'inviteExternal';
    case 'Remove':
      return 'remove';
    case 'SetTopic':
      return 'setTopic';
    case 'ArchiveRoom':
      return 'archive';
    default:
      if (claimed.externalRef) return 'update';
      return claimed.uncertain ? 'find' : 'post';
  }
}

/** Sends one claimed message or does one task on a room. Everything a platform answers comes back as a value. */
export async function sendThrough(
  chat: ChatPlatform,
  claimed: Claimed,
  reader: Reader,
  onlyReplace = false,
): Promise<Result<Sent>> {
  const { payload: task } = claimed;
  if (task.type === 'OpenRoom') {
    const owner = task.owner ? (claimed.mentions[task.owner.id] ?? null) : null;
    const opened = await chat.openRoom(claimed.workspace, task.code, '', { id: task.roomId, owner });
    return opened.ok ? { ok: true, value: { externalRef: null, room: opened.value } } : opened;
  }
  const to = addressOf(claimed);
  if (to === null)
    return isEnding(task)
      ? { ok: true, value: { externalRef: null } }
      : never('person_unreachable', 'no place to send to');
  switch (task.type) {
    case 'Invite':
    case 'Remove':
      return member(chat, claimed, to, task);
    case 'InviteExternal':
      return inviteExternal(chat, claimed, to);
    case 'SetTopic':
      return done(await chat.setTopic(to, topicOf(claimed, task, reader)));
    case 'ArchiveRoom': {
      const archived = await chat.archive(to);
      return archived.ok ? { ok: true, value: { externalRef: null, room: { archived: true } } } : archived;
    }
    default: {
      const words = wordsOf(task, claimed.also, reader);
      return words.ok ? put(chat, claimed, to, words.value, onlyReplace) : words;
    }
  }
}

/**
 * Makes the words. A message whose words cannot be made (one that a newer version wrote) is put aside like any other that
 * will never arrive: whatever waits behind it in the same conversation goes on.
 */
function wordsOf(message: Message, also: Claimed['also'] = [], reader: Reader): Result<Document> {
  const others = also.map((one) => one.payload);
  try {
    const value = others.length === 0 ? compose(message, reader) : composeAlike([message, ...others], reader);
    return { ok: true, value };
  } catch (error) {
    const cause = `its words cannot be made: ${error instanceof Error ? error.name : 'unknown'}`;
    return { ok: false, failure: { kind: 'never', reason: 'refused', cause } };
  }
}

/** Some platforms keep what stands above a room elsewhere than what is said in it: a region may want the code alone. */
function topicOf(
  { workspace }: Claimed,
  task: Extract<RoomTask, { type: 'SetTopic' }>,
  { language }: Reader,
): string {
  return workspace.settings.topic === 'code' ? task.code : roomTopic(task, language);
}

/** A room that was never opened has nothing to end. */
function isEnding(task: Payload): boolean {
  return task.type === 'Remove' || task.type === 'ArchiveRoom';
}

async function inviteExternal(chat: ChatPlatform, claimed: Claimed, to: Address): Promise<Result<Sent>> {
  // Taken back, or answered, since it was asked for.
  if (!claimed.invitationEmail) return done({ ok: true, value: undefined });
  if (!chat.inviteExternal) return never('not_allowed', 'this platform invites nobody by address');
  const invited = await chat.inviteExternal(to, claimed.invitationEmail);
  return invited.ok ? { ok: true, value: { externalRef: invited.value } } : invited;
}

async function member(
  chat: ChatPlatform,
  claimed: Claimed,
  to: Address,
  task: RoomTask & { type: 'Invite' | 'Remove' },
): Promise<Result<Sent>> {
  const external = claimed.mentions[task.person.id];
  if (!external)
    return task.type === 'Remove'
      ? done({ ok: true, value: undefined })
      : never('person_unreachable', 'not in this workspace');
  return done(task.type === 'Invite' ? await chat.invite(to, external) : await chat.remove(to, external));
}

/** Posts, or replaces what was posted. What is gone is posted afresh. */
async function put(
  chat: ChatPlatform,
  claimed: Claimed,
  to: Address,
  document: Document,
  onlyReplace: boolean,
): Promise<Result<Sent>> {
  const { externalRef, isCard } = claimed;
  if (externalRef !== null) {
    const updated = await chat.update(to, externalRef, document);
    if (updated.ok) return { ok: true, value: { externalRef: updated.value } };
    if (onlyReplace || updated.failure.kind !== 'gone') return updated;
  }
  let posted = await chat.post(to, document, claimed.id, externalRef ?? undefined);
  // It arrived before and somebody deleted it. A card is put again when it changes; what was only said was read.
  if (!posted.ok && posted.failure.kind === 'known') {
    if (!isCard) return { ok: true, value: { externalRef: null } };
    posted = await chat.post(to, document, claimed.id, `${claimed.revision}`);
  }
  if (!posted.ok) return posted;
  await pinned(chat, claimed, to, posted.value);
  return { ok: true, value: { externalRef: posted.value } };
}

/** A pin that fails is no reason to post the card twice. */
async function pinned(chat: ChatPlatform, claimed: Claimed, to: Address, ref: string): Promise<void> {
  if (claimed.isPinned) await chat.pin(to, ref);
}

export function addressOf(claimed: Claimed): Address | null {
  const { conversation: c, workspace, mentions } = claimed;
  const room = c.roomExternalId ?? c.channelId;
  if (room) return { workspace, target: { room }, mentions };
  return c.personExternalId ? { workspace, target: { person: c.personExternalId }, mentions } : null;
}

function done(result: Result<void>): Result<Sent> {
  return result.ok ? { ok: true, value: { externalRef: null } } : result;
}

function never(reason: Extract<Failure, { kind: 'never' }>['reason'], cause: string): Result<Sent> {
  return { ok: false, failure: { kind: 'never', reason, cause } };
}
