import type { PlainDate, Uuid } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';

/** The lead goes from one to another: from which day, and what stays with who led. */
export interface HandoverTerms {
  readonly from: PersonRef;
  readonly to: PersonRef;
  readonly spokeOn: PlainDate;
  readonly on: PlainDate;
  /** Numbers of agreements. */
  readonly keeps: readonly number[];
  readonly until: PlainDate | null;
}

/** One of the family would like this person to lead; null: it is all the same to them. */
export interface LeadWishTold {
  readonly who: PersonRef;
  readonly wish: PersonRef | null;
}

/** Told to everybody; `silent` to who leads and the coordinators alone. */
export interface LeadHandoverTold extends InCase, HandoverTerms {
  readonly type: 'LeadHandoverTold';
  readonly handoverId: Uuid;
  readonly what: 'planned' | 'accepted' | 'declined' | 'withdrawn' | 'off' | 'silent';
}

export interface LeadAsked extends InCase {
  readonly type: 'LeadAsked';
  readonly by: PersonRef;
  /** Somebody leads now, and would hand over to them. Left out: nobody leads. */
  readonly handover?: HandoverTerms;
  /** It was asked before. */
  readonly again?: true;
}

export interface LeadMandate extends InCase {
  readonly type: 'LeadMandate';
  readonly lead: PersonRef;
  readonly phone: string | null;
  readonly deputy: PersonRef | null;
  /** The case is in its intake: nothing is agreed on yet. Left out: it is open. */
  readonly inIntake?: true;
  /** The lead of before handed over to them. Left out: nobody did. */
  readonly takenOver?: HandoverTerms;
}

export interface LeadMissing extends InCase {
  readonly type: 'LeadMissing';
  readonly workingDays: number;
  /** The person who was asked and would rather not. */
  readonly declinedBy?: PersonRef;
}

export interface LeadReleased extends InCase {
  readonly type: 'LeadReleased';
  readonly by: PersonRef;
  /** They did not give it back: a coordinator took it from them, why, and whether somebody else is asked. */
  readonly taken?: { readonly by: PersonRef; readonly reason: string; readonly asked: boolean };
}
