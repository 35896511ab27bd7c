import type { Instant, Uuid } from '../domain/vocabulary.ts';

/** People keep this for their own pages, and nobody else reads it. Rejects with `StoreUnavailable` like the store. */
export interface OwnPages {
  /** Returns this person's names for cases, by case; null: they gave a name, and it cannot be read any more. */
  labels(personId: Uuid): Promise<ReadonlyMap<Uuid, string | null>>;
  /** Null takes it away. */
  setLabel(personId: Uuid, caseId: Uuid, label: string | null): Promise<void>;
  /** A new address for a calendar; the one before ends. Gives what stands in the address. */
  makeFeed(personId: Uuid, now: Instant): Promise<string>;
  endFeed(personId: Uuid): Promise<void>;
  /** Since when somebody has an address for a calendar; null: they have none. */
  feedSince(personId: Uuid): Promise<Instant | null>;
  feedOf(token: string): Promise<Uuid | null>;
}
