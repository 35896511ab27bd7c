import type { BlockerCategory, NeededField, PlainDate, Step, Uuid } from '../../vocabulary.ts';
import type { AgreementFacts, InCase, PersonRef } from '../facts.ts';

/** Tells the coordinators that there is still no lead, with the button that asks the named contact. */
export interface LadderOffer extends InCase {
  readonly type: 'LadderOffer';
  readonly workingDays: number;
  readonly contact: PersonRef | null;
  readonly title: string;
  readonly rung: number;
}

/** Asks a named contact for help, and tells the coordinators' channel: facts only; no names, no diagnosis. */
export interface EscalationAlert extends InCase {
  readonly type: 'EscalationAlert';
  readonly escalationId: Uuid;
  readonly rung: number;
  readonly title: string;
  readonly contact: PersonRef;
  readonly agreement: AgreementFacts | null;
  readonly workingDaysOpen: number;
  readonly steps: readonly { readonly step: Step; readonly on: PlainDate; readonly who: PersonRef | null }[];
  readonly blocker: { readonly category: BlockerCategory; readonly decisionMaker: string | null } | null;
  readonly question: string | null;
  /** The family objects to it, and has no answer yet. Left out: no. */
  readonly objection?: true;
  /** Null: no day was missed yet, or there are lessons again. */
  readonly daysAtHome: number | null;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
  readonly by: PersonRef | null;
  /** The copy for the coordinators has no buttons of the contact. */
  readonly copy: boolean;
}

/** Tells the room that we asked somebody to join. */
export interface EscalationRaised extends InCase {
  readonly type: 'EscalationRaised';
  readonly agreement: AgreementFacts | null;
  readonly title: string;
  readonly contact: PersonRef;
}

export interface EscalationAcknowledged extends InCase {
  readonly type: 'EscalationAcknowledged';
  readonly agreement: AgreementFacts | null;
  readonly by: PersonRef;
  readonly until: PlainDate;
}

export interface EscalationAnswered extends InCase {
  readonly type: 'EscalationAnswered';
  readonly agreement: AgreementFacts | null;
  readonly by: PersonRef;
  readonly answer: string;
}

/** Tells a contact not to go on: the case is closed. It opens nothing, so it names only the code. */
export interface CallEnded {
  readonly type: 'CallEnded';
  readonly code: string;
  /** They had said that they are on it. */
  readonly wasOnIt: boolean;
}

/** Tells the lead that "I'm on it" ran out and that it is still open. */
export interface AcknowledgementEnded extends InCase {
  readonly type: 'AcknowledgementEnded';
  readonly escalationId: Uuid;
  readonly agreement: AgreementFacts | null;
  readonly by: PersonRef;
  readonly until: PlainDate;
}

/** Tells whoever leads and the coordinators that a call for help reached nobody or got no answer; whom to call. */
export interface ContactUnreached extends InCase {
  readonly type: 'ContactUnreached';
  readonly escalationId: Uuid;
  readonly contact: PersonRef;
  readonly phone: string | null;
  /** There is no way to tell them; the letter did not go; they have not come to look; they have not answered. */
  readonly why: 'noWay' | 'letter' | 'unread' | 'silent';
  /** Since they were asked. */
  readonly workingDays: number;
  readonly agreement: AgreementFacts | null;
  /** The reader leads, or coordinates while nobody does, and can ask somebody else. Left out in messages of before. */
  readonly canAsk?: boolean;
}

/** Tells the coordinators, at once and in plain words, that nobody is known or nobody can be reached. */
export interface ContactMissing extends InCase {
  readonly type: 'ContactMissing';
  readonly escalationId: Uuid;
  readonly title: string;
  readonly rung: number;
  readonly regionName: string;
  readonly why: 'none' | 'unreachable' | 'away' | 'refused';
  readonly agreement: AgreementFacts | null;
}

/** Tells the coordinators and the lead once that the work needs a place which nobody has. */
export interface RoleMissing extends InCase {
  readonly type: 'RoleMissing';
  readonly fields: readonly NeededField[];
  /** Organisations that keep an agreement and have nobody to ask; for who can fill that in. */
  readonly parties: readonly { readonly key: string; readonly name: string }[];
  /** The title of the first rung, when nobody stands there; null: somebody does. */
  readonly rung: string | null;
  /** Key of the region, for the form that fills a contact point in. */
  readonly region: string;
}

/** Tells the lead that somebody is known now for a rung; the lead decides whether to ask them. */
export interface ContactFilled extends InCase {
  readonly type: 'ContactFilled';
  readonly agreement: AgreementFacts;
  readonly contact: PersonRef;
  readonly title: string;
}
