import type { AgreementFacts } from './facts.ts';
import type { Message } from './message.ts';

/**
 * The type of a message. Where one type goes to two sorts of people (a call for help and its copy), each sort is a kind.
 */
export type Kind = Message['type'] | 'EscalationAlert copy' | 'SignInLink recall';

type Of<K extends Kind> = Extract<Message, { type: K extends `${infer T} ${string}` ? T : K }>;

/** The people who may receive a message: asked when it is written, when it is sent, and when it is read on a page. */
export interface Receives<M extends Message = Message> {
  /** The people it is for. A message of no case has no participants: it is for whoever it was written to. */
  readonly who: Who;
  /** The part of it that reaches a limited participant, and stands in the room of such a party. */
  readonly limited: Limited<M>;
  /** True when people who help with an agreement read it too: how it goes, and what was asked and answered. */
  readonly inThread?: true;
  /**
   * Its letter cannot wait for the one notice of the day: a call for help, what may be a data breach (each has its own), and
   * that somebody is stuck (one a day for each agreement).
   */
  readonly acute?: 'each' | (M extends { agreement: AgreementFacts } ? 'daily' : never);
  /** `itself`: it is a letter. `no call`: that somebody is to be called is nothing to be called about. Left out: a letter tells that something waits. */
  readonly letter?: 'itself' | 'no call';
  /** Among many of its kind: `opened` by a button, as it is read as a whole; `alone`, never a line in a list. */
  readonly amongMany?: 'opened' | 'alone';
  /** True when its reader has no part in the case it comes from: it is kept as of no case, and read all the same. */
  readonly ofNoCase?: true;
}

type Who =
  /** People who take part in the case. */
  | 'participants'
  /** Participants, and whoever coordinates the region, also when they take no part in the case. */
  | 'coordinators too'
  /** The contact who was asked for help or for information, while it waits for them. */
  | 'contact'
  /** The people who do this for the region now. */
  | 'coordinators'
  | 'administrators'
  | 'coordinators and administrators'
  /** People whom the region names: a person who is taken out of it meanwhile is not asked any more. */
  | 'named'
  /** It says no more than that they need not go on. */
  | 'anybody';

/** The part that may reach people with a limit; the rest does not. A new kind of message must name it to compile. */
type Limited<M> =
  | 'nothing'
  /** Made for this party, or asked of one of its people; what is of no case. */
  | 'whole'
  | (M extends { agreement: AgreementFacts | null } ? 'its agreement' : never)
  | (M extends { agreements: readonly AgreementFacts[] } ? 'its agreements' : never)
  | (M extends { items: readonly unknown[] } ? 'its items' : never)
  /** When it was made for a party. */
  | (M extends { of?: string } ? 'of a party' : never)
  /** It reaches them when the agreement that it waits on is the party's too; else they see the new date on the card. */
  | (M extends { after: { number: number } } ? 'what it follows' : never);

const NOTHING = { who: 'participants', limited: 'nothing' } as const;
const AGREEMENT = { who: 'participants', limited: 'its agreement' } as const;
const THREAD = { ...AGREEMENT, inThread: true } as const;
const TO_LEAD = { who: 'coordinators too', limited: 'nothing' } as const;
const OF_REGION = { limited: 'whole' } as const;
const LETTER = { who: 'participants', limited: 'whole', letter: 'itself' } as const;

