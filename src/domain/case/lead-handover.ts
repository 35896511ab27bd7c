import type { Instant, PlainDate, Uuid } from '../vocabulary.ts';

/**
 * The lead goes from one to another, as the two agreed on. Who led leads on until the other said yes and the day came.
 */
export interface LeadHandover {
  readonly id: Uuid;
  /** Participants. */
  readonly fromId: Uuid;
  readonly toId: Uuid;
  /** The day on which the two spoke about it. */
  readonly spokeOn: PlainDate;
  /** The first day on which the other leads. */
  readonly on: PlainDate;
  /** Agreements that stay with who led, each until its own date. */
  readonly keeps: readonly Uuid[];
  /** The last day on which who led can be asked; null: nothing was agreed on that. */
  readonly reachableUntil: PlainDate | null;
  readonly askedAt: Instant;
  readonly acceptedAt: Instant | null;
  /** The days on which the other was asked once more, and on which the lead heard that there is no answer. */
  readonly askedAgainOn: PlainDate | null;
  readonly toldOn: PlainDate | null;
}
