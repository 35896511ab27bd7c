import type { Instant, PlainDate, Uuid } from '../vocabulary.ts';

/** A day that somebody typed, from which a term of the region is counted. It says that something was sent or came in. */
export interface TermDate {
  /** The key of the term in the region's list. */
  readonly key: string;
  readonly date: PlainDate;
  /** Participant; null: a coordinator who takes no part. */
  readonly byId: Uuid | null;
  readonly at: Instant;
}
