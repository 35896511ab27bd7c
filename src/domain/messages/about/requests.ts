import type { PlainDate, Uuid } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';

/** Tells somebody of a party that there is a question for them: by when, and where to read it. Never what it is. */
export interface RequestAsked extends InCase {
  readonly type: 'RequestAsked';
  readonly requestId: Uuid;
  readonly by: PersonRef;
  readonly due: PlainDate;
  readonly count: number;
  /** `byPhone`: somebody wrote their answer down, and they say whether it is right. */
  readonly what: 'asked' | 'again' | 'deputy' | 'byPhone';
}

/** Tells the case what became of a question to a party; `silent` is for whoever leads. */
export interface RequestTold extends InCase {
  readonly type: 'RequestTold';
  readonly requestId: Uuid;
  readonly party: string;
  readonly what: 'asked' | 'answered' | 'notHeld' | 'takenBack' | 'withoutYes' | 'silent';
  readonly who: PersonRef;
  readonly due: PlainDate;
}

/** Tells whoever was asked that nothing is needed any more. It opens nothing, so it names only the code. */
export interface RequestEnded {
  readonly type: 'RequestEnded';
  readonly code: string;
}
