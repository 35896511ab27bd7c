import type {
  AgreementKind,
  AgreementStatus,
  Instant,
  PhoneSaid,
  PlainDate,
  Uuid,
} from '../../vocabulary.ts';
import type { Rhythm } from '../rhythm.ts';

/** An agreement is what somebody will have done by a day; others answer to its text. */
export interface Agreement {
  readonly id: Uuid;
  readonly caseId: Uuid;
  /** 1, 2, 3 … within the case; what people call it. */
  readonly number: number;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly doneWhen: string;
  /** Participant ids, as are all `…ById` fields. */
  readonly ownerId: Uuid;
  readonly deputyId: Uuid | null;
  /** The agreed date. With a predecessor it is what people saw when they agreed; `effectiveDue` derives today's. */
  readonly due: PlainDate;
  readonly firstDue: PlainDate;
  readonly predecessorId: Uuid | null;
  readonly workingDaysAfter: number | null;
  readonly validUntil: PlainDate | null;
  /** Raised when what people confirm (title, owner, date, criterion) changes. */
  readonly textVersion: number;
  readonly status: AgreementStatus;
  readonly createdById: Uuid;
  readonly createdAt: Instant;
  readonly reportedDoneById: Uuid | null;
  /** The date for which its owner said that it works out; with another date it is a question again. */
  readonly onTrackFor: PlainDate | null;
  /** The date on which done was confirmed by somebody else. */
  readonly doneOn: PlainDate | null;
  /** The person who confirmed it; null also where it was done before that was kept. */
  readonly doneById: Uuid | null;
  readonly endedReason: string | null;
  /** It was stopped because the case was closed, and comes back with it. */
  readonly endedWithCase: boolean;
  readonly pausedReason: string | null;
  readonly pausedFrom: PlainDate | null;
  readonly pausedUntil: PlainDate | null;
  readonly proposedDue: PlainDate | null;
  readonly proposedById: Uuid | null;
  /** The deputy who said "I'll pick it up". */
  readonly pickedUpById: Uuid | null;
  /** Raised with every new due date: the steps start again. */
  readonly cycle: number;
  /** Working days since the due date that do not count, because of pauses that ended. */
  readonly pausedWorkingDays: number;
  /** The lead has its owner asked less often: every so many working days, why, and until when; null: as the region does. */
  readonly askedLess: {
    readonly every: number;
    readonly reason: string;
    readonly until: PlainDate | null;
  } | null;
  /** It comes back; null: it is done once. */
  readonly rhythm: Rhythm | null;
  /** Notes, one at most for each person; gone as soon as they have looked at it, or said something themselves. */
  readonly phoneNotes: readonly PhoneNote[];
  /** Oldest first. */
  readonly earlier: readonly EarlierText[];
}

/** A text that people could confirm before it was changed, and what they answered to that. */
export interface EarlierText {
  readonly textVersion: number;
  readonly title: string;
  readonly doneWhen: string;
  readonly ownerId: Uuid;
  readonly due: PlainDate;
  /** The rhythm in which it came back, with its days until then. Left out: a text of before that was kept. */
  readonly rhythm?: Rhythm | null;
  readonly answers: readonly Pick<
    Confirmation,
    'participantId' | 'answer' | 'words' | 'at' | 'enteredById'
  >[];
  /** Participant; null: whoever coordinates the region, and takes no part. */
  readonly changedById: Uuid | null;
  readonly changedAt: Instant;
}

/** Something that one of the family said by phone of how an agreement stands, written down by another participant. */
export interface PhoneNote {
  readonly participantId: Uuid;
  readonly enteredById: Uuid;
  readonly said: PhoneSaid;
  /** The new date, the category of what holds it up, or for "not yet" who had reported it done; else null. */
  readonly detail: string | null;
  readonly at: Instant;
}

export interface Confirmation {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly agreementId: Uuid;
  readonly textVersion: number;
  readonly participantId: Uuid;
  readonly answer: 'confirmed' | 'disputed';
  readonly words: string | null;
  readonly at: Instant;
  /** Participant who wrote it down, as it was said by phone. Null: the person answered. */
  readonly enteredById: Uuid | null;
}
