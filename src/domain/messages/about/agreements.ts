import type { BlockerCategory, PlainDate } from '../../vocabulary.ts';
import type { AgreementFacts, InCase, OnAgreement, PersonRef, RhythmFacts } from '../facts.ts';

/** One agreement's card in the room, put again at every change of it. */
export interface AgreementCard extends OnAgreement {
  readonly type: 'AgreementCard';
}

/** Asks one person to confirm these agreements; one "all correct" answers for the set. */
export interface ConfirmRequest extends InCase {
  readonly type: 'ConfirmRequest';
  readonly agreements: readonly AgreementFacts[];
  /** Null: that day is over, and it is still asked. */
  readonly deadline: PlainDate | null;
  readonly again: boolean;
}

/** Tells the room that the owner says it is done and that somebody else is asked to confirm. */
export interface DoneReported extends OnAgreement {
  readonly type: 'DoneReported';
  readonly by: PersonRef;
}

/** Tells the person who reported it done that somebody says "not yet", without reproach. */
export interface NotYetDone extends OnAgreement {
  readonly type: 'NotYetDone';
  readonly by: PersonRef;
}

/** Tells the owner that the deputy acts from now; the owner stays the owner. */
export interface PickedUp extends OnAgreement {
  readonly type: 'PickedUp';
  readonly by: PersonRef;
}

export interface DateProposed extends OnAgreement {
  readonly type: 'DateProposed';
  readonly by: PersonRef;
  readonly date: PlainDate;
}

export interface DateDecided extends OnAgreement {
  readonly type: 'DateDecided';
  /** The date before this one. Left out where it stays, and in messages of before. */
  readonly was?: PlainDate;
  readonly by: PersonRef;
  readonly accepted: boolean;
  readonly date: PlainDate;
}

/** The predecessor is done, so this date now holds; told once. */
export interface DateFollows extends OnAgreement {
  readonly type: 'DateFollows';
  readonly after: { readonly number: number; readonly title: string };
}

/** Tells the room that the lead wrote a new version and that everybody is asked again. */
export interface AgreementRevised extends OnAgreement {
  readonly type: 'AgreementRevised';
  /** Left out, as is what stood there, in messages of before. */
  readonly by?: PersonRef;
  readonly before?: {
    readonly title: string;
    readonly doneWhen: string;
    readonly owner: PersonRef;
    readonly due: PlainDate;
    /** Null: it did not come back. Left out in messages of before. */
    readonly rhythm?: Pick<RhythmFacts, 'every' | 'day' | 'until'> | null;
  };
}

export interface AgreementEnded extends OnAgreement {
  readonly type: 'AgreementEnded';
  readonly by: PersonRef;
}

export interface AgreementPaused extends OnAgreement {
  readonly type: 'AgreementPaused';
  readonly by: PersonRef;
}

export interface AgreementResumed extends OnAgreement {
  readonly type: 'AgreementResumed';
}

/** Tells the lead that somebody understood the agreement differently. */
export interface DisputeReported extends OnAgreement {
  readonly type: 'DisputeReported';
  readonly who: PersonRef;
  readonly words: string;
}

/** Tells the lead, within contact hours, that the owner is stuck. */
export interface BlockerReported extends OnAgreement {
  readonly type: 'BlockerReported';
  readonly by: PersonRef;
  readonly category: BlockerCategory;
  readonly decisionMaker: string | null;
  /** Agreements that wait on this one, and are not nudged meanwhile. */
  readonly waiting: readonly { readonly number: number; readonly title: string }[];
}

export interface BlockerResolved extends OnAgreement {
  readonly type: 'BlockerResolved';
  readonly by: PersonRef;
  readonly answer: string;
}
