import type { Log } from '../app/desk.ts';
import type { Notice } from '../app/inbound.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenRoom } from '../ports/store.ts';
import type { DeliveryDeps } from './delivery.ts';

/** Rooms asked for at a time. */
const BATCH = 200;

interface Comparing {
  readonly platforms: DeliveryDeps['platforms'];
  /** Rooms that people read, on one platform, by their id and after this one. */
  readonly openRooms: (platform: string, after: string | null, limit: number) => Promise<readonly OpenRoom[]>;
  readonly notice: (notice: Notice) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asks of every open room with which teams it is shared, where a platform can say so. What an event told before changes
 * nothing; what no event told is told now. One at a time, and what cannot be asked waits for the next night.
 */
export async function compareSharing(deps: Comparing): Promise<void> {
  for (const [platform, { chat }] of Object.entries(deps.platforms)) {
    const { sharedWith } = chat;
    if (!sharedWith) continue;
    let after: string | null = null;
    for (;;) {
      const rooms: readonly OpenRoom[] = await deps.openRooms(platform, after, BATCH);
      for (const room of rooms) {
        const to = { workspace: room.workspace, target: { room: room.externalId }, mentions: {} };
        const shared = await sharedWith(to);
        if (!shared.ok) {
          deps.log.info(
            { room: room.id, cause: shared.failure.cause },
            'who a room is shared with could not be asked',
          );
          continue;
        }
        if (isSame(shared.value, room.sharedWith)) continue;
        await deps.notice({
          key: `sharing:${room.id}:${deps.clock.now().toISOString()}`,
          platform,
          workspaceExternalId: room.workspace.externalId,
          what: 'room_sharing',
          channel: room.externalId,
          teams: shared.value,
        });
      }
      after = rooms.at(-1)?.id ?? null;
      if (after === null) break;
    }
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