const RECEIVES: { readonly [K in Kind]: Receives<Of<K>> } = {
  Welcome: NOTHING,
  WelcomeParty: { who: 'participants', limited: 'whole' },
  PersonWelcomed: { who: 'participants', limited: 'whole', amongMany: 'opened' },
  Overview: { who: 'participants', limited: 'of a party' },
  Silence: TO_LEAD,
  AgeToCheck: TO_LEAD,
  ReportWaits: { who: 'coordinators', limited: 'nothing' },
  ReportReceived: NOTHING,
  ReportAnswered: { who: 'anybody', limited: 'whole', ofNoCase: true },
  IntakeOpen: TO_LEAD,
  ClockNotice: NOTHING,
  GoodNews: AGREEMENT,
  CaseStatusChanged: NOTHING,
  InvolvementChanged: NOTHING,
  AbsenceChanged: NOTHING,
  TrackChanged: NOTHING,

  AgreementCard: AGREEMENT,
  ConfirmRequest: { who: 'participants', limited: 'its agreements', amongMany: 'opened' },
  DoneReported: THREAD,
  NotYetDone: THREAD,
  PickedUp: THREAD,
  DateProposed: TO_LEAD,
  DateDecided: THREAD,
  DateFollows: { who: 'participants', limited: 'what it follows' },
  AgreementRevised: THREAD,
  AgreementEnded: AGREEMENT,
  AgreementPaused: THREAD,
  AgreementResumed: THREAD,
  DisputeReported: TO_LEAD,
  BlockerReported: { ...TO_LEAD, acute: 'daily' },
  BlockerResolved: THREAD,

  PhoneToCheck: { ...NOTHING, amongMany: 'opened' },
  PhoneCorrected: NOTHING,
  CallAsked: { ...TO_LEAD, letter: 'no call' },

  NudgeDigest: { who: 'coordinators too', limited: 'its items' },
  NudgeInChannel: { who: 'participants', limited: 'its items' },
  DeputyChecks: THREAD,

  AbsenceStarts: NOTHING,
  AbsenceUncovered: TO_LEAD,
  DeputySummary: { who: 'participants', limited: 'its agreements', amongMany: 'opened' },

  LeadAsked: { who: 'participants', limited: 'whole' },
  LeadMandate: NOTHING,
  LeadMissing: TO_LEAD,
  LeadReleased: TO_LEAD,
  LeadHandoverTold: TO_LEAD,
  LadderOffer: TO_LEAD,
  AppealMade: TO_LEAD,
  AppealAnswered: { who: 'coordinators too', limited: 'whole' },

  EscalationAlert: { who: 'contact', limited: 'its agreement', acute: 'each', amongMany: 'alone' },
  'EscalationAlert copy': { who: 'coordinators too', limited: 'its agreement', acute: 'each' },
  EscalationRaised: THREAD,
  EscalationAcknowledged: { who: 'coordinators too', limited: 'its agreement', inThread: true },
  EscalationAnswered: THREAD,
  CallEnded: { who: 'anybody', limited: 'whole', ofNoCase: true },
  AcknowledgementEnded: TO_LEAD,
  ContactUnreached: TO_LEAD,
  ContactMissing: TO_LEAD,
  RoleMissing: TO_LEAD,
  ContactFilled: TO_LEAD,

  ParticipantJoined: NOTHING,
  PartyWithoutBasis: NOTHING,
  ParticipantLeft: NOTHING,
  OwnerLeft: { ...TO_LEAD, amongMany: 'opened' },
  InviteFailed: TO_LEAD,
  InvitationFailed: TO_LEAD,
  AddressWaits: TO_LEAD,
  AddressRefused: TO_LEAD,
  InvitationAstray: { ...TO_LEAD, acute: 'each' },
  OutsiderInRoom: TO_LEAD,
  RoomTrouble: TO_LEAD,

  ConsentAsked: NOTHING,
  ConsentAnswered: TO_LEAD,
  ConsentTalk: TO_LEAD,
  ConsentSilent: TO_LEAD,

  RequestAsked: { who: 'contact', limited: 'whole', amongMany: 'alone' },
  RequestTold: TO_LEAD,
  RequestEnded: { who: 'anybody', limited: 'whole', ofNoCase: true },

  ContactsToCheck: { ...OF_REGION, who: 'coordinators' },
  ConsentDefault: { ...OF_REGION, who: 'coordinators' },
  ContactCheck: { ...OF_REGION, who: 'named' },
  ContactChanges: { ...OF_REGION, who: 'coordinators' },
  MondayList: { ...OF_REGION, who: 'coordinators' },
  DeliveryFailed: { ...OF_REGION, who: 'coordinators' },
  ConnectionLost: { ...OF_REGION, who: 'coordinators and administrators' },
  DeliveryTrouble: { ...OF_REGION, who: 'administrators' },
  WorkspaceConfirmed: { ...OF_REGION, who: 'administrators' },

  SignInLink: LETTER,
  'SignInLink recall': { ...LETTER, ofNoCase: true },
  SignInCode: LETTER,
};

export function kindOf(m: Message): Kind {
  if (m.type === 'EscalationAlert' && m.copy) return 'EscalationAlert copy';
  // Who is told that a letter was not for them has no part in the case.
  return m.type === 'SignInLink' && m.purpose === 'recall' ? 'SignInLink recall' : m.type;
}

export function receives(m: Message): Receives {
  return RECEIVES[kindOf(m)] as Receives;
}

/** Every kind there is, and its row: for what repeats a part of the table in another language. */
export const KINDS = Object.entries(RECEIVES) as readonly (readonly [Kind, Receives])[];
