import type { Instant, PlainDate, Uuid } from '../domain/vocabulary.ts';

/** How the deliveries and connections of one region stand: kinds, codes and moments, never a content. */
export interface RegionHealth {
  /** Messages that could go now and have not gone, and since when the oldest of them. */
  readonly waiting: number;
  readonly waitingSince: Instant | null;
  /** The newest that could not be delivered, and how many there are. */
  readonly dead: readonly DeadLetter[];
  readonly deadCount: number;
  readonly connections: readonly Connection[];
  /** The last day whose round was closed. */
  readonly lastRound: { readonly date: PlainDate; readonly at: Instant } | null;
}

export interface DeadLetter {
  readonly id: Uuid;
  readonly type: string;
  /** The code of the case it is about; null: of none, or of several. */
  readonly code: string | null;
  readonly at: Instant;
  /** A `NeverReason` of the chat port, or `gave_up`; anything else is a reason of before these were kept. */
  readonly reason: string;
  /** Meant for everybody in a room; else for one person, or a channel. */
  readonly isForRoom: boolean;
  /** The room it was meant for is no longer there: sending it again cannot help. */
  readonly isRoomGone: boolean;
}

export interface Connection {
  readonly platform: string;
  readonly name: string;
  readonly disabledAt: Instant | null;
  /** Messages that were tried in vain several times and wait for the next try. */
  readonly failing: number;
}

/** Rejects with `StoreUnavailable` like the store. */
export interface Deliveries {
  ofRegion(regionId: Uuid, now: Instant): Promise<RegionHealth>;
}
