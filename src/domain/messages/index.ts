import type { LetterWay } from '../contact-details.ts';
import type { WhyCoordinator } from '../manage/contacts-to-check.ts';
import type { Reason } from '../overview/caseload.ts';
import type { ContactChange } from '../region/region-file.ts';
import type {
  AgreementKind,
  AgreementStatus,
  BlockerCategory,
  CaseStatus,
  Instant,
  Outcome,
  PhoneSaid,
  PlainDate,
  Role,
  Step,
  Uuid,
} from '../vocabulary.ts';

/**
 * What Schakel tells people: one small type per meaning, without markup. `src/text/compose.ts` turns a meaning into
 * words, an adapter turns words into its platform's markup.
 */
export type Message =
  | Welcome
  | WelcomeParty
  | Overview
  | AgreementCard
  | ConfirmRequest
  | DoneReported
  | NotYetDone
  | PickedUp
  | DateProposed
  | DateDecided
  | DateFollows
  | AgreementRevised
  | AgreementEnded
  | AgreementPaused
  | AgreementResumed
  | DisputeReported
  | PhoneToCheck
  | PhoneCorrected
  | BlockerReported
  | BlockerResolved
  | NudgeDigest
  | NudgeInChannel
  | DeputyChecks
  | AbsenceStarts
  | AbsenceUncovered
  | DeputySummary
  | LeadAsked
  | LeadMandate
  | LeadMissing
  | LeadReleased
  | LadderOffer
  | EscalationAlert
  | EscalationRaised
  | EscalationAcknowledged
  | EscalationAnswered
  | CallEnded
  | AcknowledgementEnded
  | ContactMissing
  | ContactUnreached
  | ContactFilled
  | Silence
  | ClockNotice
  | GoodNews
  | CaseStatusChanged
  | ParticipantJoined
  | ParticipantLeft
  | OwnerLeft
  | OutsiderInRoom
  | InviteFailed
  | InvitationFailed
  | RoomTrouble
  | DeliveryFailed
  | ConnectionLost
  | ContactsToCheck
  | ContactCheck
  | ContactChanges
  | DeliveryTrouble
  | WorkspaceConfirmed
  | MondayList
  | SignInLink
  | SignInCode
  | CallAsked
  | AddressWaits
  | AddressRefused
  | InvitationAstray
  | ConsentAsked
  | ConsentAnswered
  | ConsentTalk
  | ConsentSilent;

export interface PersonRef {
  readonly id: Uuid;
  readonly name: string;
  /** The reader is not told who it is: this role stands in place of the name, and the id is empty. */
  readonly role?: Role;
}

/** An agreement as everybody may see it: the facts of its card. Dates are what holds today. */
export interface AgreementFacts {
  readonly id: Uuid;
  readonly number: number;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly doneWhen: string;
  readonly owner: PersonRef;
  readonly actingOwner: PersonRef | null;
  readonly deputy: PersonRef | null;
  readonly due: PlainDate;
  readonly firstDue: PlainDate;
  /** The date still depends on this agreement, "n working days after" it is done. */
  readonly waitsOn: {
    readonly number: number;
    readonly title: string;
    readonly workingDaysAfter: number;
  } | null;
  readonly validUntil: PlainDate | null;
  readonly textVersion: number;
  readonly status: AgreementStatus;
  readonly endedReason: string | null;
  readonly reportedDoneBy: PersonRef | null;
  readonly doneOn: PlainDate | null;
  /** Who confirmed that. Left out in messages of before. */
  readonly doneBy?: PersonRef | null;
  readonly paused: { readonly reason: string; readonly until: PlainDate } | null;
  /** The lead has its owner asked less often. Left out: as usual. */
  readonly askedLess?: { readonly every: number; readonly reason: string; readonly until: PlainDate | null };
  readonly blocker: { readonly category: BlockerCategory; readonly decisionMaker: string | null } | null;
  readonly proposedDue: { readonly date: PlainDate; readonly by: PersonRef } | null;
  readonly confirmedBy: readonly PersonRef[];
  readonly disputedBy: readonly { readonly person: PersonRef; readonly words: string }[];
  /** The same of who takes part no more: it is read, and nobody waits for them. Left out: nobody. */
  readonly disputedBefore?: readonly { readonly person: PersonRef; readonly words: string }[];
  /** Of all this, what was said by phone and written down by somebody else. Left out in messages of before. */
  readonly byPhone?: readonly ByPhone[];
  /** Asked and not answered: shown as "not yet confirmed", never as agreed. */
  readonly awaiting: readonly PersonRef[];
  /** Someone higher on the ladder was asked, or is missing. */
  readonly help: {
    readonly title: string;
    readonly contact: PersonRef | null;
    readonly status: string;
  } | null;
  /** Reported done: who may say that it is. Left out otherwise, and in messages of before. */
  readonly mayConfirm?: readonly PersonRef[];
}

