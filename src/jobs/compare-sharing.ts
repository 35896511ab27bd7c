import type { PlatformEvent } from '../app/inbound.ts';
import type { Log } from '../app/request-context.ts';
import type { Address, ChatPlatform, Result } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenRoom } from '../ports/database/index.ts';
import type { DeliveryDeps } from './delivery.ts';

/** Rooms asked for at a time. */
const BATCH = 200;
/** The longest that a platform's pace is waited for. */
const MOST_WAIT_MS = 60_000;

interface Comparing {
  readonly platforms: DeliveryDeps['platforms'];
  /** Rooms that people read, on one platform, by their id and after this one. */
  readonly openRooms: (
    platform: string,
    after: string | null,
    limit: number,
    channel?: string,
  ) => Promise<readonly OpenRoom[]>;
  readonly notice: (notice: PlatformEvent) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** Schakel stops: what was not asked yet is asked another night. */
  readonly signal: AbortSignal;
}

/**
 * Asks of every open room with which teams or organisations it is shared, where a platform can say so. What an event
 * told before changes nothing; what no event told is told now. One at a time, and what cannot be asked waits for the
 * next night.
 */
export async function compareSharing(deps: Comparing): Promise<void> {
  for (const [platform, { chat }] of Object.entries(deps.platforms)) {
    let after: string | null = null;
    while (chat.sharedWith) {
      const rooms: readonly OpenRoom[] = await deps.openRooms(platform, after, BATCH);
      for (const room of rooms) {
        if (deps.signal.aborted) return;
        await compare(deps, platform, chat, room);
      }
      after = rooms.at(-1)?.id ?? null;
      if (after === null) break;
    }
  }
}

/** The same of one room at once: an event said that it is shared, and not with how many people. */
export async function compareOne(deps: Comparing, platform: string, channel: string): Promise<void> {
  const chat = deps.platforms[platform]?.chat;
  if (!chat?.sharedWith) return;
  for (const room of await deps.openRooms(platform, null, 1, channel))
    await compare(deps, platform, chat, room);
}

async function compare(deps: Comparing, platform: string, chat: ChatPlatform, room: OpenRoom): Promise<void> {
  const to = addressOf(room);
  const shared = await inPace(deps, () => chat.sharedWith?.(to));
  if (!shared?.ok) {
    const cause = shared?.failure.cause;
    deps.log.info({ room: room.id, cause }, 'who a room is shared with could not be asked');
    return;
  }
  const outside = shared.value.filter((team) => !room.invitedTeams.includes(team));
  const others = await counted(deps, chat, room);
  if (isSame(outside, room.sharedWith) && others === room.others) return;
  await deps.notice({
    key: `sharing:${room.id}:${deps.clock.now().toISOString()}:${outside.join()}:${others}`,
    platform,
    workspaceExternalId: room.workspace.externalId,
    what: 'room_sharing',
    channel: room.externalId,
    teams: outside,
    others,
  });
}

/** Counts as far as the platform says: what cannot be counted now is as it was. */
async function counted(deps: Comparing, chat: ChatPlatform, room: OpenRoom): Promise<number | null> {
  const to = addressOf(room);
  const found = await inPace(deps, () => chat.othersIn?.(to, room.known));
  return found?.ok ? found.value : room.others;
}

function addressOf({ workspace, externalId }: OpenRoom): Address {
  return { workspace, target: { room: externalId }, mentions: {} };
}

/** Nobody waits for this: a platform that is asked too fast is asked once more when it says so. */
async function inPace<T>(
  { clock, signal }: Comparing,
  ask: () => Promise<Result<T>> | undefined,
): Promise<Result<T> | undefined> {
  const first = await ask();
  if (!first || first.ok || first.failure.kind !== 'again' || !first.failure.rateLimited) return first;
  const isOver = await clock
    .sleep(Math.min(first.failure.afterMs ?? MOST_WAIT_MS, MOST_WAIT_MS), signal)
    .then(
      () => false,
      () => true,
    );
  return isOver ? first : ask();
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
