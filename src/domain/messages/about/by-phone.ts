import type { Instant, PhoneSaid } from '../../vocabulary.ts';
import type { InCase, OnAgreement, PersonRef } from '../facts.ts';

/** Asks the person who said it by phone, where they are in chat, whether it was written down right. */
export interface PhoneToCheck extends OnAgreement {
  readonly type: 'PhoneToCheck';
  readonly phone: PhoneQuestion;
}

export interface PhoneQuestion {
  readonly by: PersonRef;
  readonly said: PhoneSaid | 'confirmed' | 'disputed' | 'proposed';
  readonly detail: string | null;
  /** The person's own words, when they understood it differently. */
  readonly words: string | null;
  readonly at: Instant;
}

/** Tells the room that it was not said so by phone, in that person's words. What it brought about is undone. */
export interface PhoneCorrected extends OnAgreement {
  readonly type: 'PhoneCorrected';
  readonly who: PersonRef;
  readonly by: PersonRef;
  readonly said: PhoneSaid;
  readonly detail: string | null;
  readonly words: string;
}

/** Tells the lead that somebody has not come to look, or would rather be phoned. */
export interface CallAsked extends InCase {
  readonly type: 'CallAsked';
  readonly person: PersonRef;
  /** `silent`: asked twice whether an agreement is right. `email`, `sms`: what was sent to their address or number was refused there. */
  readonly why: 'unread' | 'silent' | 'phone' | 'paper' | 'email' | 'sms';
  /** They lead the case: whoever coordinates can take the lead from them. */
  readonly leads?: true;
}