/** What somebody said by phone, and who wrote it down. */
export interface ByPhone {
  readonly person: PersonRef;
  readonly by: PersonRef;
  /** Left out: an answer to whether the text is right, which stands among the answers. */
  readonly said?: PhoneSaid | 'proposed';
  /** Of a new date that date, of what holds it up its category. */
  readonly detail?: string | null;
}

interface InCase {
  readonly caseId: Uuid;
  readonly code: string;
  /** It was said by phone, and written down by this person. */
  readonly writtenBy?: PersonRef;
}
interface OnAgreement extends InCase {
  readonly agreement: AgreementFacts;
}

/** First message in the room: what it is for, who can read it, and what does not belong there. */
export interface Welcome extends InCase {
  readonly type: 'Welcome';
  readonly regionName: string;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
}
/** First message in the room of a party that sees only its own agreements: what stands here, and why no more. */
export interface WelcomeParty extends InCase {
  readonly type: 'WelcomeParty';
  readonly party: string;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
}
/** The pinned card, put again at every change. */
export interface Overview extends InCase {
  readonly type: 'Overview';
  readonly status: CaseStatus;
  readonly statusReason: string | null;
  readonly outcome: Outcome | null;
  readonly firstDayHome: PlainDate;
  /** Longer than three months at home: said since the first working day after. */
  readonly overNorm: boolean;
  readonly threeMonthDate: PlainDate;
  readonly lead: PersonRef | null;
  readonly leadDeputy: PersonRef | null;
  readonly strength: string | null;
  readonly open: readonly AgreementFacts[];
  readonly doneCount: number;
  readonly people: readonly { readonly person: PersonRef; readonly role: Role; readonly away: boolean }[];
  /** Roles of those who were invited from elsewhere and have not come in yet. */
  readonly invited: readonly Role[];
  /** Roles or rungs that were needed and have nobody. */
  readonly missingContacts: readonly string[];
  /** With how many teams a room of the case is shared: everybody there reads along. Left out: with none. */
  readonly sharedWith?: number;
  /** With how many other organisations one is shared on Slack, outside Schakel. Left out: with none. */
  readonly connectedWith?: number;
  /** How many people can read a room of it beside those of the case, as its platform says. Left out: none, or nobody counted. */
  readonly others?: number;
  /** Names of parties that see only their own agreements. Left out in messages of before. */
  readonly limited?: readonly string[];
  /** It is for one party that sees only its own agreements, which this is the name of: only those stand in it. */
  readonly of?: string;
}
/** One agreement's card in the room, put again at every change of it. */
export interface AgreementCard extends OnAgreement {
  readonly type: 'AgreementCard';
}
/** To one person: please confirm these; one "all correct" for the set. */
export interface ConfirmRequest extends InCase {
  readonly type: 'ConfirmRequest';
  readonly agreements: readonly AgreementFacts[];
  /** Null: that day is over, and it is still asked. */
  readonly deadline: PlainDate | null;
  readonly again: boolean;
}
/** In the room: the owner says it is done; somebody else is asked to confirm. */
export interface DoneReported extends OnAgreement {
  readonly type: 'DoneReported';
  readonly by: PersonRef;
}
/** To who reported it done: somebody says "not yet", without reproach. */
export interface NotYetDone extends OnAgreement {
  readonly type: 'NotYetDone';
  readonly by: PersonRef;
}
/** To the owner: the deputy acts from now; the owner stays the owner. */
export interface PickedUp extends OnAgreement {
  readonly type: 'PickedUp';
  readonly by: PersonRef;
}
export interface DateProposed extends OnAgreement {
  readonly type: 'DateProposed';
  readonly by: PersonRef;
  readonly date: PlainDate;
}
export interface DateDecided extends OnAgreement {
  readonly type: 'DateDecided';
  /** The date before this one. Left out where it stays, and in messages of before. */
  readonly was?: PlainDate;
  readonly by: PersonRef;
  readonly accepted: boolean;
  readonly date: PlainDate;
}
/** The predecessor is done, so this date now holds; told once. */
export interface DateFollows extends OnAgreement {
  readonly type: 'DateFollows';
  readonly after: { readonly number: number; readonly title: string };
}
/** In the room: the lead wrote a new version; everybody is asked again. */
export interface AgreementRevised extends OnAgreement {
  readonly type: 'AgreementRevised';
  /** Left out, as is what stood there, in messages of before. */
  readonly by?: PersonRef;
  readonly before?: {
    readonly title: string;
    readonly doneWhen: string;
    readonly owner: PersonRef;
    readonly due: PlainDate;
  };
}
export interface AgreementEnded extends OnAgreement {
  readonly type: 'AgreementEnded';
  readonly by: PersonRef;
}
export interface AgreementPaused extends OnAgreement {
  readonly type: 'AgreementPaused';
  readonly by: PersonRef;
}
export interface AgreementResumed extends OnAgreement {
  readonly type: 'AgreementResumed';
}
/** To the lead: somebody understood it differently. */
export interface DisputeReported extends OnAgreement {
  readonly type: 'DisputeReported';
  readonly who: PersonRef;
  readonly words: string;
}
/** To who said it by phone, where they are in chat: this is how it was written down; is it right? */
export interface PhoneToCheck extends OnAgreement {
  readonly type: 'PhoneToCheck';
  readonly phone: PhoneQuestion;
}
export interface PhoneQuestion {
  readonly by: PersonRef;
  readonly said: PhoneSaid | 'confirmed' | 'disputed' | 'proposed';
  readonly detail: string | null;
  /** Of "understood it differently", how. */
  readonly words: string | null;
  readonly at: Instant;
}
/** In the room: it was not said so by phone, in the words of who was on it. What it brought about is undone. */
export interface PhoneCorrected extends OnAgreement {
  readonly type: 'PhoneCorrected';
  readonly who: PersonRef;
  readonly by: PersonRef;
  readonly said: PhoneSaid;
  readonly detail: string | null;
  readonly words: string;
}
/** To the lead, within contact hours: the owner is stuck. */
export interface BlockerReported extends OnAgreement {
  readonly type: 'BlockerReported';
  readonly by: PersonRef;
  readonly category: BlockerCategory;
  readonly decisionMaker: string | null;
  /** Agreements that wait on this one, and are not nudged meanwhile. */
  readonly waiting: readonly { readonly number: number; readonly title: string }[];
}
export interface BlockerResolved extends OnAgreement {
  readonly type: 'BlockerResolved';
  readonly by: PersonRef;
  readonly answer: string;
}

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
  /** Who was asked and would rather not. */
  readonly declinedBy?: PersonRef;
}
export interface LeadReleased extends InCase {
  readonly type: 'LeadReleased';
  readonly by: PersonRef;
  /** They did not give it back: a coordinator took it from them, why, and whether somebody else is asked. */
  readonly taken?: { readonly by: PersonRef; readonly reason: string; readonly asked: boolean };
}
/** To the coordinators: still no lead; the button that asks the named contact. */
export interface LadderOffer extends InCase {
  readonly type: 'LadderOffer';
  readonly workingDays: number;
  readonly contact: PersonRef | null;
  readonly title: string;
  readonly rung: number;
}
/** To a named contact and to the coordinators' channel. Facts only; no names, no diagnosis. */
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
  readonly daysAtHome: number;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
  readonly by: PersonRef | null;
  /** The copy for the coordinators has no buttons of the contact. */
  readonly copy: boolean;
}
/** In the room: we asked somebody to join. */
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
/** To a contact whose help is not waited for any more: the case is closed. It opens nothing, so it names only the code. */
export interface CallEnded {
  readonly type: 'CallEnded';
  readonly code: string;
  /** They had said that they are on it. */
  readonly wasOnIt: boolean;
}
/** To the lead: "I'm on it" ran out and it is still open. */
export interface AcknowledgementEnded extends InCase {
  readonly type: 'AcknowledgementEnded';
  readonly escalationId: Uuid;
  readonly agreement: AgreementFacts | null;
  readonly by: PersonRef;
  readonly until: PlainDate;
}
/** To whoever leads and to the coordinators: a call for help reached nobody, or was not answered; whom to call. */
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
  /** The reader leads, or coordinates while nobody does, and can ask somebody else. */
  readonly canAsk: boolean;
}
/** To the coordinators, at once and in plain words: nobody is known, or nobody can be reached. */
export interface ContactMissing extends InCase {
  readonly type: 'ContactMissing';
  readonly escalationId: Uuid;
  readonly title: string;
  readonly rung: number;
  readonly regionName: string;
  readonly why: 'none' | 'unreachable' | 'away' | 'refused';
  readonly agreement: AgreementFacts | null;
}
/** To the lead: somebody is known now for a rung; the lead decides whether to ask them. */
export interface ContactFilled extends InCase {
  readonly type: 'ContactFilled';
  readonly agreement: AgreementFacts;
  readonly contact: PersonRef;
  readonly title: string;
}
export interface Silence extends InCase {
  readonly type: 'Silence';
  readonly workingDays: number;
  readonly lastEventOn: PlainDate;
}
export interface ClockNotice extends InCase {
  readonly type: 'ClockNotice';
  readonly when: 'four_weeks' | 'two_weeks' | 'passed';
  readonly threeMonthDate: PlainDate;
  readonly daysAtHome: number;
}
export interface GoodNews extends InCase {
  readonly type: 'GoodNews';
  /** Either an agreement that was confirmed done, or somebody's own words. */
  readonly agreement: AgreementFacts | null;
  readonly strength: string | null;
}
export interface CaseStatusChanged extends InCase {
  readonly type: 'CaseStatusChanged';
  readonly status: CaseStatus;
  readonly by: PersonRef;
  readonly reason: string | null;
  readonly outcome: Outcome | null;
  /**
   * The family is asked whether it may be closed, said "not yet", is asked whether they said yes by phone, or said yes to
   * what was overtaken meanwhile (`since`).
   */
  readonly closing?: 'asked' | 'declined' | 'byPhone' | 'overtaken';
  /** What came after it was asked, by number. */
  readonly since?: readonly number[];
  /** Closed by this guardian's yes, which somebody else wrote down. */
  readonly agreedBy?: PersonRef;
  /** What stops with it, by number, and why. */
  readonly stopped?: readonly number[];
  readonly stopReason?: string | null;
}
export interface ParticipantJoined extends InCase {
  readonly type: 'ParticipantJoined';
  readonly person: PersonRef;
  readonly role: Role;
}
/** To the lead: somebody left who still owned agreements; each needs another owner. */
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
/** To the lead, else the coordinators: somebody could not be brought into the room. */
export interface InviteFailed extends InCase {
  readonly type: 'InviteFailed';
  readonly person: PersonRef;
  readonly reason: 'not_in_workspace' | 'deactivated' | 'not_allowed' | 'unknown';
}
/** To the lead: an invitation to somebody of another organisation could not be sent. */
export interface InvitationFailed extends InCase {
  readonly type: 'InvitationFailed';
  readonly role: Role;
  readonly reason: 'not_allowed' | 'address' | 'unknown';
}
/** To the lead: somebody came into a room by another way than the case, and reads along. */
export interface OutsiderInRoom extends InCase {
  readonly type: 'OutsiderInRoom';
  /** As their platform names them; null when it does not. */
  readonly name: string | null;
  readonly platform: string;
  /** It is no person, but so many teams or organisations that the channel is shared with now. */
  readonly teams?: number;
}
/** To the coordinators: a room was archived, renamed, or the app was taken out of it. */
export interface RoomTrouble extends InCase {
  /** The platform of the room, as a case may have several. */
  readonly platform: string;
  readonly type: 'RoomTrouble';
  readonly what:
    | ('archived' | 'unarchived' | 'renamed' | 'bot_removed' | 'not_opened' | 'gone')
    | ('shared' | 'unshared');
  /** With how many teams or organisations it is shared now. */
  readonly teams?: number;
}
/** To the coordinators: one message could not be delivered, to whom, and why in plain words. */
export interface DeliveryFailed {
  readonly type: 'DeliveryFailed';
  readonly code: string | null;
  readonly person: PersonRef | null;
  readonly reason: 'room_gone' | 'person_unreachable' | 'not_allowed' | 'refused' | 'gave_up';
}
/** To the coordinators, where another connection exists: a workspace is no longer connected. */
export interface ConnectionLost {
  readonly type: 'ConnectionLost';
  readonly workspace: string;
  readonly why: 'token_revoked' | 'uninstalled';
  readonly at: Instant;
}

