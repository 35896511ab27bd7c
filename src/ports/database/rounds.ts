import type { Instant, NudgeKind, PlainDate, Uuid } from '../../domain/vocabulary.ts';

/** A round brings a region what is due on a day. */
export interface Rounds {
  /** Cases with a timer due, oldest first; at most `limit` ids. */
  dueCaseIds(regionId: Uuid, now: Instant, limit: number): Promise<Uuid[]>;
  /** True for exactly one caller per region and date. */
  closeRound(regionId: Uuid, date: PlainDate, now: Instant, counted: number): Promise<boolean>;
  roundClosed(regionId: Uuid, date: PlainDate): Promise<boolean>;
  /**
   * Planned nudges without a digest, of people who have had none on this date, grouped by person in the order of their
   * ids, after `after`; at most `limit` people.
   */
  undigested(
    regionId: Uuid,
    date: PlainDate,
    limit: number,
    after: Uuid | null,
  ): Promise<{ personId: Uuid; nudges: PlannedNudge[] }[]>;
}

/** The round writes these rows when it asked somebody. */
export interface DigestRows {
  /** A digest without id settles its nudges without a message (outcome `skipped`): nothing was left to ask. */
  readonly digests?: readonly {
    readonly id: Uuid | null;
    readonly personId: Uuid;
    readonly date: PlainDate;
    readonly nudgeIds: readonly Uuid[];
  }[];
}

export interface PlannedNudge {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly agreementId: Uuid;
  readonly step: NudgeKind;
}
