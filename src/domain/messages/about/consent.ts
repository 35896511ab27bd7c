import type { ConsentAbout, ConsentQuestion } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';

/** Left out in what was written before there were two questions: that was about reading along. */
interface AboutParty extends InCase {
  readonly about?: ConsentQuestion;
}

/** Asks one of the family whether this party may be asked for information, or may see the case. `again`: the yes from before is nearly over. */
export interface ConsentAsked extends AboutParty {
  readonly type: 'ConsentAsked';
  readonly party: { readonly key: string; readonly name: string };
  readonly again: boolean;
  /** Nobody of it takes part in the case, and it hears nothing of this. */
  readonly isNotIn?: boolean;
  /** One of its people leads, or stands in for who does, and sees everything meanwhile, whatever the answer. */
  readonly isLeads?: boolean;
}

/** Tells the lead and the coordinators what one of the family answered, so that they know who sees what. */
export interface ConsentAnswered extends InCase {
  readonly type: 'ConsentAnswered';
  /** Left out as above; `guardians`: a young person of sixteen said what parents see, and there is no party. */
  readonly about?: ConsentAbout;
  readonly party: string;
  readonly who: PersonRef;
  /** `ended`: it was yes, and nobody renewed it. */
  readonly answer: 'yes' | 'no' | 'ended';
  /** True when the party sees only its own agreements from now on, or may not be asked for information. */
  readonly isLimited: boolean;
  /** One of its people leads, or stands in for who does, and sees everything meanwhile. */
  readonly isLeads?: boolean;
  /** Nobody of it takes part in the case, so that it reads nothing of it now. */
  readonly isNotIn?: boolean;
  /** How many answers are missing. */
  readonly missing: number;
}

/** Tells the lead that one of the family wants to talk first. */
export interface ConsentTalk extends AboutParty {
  readonly type: 'ConsentTalk';
  readonly party: string;
  readonly who: PersonRef;
}

/** Tells the lead that one of the family was asked twice and has not answered. */
export interface ConsentSilent extends AboutParty {
  readonly type: 'ConsentSilent';
  readonly party: string;
  readonly who: PersonRef;
  /** Since it was asked. */
  readonly workingDays: number;
}