/** To the coordinators: half a year ago somebody last asked; are these contact points still right? */
export interface ContactsToCheck {
  readonly type: 'ContactsToCheck';
  /** Key of the region, so that the button is about the right one. */
  readonly region: string;
  readonly points: readonly {
    readonly organisation: { readonly key: string; readonly name: string };
    readonly role: string;
    readonly person: PersonRef;
    readonly deputy: PersonRef | null;
    /** Left out in messages of before. */
    readonly why?: WhyCoordinator;
  }[];
}
/** To whoever is behind contact points: are they still right? */
export interface ContactCheck {
  readonly type: 'ContactCheck';
  readonly region: string;
  readonly regionName: string;
  readonly points: readonly {
    readonly organisation: { readonly key: string; readonly name: string };
    readonly role: string;
    readonly deputy: PersonRef | null;
  }[];
}
/** To the coordinators: whoever is behind a contact point says that it does not stay as it is. */
export interface ContactChanges {
  readonly type: 'ContactChanges';
  readonly region: string;
  readonly organisation: { readonly key: string; readonly name: string };
  readonly role: string;
  readonly person: PersonRef;
  readonly what: ContactChange;
}
/** A letter by e-mail or SMS: that something waits on the web, and a way in. Whoever sends it makes the link. */
export interface SignInLink {
  readonly type: 'SignInLink';
  /** `recall`: an invitation was not for them. `changed`: they have another address. These two have no link. */
  readonly purpose: 'invitation' | 'notice' | 'signIn' | 'address' | 'recall' | 'changed';
  /** Of `changed`: to the old address. */
  readonly change?: OwnChange;
  /** Of another address that was written down for them, or none any more: by whom. */
  readonly by?: AddressWriter;
  /** What they had was taken away, and nothing was written down instead. */
  readonly isGone?: boolean;
  readonly from?: LetterFrom;
  /** The message that it is about, to which its link leads. */
  readonly about?: Uuid;
}
/** Who writes, so that a stranger can tell a letter from a trick: the region, and whom to call. */
export interface LetterFrom {
  readonly region: string;
  /** Who leads the case it is about, when they gave a number. */
  readonly lead: { readonly role: Role; readonly phone: string } | null;
}
/** Somebody changed how they are reached themselves. */
export interface OwnChange {
  /** By which the old address is found. */
  readonly id: Uuid;
  readonly what: LetterWay;
  /** There was none of this kind before. */
  readonly isAdded: boolean;
  /** Whom to call when it was not them. */
  readonly helper: {
    readonly kind: 'lead' | 'coordinator' | 'operator';
    readonly role: Role | null;
    readonly region: string | null;
    readonly phone: string | null;
  };
}
/** Who wrote another address down: who coordinates or administers the region or leads the case, who runs Schakel, themselves. */
export type AddressWriter = 'coordinator' | 'lead' | 'administrator' | 'operator' | 'self';
/** The second step, another way than the link. Whoever sends it makes the code; `link` is what is kept of the link. */
export interface SignInCode {
  readonly type: 'SignInCode';
  readonly link: string;
  /** Sent to an address or number of this kind that they gave themselves, to show that it is theirs; `link` names that. */
  readonly proves?: LetterWay;
}
/** To the lead: somebody has not come to look, or would rather be phoned. */
export interface CallAsked extends InCase {
  readonly type: 'CallAsked';
  readonly person: PersonRef;
  /** `silent`: asked twice whether an agreement is right. `email`, `sms`: what was sent to their address or number was refused there. */
  readonly why: 'unread' | 'silent' | 'phone' | 'paper' | 'email' | 'sms';
  /** They lead the case: whoever coordinates can take the lead from them. */
  readonly leads?: true;
}

