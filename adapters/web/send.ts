import type { Address, ChatPlatform, Failure, Pace, Result } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Document } from '../../src/ports/document.ts';
import type { PostTarget, PutResult, WebRooms } from '../../src/ports/web.ts';
import { cut, plain } from '../../src/text/words/plain.ts';

/** The same length as on Slack, so that a name or topic fits wherever a case is shown. */
const NAME = 80;
const TOPIC = 250;
/** A document that is larger than this is a mistake of ours. */
const DOCUMENT = 60_000;

/** No platform but our own database sets the pace. */
export const WEB_PACE: Pace = { conversation: { everyMs: 0, burst: 1_000_000 }, methods: {} };

/** The sending side of the web: what is posted stands in the database, once, under the id of its message. */
export function createSender(rooms: WebRooms, clock: Clock): ChatPlatform {
  return {
    name: 'web',
    post: async (to, document, messageId) => {
      if (JSON.stringify(document).length > DOCUMENT) return failed(refused('document is too large'));
      return perhaps(async () => toRef(await put(rooms, to, document, messageId, clock), messageId));
    },
    update: (to, ref, document) =>
      again(async () => toRef(await rooms.replace(targetOf(to), ref, document), ref)),
    find: (to, messageId) =>
      again(async () => ({
        ok: true,
        value: (await rooms.has(targetOf(to), messageId)) ? messageId : null,
      })),
    pin: (to, ref) => again(async () => done(await rooms.pin(targetOf(to), ref))),
    openRoom: (workspace, name, topic, opening) =>
      again(async () => {
        const id = opening?.id ?? crypto.randomUUID();
        const wanted = { workspaceId: workspace.id, opening: id, name: cut(plain(name), NAME), topic };
        const room = await rooms.open(wanted);
        return { ok: true, value: { externalId: room.id, name: room.name } };
      }),
    setTopic: (to, topic) =>
      again(async () => done(await rooms.setTopic(roomOf(to), cut(plain(topic).trim(), TOPIC)))),
    invite: (to, person) => again(async () => done(await rooms.join(roomOf(to), to.workspace.id, person))),
    remove: (to, person) => again(async () => done(await rooms.leave(roomOf(to), person))),
    archive: (to) => again(async () => done(await rooms.archive(roomOf(to), clock.now().toISOString()))),
  };
}

function put(rooms: WebRooms, to: Address, document: Document, id: string, clock: Clock): Promise<PutResult> {
  return rooms.put(targetOf(to), id, document, clock.now().toISOString());
}

function targetOf(to: Address): PostTarget {
  return 'room' in to.target
    ? { room: to.target.room }
    : { person: to.target.person, workspaceId: to.workspace.id };
}

function roomOf(to: Address): string {
  return 'room' in to.target ? to.target.room : '';
}

function refused(cause: string): Failure {
  return { kind: 'never', reason: 'refused', cause };
}

function failed<T>(failure: Failure): Result<T> {
  return { ok: false, failure };
}

function toRef(result: PutResult, ref: string): Result<string> {
  return result === 'done' ? { ok: true, value: ref } : failed(failureOf(result));
}

/** Pinning what is gone is no harm. */
function done(result: PutResult): Result<void> {
  return result === 'done' || result === 'gone' ? { ok: true, value: undefined } : failed(failureOf(result));
}

function failureOf(result: Exclude<PutResult, 'done'>): Failure {
  return result === 'gone'
    ? { kind: 'gone', cause: 'the post is not there' }
    : { kind: 'never', reason: result, cause: result.replace('_', ' ') };
}

/** The database did not answer: the write may have arrived. */
async function perhaps<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return failed({ kind: 'perhaps', cause: causeOf(error) });
  }
}

/** The same, where doing it twice does no harm. */
async function again<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return failed({ kind: 'again', afterMs: null, cause: causeOf(error) });
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
