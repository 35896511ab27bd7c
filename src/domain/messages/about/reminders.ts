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
  /** In which quality the person is asked: decides words and buttons. */
  readonly as: 'owner' | 'acting_owner' | 'deputy' | 'lead' | 'confirmer';
  /** Past its date; of what was reported done, since that was said. */
  readonly workingDaysOpen: number;
  /** Of what was reported done: the numbers of what waits until that is confirmed. */
  readonly waiting?: readonly number[];
  /** Past the call for help: who was asked last, and what they answered; and whether the reader can ask somebody else. */
  readonly call?: { readonly contact: PersonRef; readonly answer: string | null } | null;
  readonly canAsk?: boolean;
  /** For the lead's notice: who is asked next, and when. */
  readonly next: {
    readonly title: string;
    readonly contact: PersonRef | null;
    readonly on: PlainDate;
  } | null;
}

/** In the room, for someone who cannot be reached directly; reveals that there is a question, nothing else. */
export interface NudgeInChannel extends InCase {
  readonly type: 'NudgeInChannel';
  /** Stands in for a direct message that could not be delivered after all. */
  readonly instead?: true;
  readonly person: PersonRef;
  readonly items: readonly DigestItem[];
}

/** To the owner: the deputy asks how it stands ("I'll ask"). */
export interface DeputyChecks extends OnAgreement {
  readonly type: 'DeputyChecks';
  readonly deputy: PersonRef;
}
