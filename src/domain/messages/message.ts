import type { LetterWay } from '../contact-details.ts';
import type { Uuid } from '../vocabulary.ts';
import type { AbsenceStarts, AbsenceUncovered, DeputySummary } from './about/absence.ts';
import type {
  AgreementCard,
  AgreementEnded,
  AgreementPaused,
  AgreementResumed,
  AgreementRevised,
  BlockerReported,
  BlockerResolved,
  ConfirmRequest,
  DateDecided,
  DateFollows,
  DateProposed,
  DisputeReported,
  DoneReported,
  NotYetDone,
  PickedUp,
} from './about/agreements.ts';
import type { AppealAnswered, AppealMade } from './about/appeals.ts';
import type { CallAsked, PhoneCorrected, PhoneToCheck } from './about/by-phone.ts';
import type {
  AbsenceChanged,
  AgeToCheck,
  CaseStatusChanged,
  ClockNotice,
  GoodNews,
  IntakeOpen,
  InvolvementChanged,
  Overview,
  ReportAnswered,
  ReportReceived,
  ReportWaits,
  Silence,
  Welcome,
  WelcomeParty,
} from './about/case.ts';
import type { ConsentAnswered, ConsentAsked, ConsentSilent, ConsentTalk } from './about/consent.ts';
import type {
  AcknowledgementEnded,
  CallEnded,
  ContactFilled,
  ContactMissing,
  ContactUnreached,
  EscalationAcknowledged,
  EscalationAlert,
  EscalationAnswered,
  EscalationRaised,
  LadderOffer,
  RoleMissing,
} from './about/help.ts';
import type { LeadAsked, LeadHandoverTold, LeadMandate, LeadMissing, LeadReleased } from './about/lead.ts';
import type { SignInCode, SignInLink } from './about/letters.ts';
import type {
  AddressRefused,
  AddressWaits,
  InvitationAstray,
  InvitationFailed,
  InviteFailed,
  OwnerLeft,
  ParticipantJoined,
  ParticipantLeft,
  PartyWithoutBasis,
  PersonWelcomed,
} from './about/people.ts';
import type {
  ConnectionLost,
  ConsentDefault,
  ContactChanges,
  ContactCheck,
  ContactsToCheck,
  DeliveryFailed,
  DeliveryTrouble,
  MondayList,
  WorkspaceConfirmed,
} from './about/region.ts';
import type { DeputyChecks, NudgeDigest, NudgeInChannel } from './about/reminders.ts';
import type { RequestAsked, RequestEnded, RequestTold } from './about/requests.ts';
import type { OutsiderInRoom, RoomTrouble } from './about/rooms.ts';
import type { TrackChanged } from './about/tracks.ts';
import type { RoomTask } from './room-tasks.ts';

/**
 * Everything that Schakel tells people: one small type per meaning, without markup. `src/text/compose.ts` turns a
 * meaning into words, an adapter turns words into its platform's markup.
 */
export type Message =
  | Welcome
  | WelcomeParty
  | PersonWelcomed
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
  | LeadHandoverTold
  | LadderOffer
  | AppealMade
  | AppealAnswered
  | EscalationAlert
  | EscalationRaised
  | EscalationAcknowledged
  | EscalationAnswered
  | CallEnded
  | AcknowledgementEnded
  | ContactMissing
  | RoleMissing
  | ContactUnreached
  | ContactFilled
  | AgeToCheck
  | ReportWaits
  | ReportReceived
  | ReportAnswered
  | IntakeOpen
  | Silence
  | ClockNotice
  | GoodNews
  | InvolvementChanged
  | AbsenceChanged
  | TrackChanged
  | CaseStatusChanged
  | ParticipantJoined
  | PartyWithoutBasis
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
  | ConsentSilent
  | ConsentDefault
  | RequestAsked
  | RequestTold
  | RequestEnded;

/** The content of a row of the outbox: something to tell, or work on a room. */
export type Payload = Message | RoomTask;

/** The address of a message: every room of the case (or only one), one person, or the region's coordinators. */
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
