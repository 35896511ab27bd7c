import type { PlainDate, Uuid } from '../../vocabulary.ts';
import type { AgreementFacts, InCase, PersonRef } from '../facts.ts';

/** Tells the room that someone is away and who acts meanwhile ("achtervang neemt waar"). */
export interface AbsenceStarts extends InCase {
  readonly type: 'AbsenceStarts';
  readonly person: PersonRef;
  readonly deputy: PersonRef | null;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** Tells the lead (or the coordinators, when the lead is away) that nobody acts for this person. */
export interface AbsenceUncovered extends InCase {
  readonly type: 'AbsenceUncovered';
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
  readonly numbers: readonly number[];
}

/** Shows the deputy who acts from now what is open, with its buttons. */
export interface DeputySummary extends InCase {
  readonly type: 'DeputySummary';
  readonly absent: PersonRef;
  readonly until: PlainDate | null;
  readonly agreements: readonly AgreementFacts[];
}
