import type { Lacking } from '../region/covenant.ts';
import type {
  AgreementKind,
  AgreementStatus,
  BlockerCategory,
  PhoneSaid,
  PlainDate,
  RhythmEvery,
  Role,
  Uuid,
} from '../vocabulary.ts';

export interface PersonRef {
  readonly id: Uuid;
  readonly name: string;
  /** The reader is not told who it is: this role stands in place of the name, and the id is empty. */
  readonly role?: Role;
}

/** A party takes part without a basis or without accession to the covenant, and somebody said why. */
export interface BasisTold {
  readonly party: string;
  readonly lacks: readonly Lacking[];
  readonly reason: string;
  /** Null: a coordinator who takes no part, or somebody whom the reader does not see in the case. */
  readonly by: PersonRef | null;
}

/** How an agreement comes back, and how that went. */
export interface RhythmFacts {
  readonly every: RhythmEvery;
  /** The day of the week or of the month. */
  readonly day: number;
  readonly until: PlainDate | null;
  readonly kept: number;
  readonly missed: number;
  /** The latest of its days, newest first. */
  readonly latest: readonly { readonly due: PlainDate; readonly outcome: 'kept' | 'missed' }[];
}

/** An agreement as everybody may see it: the facts of its card. Dates are what holds today. */
export interface AgreementFacts {
  readonly id: Uuid;
  readonly number: number;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly doneWhen: string;
  readonly owner: PersonRef;
  readonly actingOwner: PersonRef | null;
  readonly deputy: PersonRef | null;
  readonly due: PlainDate;
  readonly firstDue: PlainDate;
  /** The date still depends on this agreement, "n working days after" it is done. */
  readonly waitsOn: {
    readonly number: number;
    readonly title: string;
    readonly workingDaysAfter: number;
  } | null;
  readonly validUntil: PlainDate | null;
  readonly textVersion: number;
  readonly status: AgreementStatus;
  readonly endedReason: string | null;
  readonly reportedDoneBy: PersonRef | null;
  readonly doneOn: PlainDate | null;
  /** The person who confirmed that. Left out in messages of before. */
  readonly doneBy?: PersonRef | null;
  readonly paused: { readonly reason: string; readonly until: PlainDate } | null;
  /** The lead has its owner asked less often. Left out: as usual. */
  readonly askedLess?: { readonly every: number; readonly reason: string; readonly until: PlainDate | null };
  /** It comes back. Left out: it is done once. */
  readonly rhythm?: RhythmFacts;
  /** The family objects to it, or to a call for help about it, since that day, and has no answer yet. Left out: no. */
  readonly objection?: { readonly to: 'agreement' | 'call'; readonly on: PlainDate };
  readonly blocker: { readonly category: BlockerCategory; readonly decisionMaker: string | null } | null;
  readonly proposedDue: { readonly date: PlainDate; readonly by: PersonRef } | null;
  readonly confirmedBy: readonly PersonRef[];
  readonly disputedBy: readonly { readonly person: PersonRef; readonly words: string }[];
  /** The same of who takes part no more: it is read, and nobody waits for them. Left out: nobody. */
  readonly disputedBefore?: readonly { readonly person: PersonRef; readonly words: string }[];
  /** The part of it that was said by phone and written down by somebody else. Left out in messages of before. */
  readonly byPhone?: readonly ByPhone[];
  /** Asked and not answered: shown as "not yet confirmed", never as agreed. */
  readonly awaiting: readonly PersonRef[];
  /** Someone higher on the ladder was asked, or is missing. */
  readonly help: {
    readonly title: string;
    readonly contact: PersonRef | null;
    readonly status: string;
    /** The question to that person, which everybody reads who reads the agreement. Left out: there is none. */
    readonly question?: string;
  } | null;
  /** Reported done: who may say that it is. Left out otherwise, and in messages of before. */
  readonly mayConfirm?: readonly PersonRef[];
}

/** Something that a person said by phone, and who wrote it down. */
export interface ByPhone {
  readonly person: PersonRef;
  readonly by: PersonRef;
  /** Left out: an answer to whether the text is right, which stands among the answers. */
  readonly said?: PhoneSaid | 'proposed';
  /** The new date, or the category of what holds it up. */
  readonly detail?: string | null;
}

export interface InCase {
  readonly caseId: Uuid;
  readonly code: string;
  /** It was said by phone, and written down by this person. */
  readonly writtenBy?: PersonRef;
}

export interface OnAgreement extends InCase {
  readonly agreement: AgreementFacts;
}
