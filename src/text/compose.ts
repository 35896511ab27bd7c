import type { Message, RoomTask } from '../domain/messages/index.ts';
import type { Document, Reader } from '../ports/document.ts';
import { agreementCard } from './compose/agreements/agreement.ts';
import { confirmRequest } from './compose/agreements/confirm.ts';
import * as news from './compose/agreements/news.ts';
import * as phone from './compose/by-phone.ts';
import { markedByPhone } from './compose/by-phone.ts';
import { absenceChanged } from './compose/case/absence.ts';
import { appealAnswered, appealMade } from './compose/case/appeals.ts';
import * as ofCase from './compose/case/case.ts';
import { ageToCheck, intakeOpen } from './compose/case/intake.ts';
import { involvementChanged } from './compose/case/involvement.ts';
import * as network from './compose/case/network.ts';
import { reportAnswered, reportReceived, reportWaits } from './compose/case/report.ts';
import * as requests from './compose/case/requests.ts';
import { trackChanged } from './compose/case/tracks.ts';
import * as consent from './compose/consent.ts';
import * as digest from './compose/digest.ts';
import * as entry from './compose/entry.ts';
import * as help from './compose/help.ts';
import * as lead from './compose/lead.ts';
import { consentDefault, workspaceConfirmed } from './compose/manage/administration.ts';
import { contactChanges, contactCheck, contactsToCheck } from './compose/manage/check.ts';
import * as people from './compose/people.ts';
import { mondayList } from './compose/region/monday.ts';
import * as trouble from './compose/region/trouble.ts';
import { byRole } from './words/by-role.ts';
import { formatDate } from './words/dates.ts';
import { say } from './words/translate.ts';

type Composer<M> = (m: M, reader: Reader) => Document;

/** The words of each meaning: a message that is missing here does not compile. */
const COMPOSERS: { readonly [T in Message['type']]: Composer<Extract<Message, { type: T }>> } = {
  Welcome: ofCase.welcome,
  Overview: ofCase.overviewCard,
  CaseStatusChanged: ofCase.caseStatusChanged,
  AgeToCheck: ageToCheck,
  ReportWaits: reportWaits,
  ReportReceived: reportReceived,
  ReportAnswered: reportAnswered,
  IntakeOpen: intakeOpen,
  Silence: ofCase.silence,
  ClockNotice: ofCase.clockNotice,

  AgreementCard: (m, reader) => agreementCard(m.code, m.agreement, reader),
  DoneReported: news.doneReported,
  NotYetDone: news.notYetDone,
  PickedUp: news.pickedUp,
  DateProposed: news.dateProposed,
  DateDecided: news.dateDecided,
  DateFollows: news.dateFollows,
  AgreementRevised: news.revised,
  AgreementEnded: news.ended,
  AgreementPaused: news.paused,
  AgreementResumed: news.resumed,
  DisputeReported: news.disputeReported,
  BlockerReported: news.blockerReported,
  BlockerResolved: news.blockerResolved,
  DeputyChecks: news.deputyChecks,
  GoodNews: news.goodNews,
  InvolvementChanged: involvementChanged,
  AbsenceChanged: absenceChanged,
  TrackChanged: trackChanged,
  PhoneToCheck: phone.phoneToCheck,
  PhoneCorrected: phone.phoneCorrected,

  ConfirmRequest: confirmRequest,
  NudgeDigest: digest.nudgeDigest,
  NudgeInChannel: digest.nudgeInChannel,

  LeadAsked: lead.leadAsked,
  LeadMandate: lead.leadMandate,
  LeadMissing: lead.leadMissing,
  LeadReleased: lead.leadReleased,
  LeadHandoverTold: lead.leadHandoverTold,
  LadderOffer: lead.ladderOffer,
  AppealMade: appealMade,
  AppealAnswered: appealAnswered,

  EscalationAlert: help.escalationAlert,
  EscalationRaised: help.escalationRaised,
  EscalationAcknowledged: help.escalationAcknowledged,
  EscalationAnswered: help.escalationAnswered,
  CallEnded: help.callEnded,
  AcknowledgementEnded: help.acknowledgementEnded,
  ContactMissing: help.contactMissing,
  RoleMissing: network.roleMissing,
  ContactUnreached: help.contactUnreached,
  ContactFilled: help.contactFilled,

  ParticipantJoined: people.joined,
  PartyWithoutBasis: people.withoutBasis,
  PersonWelcomed: people.personWelcomed,
  ParticipantLeft: people.left,
  OwnerLeft: people.ownerLeft,
  OutsiderInRoom: people.outsider,
  AbsenceStarts: people.absenceStarts,
  AbsenceUncovered: people.absenceUncovered,
  DeputySummary: people.deputySummary,

  InviteFailed: trouble.inviteFailed,
  InvitationFailed: trouble.invitationFailed,
  RoomTrouble: trouble.roomTrouble,
  DeliveryFailed: trouble.deliveryFailed,
  ConnectionLost: trouble.connectionLost,
  DeliveryTrouble: trouble.deliveryTrouble,
  WorkspaceConfirmed: workspaceConfirmed,
  ConsentDefault: consentDefault,
  ContactsToCheck: contactsToCheck,
  ContactCheck: contactCheck,
  ContactChanges: contactChanges,

  RequestAsked: requests.requestAsked,
  RequestTold: requests.requestTold,
  RequestEnded: requests.requestEnded,

  SignInLink: entry.signInLink,
  SignInCode: entry.signInCode,
  CallAsked: entry.callAsked,
  AddressWaits: entry.addressWaits,
  AddressRefused: entry.addressRefused,
  InvitationAstray: entry.invitationAstray,
  MondayList: mondayList,

  ConsentAsked: consent.consentAsked,
  ConsentAnswered: consent.consentAnswered,
  ConsentTalk: consent.consentTalk,
  ConsentSilent: consent.consentSilent,
  WelcomeParty: consent.welcomeParty,
};

/** A meaning in words for one reader. Every message there is has its words, in both languages. */
export function compose(message: Message, reader: Reader): Document {
  const m = byRole(message, reader);
  return markedByPhone((COMPOSERS[m.type] as Composer<Message>)(m, reader), m, reader);
}

/** The part of the 250 characters of a topic that the code, the words and the date leave for a name. */
const LEAD_IN_TOPIC = 120;

/** The line under a channel's name: the code, who leads, the three-month date. At most 250 characters. */
export function roomTopic(
  task: Extract<RoomTask, { type: 'SetTopic' }>,
  language: Reader['language'],
): string {
  return say(language, 'topic.text', {
    code: task.code,
    lead: cut(task.lead?.name ?? say(language, 'value.nobody'), LEAD_IN_TOPIC),
    date: task.threeMonthDate === null ? 'none' : formatDate(task.threeMonthDate, language),
  });
}

function cut(name: string, max: number): string {
  const characters = [...name];
  return characters.length <= max ? name : `${characters.slice(0, max - 1).join('')}…`;
}
