import type { Instant, Outcome, Uuid } from '../vocabulary.ts';

/** The question to the family whether the case may be closed, as it was asked. */
export interface AskedToClose {
  /** Participant; null: a coordinator who takes no part. */
  readonly askedById: Uuid | null;
  readonly askedAt: Instant;
  readonly outcome: Outcome;
  /** Why what is still open stops then; null: nothing was open. */
  readonly stopReason: string | null;
  /** Agreements and calls for help that were open then: a yes is about these. Left out before that was kept. */
  readonly covers?: readonly Uuid[];
  /** The case is closed by a yes that was said by phone, and who said it has not looked at it yet. Left out: it is not. */
  readonly byPhone?: SaidYesByPhone;
}

export interface SaidYesByPhone {
  /** Participant: the guardian who said it. */
  readonly participantId: Uuid;
  /** Person who wrote it down: a coordinator takes no part, as a rule. */
  readonly enteredBy: Uuid;
  readonly at: Instant;
}
