import type { LetterWay } from '../../contact-details.ts';
import type { PlainDate, Role, Uuid } from '../../vocabulary.ts';
import type { AgreementFacts, BasisTold, InCase, PersonRef } from '../facts.ts';

/** The role in which somebody is welcomed: a few roles are told the same. */
export type WelcomedAs =
  | 'parent'
  | 'child'
  | 'supporter'
  | 'school'
  | 'care'
  | 'municipality'
  | 'lead'
  | 'other';

/** The first thing that somebody who takes part is told, before anything is asked of them. */
export interface PersonWelcomed extends InCase {
  readonly type: 'PersonWelcomed';
  readonly regionName: string;
  readonly as: WelcomedAs;
  /** They see only their own agreements. Left out: all of them. */
  readonly limited?: true;
  /** The case is in its intake. Left out: it is open. */
  readonly inIntake?: true;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
}

export interface ParticipantJoined extends InCase {
  readonly type: 'ParticipantJoined';
  readonly person: PersonRef;
  readonly role: Role;
  /** Their party has no basis or did not accede, and somebody said why it takes part all the same. */
  readonly withoutBasis?: BasisTold;
}

/** Somebody said why a party that takes part already goes on without a basis or accession. */
export interface PartyWithoutBasis extends InCase {
  readonly type: 'PartyWithoutBasis';
  readonly withoutBasis: BasisTold;
}

/** Tells the lead that somebody left who still owned agreements; each needs another owner. */
export interface OwnerLeft extends InCase {
  readonly type: 'OwnerLeft';
  readonly person: PersonRef;
  readonly agreements: readonly AgreementFacts[];
}

export interface ParticipantLeft extends InCase {
  readonly type: 'ParticipantLeft';
  readonly person: PersonRef;
  /** `wrong_person`: they were invited by mistake, so nobody thanks them. */
  readonly why: 'removed' | 'wrong_person' | 'left_room' | 'deactivated';
}

/** Tells the lead, else the coordinators, that somebody could not be brought into the room. */
export interface InviteFailed extends InCase {
  readonly type: 'InviteFailed';
  readonly person: PersonRef;
  readonly reason: 'not_in_workspace' | 'deactivated' | 'not_allowed' | 'unknown';
}

/** Tells the lead that an invitation to somebody of another organisation could not be sent. */
export interface InvitationFailed extends InCase {
  readonly type: 'InvitationFailed';
  readonly role: Role;
  readonly reason: 'not_allowed' | 'address' | 'unknown';
}

/** Asks people who can confirm it, when they spoke to the person, about a new address that is shown to nobody. */
export interface AddressWaits extends InCase {
  readonly type: 'AddressWaits';
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly by: PersonRef;
}

/** Tells the lead and the coordinators that somebody says what was written down for them is not theirs. */
export interface AddressRefused extends InCase {
  readonly type: 'AddressRefused';
  readonly person: PersonRef;
}

/**
 * Tells the coordinators that an invitation went to somebody it was not for, who was taken out again. It may be a
 * data breach, so it says what was sent when, and names neither the person nor the address.
 */
export interface InvitationAstray extends InCase, WentOut {
  readonly type: 'InvitationAstray';
  readonly participantId: Uuid;
  readonly role: Role;
  readonly by: PersonRef;
  /** A letter tells whoever got it that it was not for them. */
  readonly recalled: boolean;
  /** They take part in something else as well, where they can go on. */
  readonly isElsewhere: boolean;
  /** Their address or number is that of somebody who takes part in something else: no letter goes there. */
  readonly isOthersToo?: boolean;
}

/** Everything that went to somebody's address and number, and whether anybody used it. */
export interface WentOut {
  /** A code goes out when somebody goes on from the link. */
  readonly letters: readonly {
    readonly way: LetterWay;
    readonly what: 'link' | 'code';
    readonly count: number;
    readonly first: PlainDate;
    readonly last: PlainDate;
  }[];
  /** When somebody came in with it; `before`: they had come in before they were invited. */
  readonly entered: PlainDate | 'before' | null;
  /** Since when it goes to another address or number; what went before that is kept nowhere. Left out: it is the same. */
  readonly corrected?: PlainDate;
}
