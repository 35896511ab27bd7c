import type { Instant, PlainDate, TrackKind, Uuid } from '../../vocabulary.ts';

/** Something that runs beside the case: its kind and its days. */
export interface Track {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly kind: TrackKind;
  readonly from: PlainDate;
  /** The last day; null: nobody knows yet. */
  readonly until: PlainDate | null;
  /** Participant who knows more. */
  readonly askId: Uuid | null;
  /** A short function, where who knows more takes no part: "de mediator". */
  readonly askWhom: string | null;
  /** Participant; null: a coordinator who takes no part. */
  readonly notedById: Uuid | null;
  readonly notedAt: Instant;
  readonly endedOn: PlainDate | null;
  /** Participant who keeps it for themselves; null: everybody who sees the whole case sees it. */
  readonly onlyForId: Uuid | null;
}
