import type { InCase, PersonRef } from '../facts.ts';

export interface LeadAsked extends InCase {
  readonly type: 'LeadAsked';
  readonly by: PersonRef;
}

export interface LeadMandate extends InCase {
  readonly type: 'LeadMandate';
  readonly lead: PersonRef;
  readonly phone: string | null;
  readonly deputy: PersonRef | null;
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
