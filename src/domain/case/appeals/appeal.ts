import type { AppealAnswer, AppealKind, Instant, PlainDate, Uuid } from '../../vocabulary.ts';

/**
 * One of the family asks for another lead, for another person on the ladder, or objects to a step (C46). The words are
 * substance, kept under the id of the appeal; here stands that it was asked, and how it goes.
 */
export interface Appeal {
  readonly id: Uuid;
  readonly kind: AppealKind;
  /** Participant. */
  readonly byId: Uuid;
  /** The agreement that it is about, or the call for help, with the agreement of that; null: it is about none. */
  readonly agreementId: Uuid | null;
  readonly escalationId: Uuid | null;
  /** The lead (participant) or the contact of the case (person) as it was then: another one by now is what was asked. */
  readonly was: Uuid | null;
  readonly askedAt: Instant;
  /** The last day on which an answer comes, as it was promised. */
  readonly answerBefore: PlainDate;
  /** The coordinators are asked as well. */
  readonly coordinators: boolean;
  /** The last day on which it was asked after, once that day was over; null: it was not yet. */
  readonly askedAgainOn: PlainDate | null;
  /** Answered, or taken back; null: it waits for an answer. */
  readonly ended: AppealEnd | null;
}

export interface AppealEnd {
  readonly how: AppealAnswer | 'withdrawn';
  /** Participant; null: a coordinator who takes no part. */
  readonly byId: Uuid | null;
  readonly at: Instant;
  /** The words of the answer; null: there are none. */
  readonly wordsId: Uuid | null;
}
