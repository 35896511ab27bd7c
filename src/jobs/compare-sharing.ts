import type { Log } from '../app/desk.ts';
import type { Notice } from '../app/inbound.ts';
import type { ChatPlatform, Result } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenRoom } from '../ports/store.ts';
import type { DeliveryDeps } from './delivery.ts';

/** Rooms asked for at a time. */
const BATCH = 200;
/** The longest that a platform's pace is waited for. */
const MOST_WAIT_MS = 60_000;

interface Comparing {
  readonly platforms: DeliveryDeps['platforms'];
  /** Rooms that people read, on one platform, by their id and after this one. */
  readonly openRooms: (platform: string, after: string | null, limit: number) => Promise<readonly OpenRoom[]>;
  readonly notice: (notice: Notice) => Promise<void>;
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

async function compare(deps: Comparing, platform: string, chat: ChatPlatform, room: OpenRoom): Promise<void> {
  const shared = await inPace(deps, chat, room);
  if (!shared?.ok) {
    const cause = shared?.failure.cause;
    deps.log.info({ room: room.id, cause }, 'who a room is shared with could not be asked');
    return;
  }
  const outside = shared.value.filter((team) => !room.invitedTeams.includes(team));
  if (isSame(outside, room.sharedWith)) return;
  await deps.notice({
    key: `sharing:${room.id}:${deps.clock.now().toISOString()}`,
    platform,
    workspaceExternalId: room.workspace.externalId,
    what: 'room_sharing',
    channel: room.externalId,
    teams: outside,
  });
}

/** Nobody waits for this: a platform that is asked too fast is asked once more when it says so. */
async function inPace(
  { clock, signal }: Comparing,
  chat: ChatPlatform,
  { workspace, externalId }: OpenRoom,
): Promise<Result<readonly string[]> | undefined> {
  const to = { workspace, target: { room: externalId }, mentions: {} };
  const first = await chat.sharedWith?.(to);
  if (!first || first.ok || first.failure.kind !== 'again' || !first.failure.rateLimited) return first;
  const isOver = await clock
    .sleep(Math.min(first.failure.afterMs ?? MOST_WAIT_MS, MOST_WAIT_MS), signal)
    .then(
      () => false,
      () => true,
    );
  return isOver ? first : chat.sharedWith?.(to);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