/** To who can confirm it when they spoke to the person: another address was written down, which is shown to nobody. */
export interface AddressWaits extends InCase {
  readonly type: 'AddressWaits';
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly by: PersonRef;
}

/** To who leads and who coordinates: somebody says that what was written down for them is not theirs. */
export interface AddressRefused extends InCase {
  readonly type: 'AddressRefused';
  readonly person: PersonRef;
}

/**
 * To the coordinators: an invitation went to somebody it was not for, who was taken out again. It may be a data breach, so
 * it says what was sent when, and names neither the person nor the address.
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

/** What went to somebody's address and number, and whether anybody used it. */
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

/** To one of the family: may this party see the case? `again`: the yes from before is nearly over. */
export interface ConsentAsked extends InCase {
  readonly type: 'ConsentAsked';
  readonly party: { readonly key: string; readonly name: string };
  readonly again: boolean;
  /** One of its people leads, or stands in for who does, and sees everything meanwhile, whatever the answer. */
  readonly isLeads?: boolean;
}
/** To the lead and the coordinators: what one of the family answered, so that they know who sees what. */
export interface ConsentAnswered extends InCase {
  readonly type: 'ConsentAnswered';
  readonly party: string;
  readonly who: PersonRef;
  /** `ended`: it was yes, and nobody renewed it. */
  readonly answer: 'yes' | 'no' | 'ended';
  /** What the party sees from now on. */
  readonly isLimited: boolean;
  /** One of its people leads, or stands in for who does, and sees everything meanwhile. */
  readonly isLeads?: boolean;
  /** How many answers are missing. */
  readonly missing: number;
}
/** To the lead: one of the family wants to talk first. */
export interface ConsentTalk extends InCase {
  readonly type: 'ConsentTalk';
  readonly party: string;
  readonly who: PersonRef;
}

