import type { PlainDate, Uuid } from '../../vocabulary.ts';
import type { AgreementFacts, InCase, PersonRef } from '../facts.ts';

/** In the room: someone is away and who acts meanwhile ("achtervang neemt waar"). */
export interface AbsenceStarts extends InCase {
  readonly type: 'AbsenceStarts';
  readonly person: PersonRef;
  readonly deputy: PersonRef | null;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** To the lead (or the coordinators, when the lead is away): nobody acts for this person. */
export interface AbsenceUncovered extends InCase {
  readonly type: 'AbsenceUncovered';
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
  readonly numbers: readonly number[];
}

/** To the deputy who acts from now: what is open, with its buttons. */
export interface DeputySummary extends InCase {
  readonly type: 'DeputySummary';
  readonly absent: PersonRef;
  readonly until: PlainDate | null;
  readonly agreements: readonly AgreementFacts[];
}
