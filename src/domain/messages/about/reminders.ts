import type { PlainDate, Step } from '../../vocabulary.ts';
import type { InCase, OnAgreement, PersonRef } from '../facts.ts';
import type { ConfirmRequest } from './agreements.ts';

/** One bundled message per person per day: one section, with its buttons, for each item. */
export interface NudgeDigest {
  readonly type: 'NudgeDigest';
  readonly date: PlainDate;
  readonly strengths: readonly { readonly code: string; readonly strength: string }[];
  readonly items: readonly DigestItem[];
  /** Agreements this person has not answered yet: shown after the items, each set with its "all correct". */
  readonly confirm: readonly ConfirmRequest[];
}

export interface DigestItem extends OnAgreement {
  /** `again`: it was asked before, and is still open. `still`: it is open past the call for help. `done`: it was reported done, and nobody confirmed it. */
  readonly step: Step | 'valid_until' | 'again' | 'done' | 'still';
  /** The quality in which the person is asked; it decides words and buttons. */
  readonly as: 'owner' | 'acting_owner' | 'deputy' | 'lead' | 'confirmer';
  /** Past its date; of what was reported done, since that was said. */
  readonly workingDaysOpen: number;
  /** The numbers of agreements that wait until what was reported done is confirmed. */
  readonly waiting?: readonly number[];
  /** Past the call for help: who was asked last, and what they answered; and whether the reader can ask somebody else. */
  readonly call?: { readonly contact: PersonRef; readonly answer: string | null } | null;
  readonly canAsk?: boolean;
  /** The next person who is asked, and when, for the lead's notice. */
  readonly next: {
    readonly title: string;
    readonly contact: PersonRef | null;
    readonly on: PlainDate;
  } | null;
}

/** Reveals in the room that there is a question, nothing else, for someone who cannot be reached directly. */
export interface NudgeInChannel extends InCase {
  readonly type: 'NudgeInChannel';
  /** Stands in for a direct message that could not be delivered after all. */
  readonly instead?: true;
  readonly person: PersonRef;
  readonly items: readonly DigestItem[];
}

/** Tells the owner that the deputy asks how it stands ("I'll ask"). */
export interface DeputyChecks extends OnAgreement {
  readonly type: 'DeputyChecks';
  readonly deputy: PersonRef;
}