/** To the lead: one of the family was asked twice and has not answered. */
export interface ConsentSilent extends InCase {
  readonly type: 'ConsentSilent';
  readonly party: string;
  readonly who: PersonRef;
  /** Since it was asked. */
  readonly workingDays: number;
}

/** To the administrators of a region: deliveries stand still, or a platform does not take them. Once a day at most. */
export interface DeliveryTrouble {
  readonly type: 'DeliveryTrouble';
  readonly what: 'stalled' | 'away';
  /** Since when, where the region is; the time as `HH:MM`. */
  readonly date: PlainDate;
  readonly time: string;
  /** Of a platform that is away. */
  readonly workspace: string | null;
}
/** To the administrators of a region: its own people let the region use a workspace. */
export interface WorkspaceConfirmed {
  readonly type: 'WorkspaceConfirmed';
  readonly region: string;
  readonly regionName: string;
  readonly platform: 'slack' | 'teams';
  /** By the platform's own id. */
  readonly workspace: string;
  /** Who made the code. */
  readonly person: PersonRef;
}
/** To the coordinators of a region, once a week: what went well, and which cases need attention and why. */
export interface MondayList {
  readonly type: 'MondayList';
  readonly regionId: Uuid;
  readonly regionName: string;
  readonly date: PlainDate;
  /** Open cases in the region, and agreements of theirs that were confirmed done in the week before. */
  readonly openCount: number;
  readonly doneLately: number;
  readonly strengths: readonly { readonly code: string; readonly strength: string }[];
  /** At most ten, the heaviest first; `more` are left. */
  readonly cases: readonly (InCase & { readonly reasons: readonly Reason[] })[];
  readonly more: number;
}

