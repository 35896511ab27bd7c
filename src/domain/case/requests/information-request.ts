import type { Instant, PlainDate, Uuid } from '../../vocabulary.ts';

/** A party has until so many working days from now, where who asks says nothing else. */
export const REQUEST_DAYS = 5;
/** The most questions that one request holds. */
export const REQUEST_QUESTIONS = 3;
export const REQUEST_QUESTION_MAX = 300;
export const REQUEST_ANSWER_MAX = 3000;

/**
 * `open`: not answered. `by_phone`: somebody wrote the answer down, and who gave it has not said that it is right.
 * `not_held`: they do not have it, which is an answer. `without_yes`: what allowed the question is gone.
 */
export type RequestStatus = 'open' | 'by_phone' | 'answered' | 'not_held' | 'taken_back' | 'without_yes';

/** The steps that follow when no answer comes, in their order. */
export const REQUEST_STEPS = ['before', 'contact', 'deputy', 'lead'] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** A request for information to a party (C03), without a word of what was asked or answered. */
export interface InformationRequest {
  readonly id: Uuid;
  /** Key of an organisation, or the participant id of who belongs to none. */
  readonly partyKey: string;
  /** People: the contact, and who stands in once they were asked too. */
  readonly askedIds: readonly Uuid[];
  /** The person who asks. */
  readonly byId: Uuid;
  readonly at: Instant;
  readonly due: PlainDate;
  readonly count: number;
  /** The row of sealed words that holds the questions. */
  readonly questionsId: Uuid;
  readonly status: RequestStatus;
  readonly answer: RequestAnswer | null;
  readonly endedAt: Instant | null;
  readonly steps: readonly { readonly step: RequestStep; readonly on: PlainDate }[];
}

export interface RequestAnswer {
  /** The row of sealed words; null: they do not have it. */
  readonly wordsId: Uuid | null;
  /** The person whose answer it is. */
  readonly byId: Uuid;
  readonly at: Instant;
  /** The person who wrote it down, as it was said by phone; null: they answered themselves. */
  readonly writtenById: Uuid | null;
}

/** It waits for whoever was asked: for an answer, or for a word on what was written down. */
export function isWaiting({ status }: InformationRequest): boolean {
  return status === 'open' || status === 'by_phone';
}

/** Somebody wrote down what this person said: they alone say whether it is right. */
export function isTheirWord({ status, answer }: InformationRequest, personId: Uuid): boolean {
  return status === 'by_phone' && answer?.byId === personId;
}