/** To whom: every room of the case (or only one of them), one person, or the coordinators of the region. */
export type Recipient =
  | { readonly to: 'room'; readonly only?: Uuid }
  /** `by`: a letter to an address that only they have, which holds nothing of the case. */
  | { readonly to: 'person'; readonly personId: Uuid; readonly by?: LetterWay }
  | { readonly to: 'coordinators' };

/** A message with its address. `urgency` decides when: nothing unsolicited outside contact hours (invariant 7). */
export interface Outgoing {
  readonly recipient: Recipient;
  readonly message: Message;
  /** `silent` goes at once (a card), `reply` goes at once, `unsolicited` waits for contact hours. */
  readonly urgency: 'silent' | 'reply' | 'unsolicited';
  /** Same key, same message: it is written once. Cards with the same key are put again. */
  readonly key: string;
  readonly card?: boolean;
  readonly pin?: boolean;
}

/** Work on rooms; it stands in the room's own line, so that a post never overtakes the opening. */
export type RoomTask =
  | {
      readonly type: 'OpenRoom';
      readonly caseId: Uuid;
      readonly code: string;
      readonly roomId: Uuid;
      /** The first of the case in that workspace. */
      readonly owner: PersonRef | null;
    }
  | {
      readonly type: 'Invite';
      readonly caseId: Uuid;
      readonly code: string;
      readonly person: PersonRef;
      /** This room; left out: every one they belong in. */
      readonly roomId?: Uuid;
    }
  | {
      readonly type: 'InviteExternal';
      readonly caseId: Uuid;
      readonly code: string;
      readonly invitationId: Uuid;
    }
  | {
      readonly type: 'Remove';
      readonly caseId: Uuid;
      readonly code: string;
      readonly person: PersonRef;
      /** This room; left out: every one. */
      readonly roomId?: Uuid;
    }
  | {
      readonly type: 'SetTopic';
      readonly caseId: Uuid;
      readonly code: string;
      readonly lead: PersonRef | null;
      readonly threeMonthDate: PlainDate;
    }
  /** This room; left out: every one. */
  | { readonly type: 'ArchiveRoom'; readonly caseId: Uuid; readonly code: string; readonly roomId?: Uuid };
