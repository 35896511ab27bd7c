import type { Message, Payload } from './message.ts';
import { isRoomTask } from './room-tasks.ts';

/** The keys that all of a type have. A key that some leave out, as messages of before do, is not asked for. */
type Keys<M> = {
  readonly [K in keyof M as K extends 'type' ? never : undefined extends M[K] ? never : K]: true;
};

const HAS = true;
const IN_CASE = { caseId: HAS, code: HAS } as const;
const ON_AGREEMENT = { ...IN_CASE, agreement: HAS } as const;

const KEYS: { readonly [T in Payload['type']]: Keys<Extract<Payload, { type: T }>> } = {
  Welcome: { ...IN_CASE, regionName: HAS, lead: HAS, leadPhone: HAS },
  WelcomeParty: { ...IN_CASE, party: HAS, lead: HAS, leadPhone: HAS },
  PersonWelcomed: { ...IN_CASE, regionName: HAS, as: HAS, lead: HAS, leadPhone: HAS },
  Overview: {
    ...IN_CASE,
    status: HAS,
    statusReason: HAS,
    outcome: HAS,
    firstDayHome: HAS,
    overNorm: HAS,
    threeMonthDate: HAS,
    lead: HAS,
    leadDeputy: HAS,
    strength: HAS,
    open: HAS,
    doneCount: HAS,
    people: HAS,
    invited: HAS,
    missingContacts: HAS,
  },
  AgreementCard: ON_AGREEMENT,
  ConfirmRequest: { ...IN_CASE, agreements: HAS, deadline: HAS, again: HAS },
  DoneReported: { ...ON_AGREEMENT, by: HAS },
  NotYetDone: { ...ON_AGREEMENT, by: HAS },
  PickedUp: { ...ON_AGREEMENT, by: HAS },
  DateProposed: { ...ON_AGREEMENT, by: HAS, date: HAS },
  DateDecided: { ...ON_AGREEMENT, by: HAS, accepted: HAS, date: HAS },
  DateFollows: { ...ON_AGREEMENT, after: HAS },
  AgreementRevised: ON_AGREEMENT,
  AgreementEnded: { ...ON_AGREEMENT, by: HAS },
  AgreementPaused: { ...ON_AGREEMENT, by: HAS },
  AgreementResumed: ON_AGREEMENT,
  DisputeReported: { ...ON_AGREEMENT, who: HAS, words: HAS },
  PhoneToCheck: { ...ON_AGREEMENT, phone: HAS },
  PhoneCorrected: { ...ON_AGREEMENT, who: HAS, by: HAS, said: HAS, detail: HAS, words: HAS },
  BlockerReported: { ...ON_AGREEMENT, by: HAS, category: HAS, decisionMaker: HAS, waiting: HAS },
  BlockerResolved: { ...ON_AGREEMENT, by: HAS, answer: HAS },
  NudgeDigest: { date: HAS, strengths: HAS, items: HAS, confirm: HAS },
  NudgeInChannel: { ...IN_CASE, person: HAS, items: HAS },
  DeputyChecks: { ...ON_AGREEMENT, deputy: HAS },
  AbsenceStarts: { ...IN_CASE, person: HAS, deputy: HAS, from: HAS, until: HAS },
  AbsenceUncovered: { ...IN_CASE, participantId: HAS, person: HAS, from: HAS, until: HAS, numbers: HAS },
  DeputySummary: { ...IN_CASE, absent: HAS, until: HAS, agreements: HAS },
  LeadAsked: { ...IN_CASE, by: HAS },
  LeadMandate: { ...IN_CASE, lead: HAS, phone: HAS, deputy: HAS },
  LeadMissing: { ...IN_CASE, workingDays: HAS },
  LeadReleased: { ...IN_CASE, by: HAS },
  LeadHandoverTold: {
    ...IN_CASE,
    handoverId: HAS,
    what: HAS,
    from: HAS,
    to: HAS,
    spokeOn: HAS,
    on: HAS,
    keeps: HAS,
    until: HAS,
  },
  AppealMade: { ...IN_CASE, appealId: HAS, kind: HAS, by: HAS, number: HAS, before: HAS },
  AppealAnswered: { ...IN_CASE, appealId: HAS, kind: HAS, by: HAS },
  LadderOffer: { ...IN_CASE, workingDays: HAS, contact: HAS, title: HAS, rung: HAS },
  EscalationAlert: {
    ...IN_CASE,
    escalationId: HAS,
    rung: HAS,
    title: HAS,
    contact: HAS,
    agreement: HAS,
    workingDaysOpen: HAS,
    steps: HAS,
    blocker: HAS,
    question: HAS,
    daysAtHome: HAS,
    lead: HAS,
    leadPhone: HAS,
    by: HAS,
    copy: HAS,
  },
  EscalationRaised: { ...IN_CASE, agreement: HAS, title: HAS, contact: HAS },
  EscalationAcknowledged: { ...IN_CASE, agreement: HAS, by: HAS, until: HAS },
  EscalationAnswered: { ...IN_CASE, agreement: HAS, by: HAS, answer: HAS },
  CallEnded: { code: HAS, wasOnIt: HAS },
  RequestAsked: { ...IN_CASE, requestId: HAS, by: HAS, due: HAS, count: HAS, what: HAS },
  RequestTold: { ...IN_CASE, requestId: HAS, party: HAS, what: HAS, who: HAS, due: HAS },
  RequestEnded: { code: HAS },
  AcknowledgementEnded: { ...IN_CASE, escalationId: HAS, agreement: HAS, by: HAS, until: HAS },
  ContactMissing: {
    ...IN_CASE,
    escalationId: HAS,
    title: HAS,
    rung: HAS,
    regionName: HAS,
    why: HAS,
    agreement: HAS,
  },
  RoleMissing: { ...IN_CASE, fields: HAS, parties: HAS, rung: HAS, region: HAS },
  ContactUnreached: {
    ...IN_CASE,
    escalationId: HAS,
    contact: HAS,
    phone: HAS,
    why: HAS,
    workingDays: HAS,
    agreement: HAS,
  },
  ContactFilled: { ...IN_CASE, agreement: HAS, contact: HAS, title: HAS },
  AgeToCheck: { ...IN_CASE, band: HAS, month: HAS },
  ReportWaits: { ...IN_CASE, workingDays: HAS, readBefore: HAS, role: HAS },
  ReportReceived: { ...IN_CASE, regionName: HAS, readBefore: HAS, phone: HAS },
  ReportAnswered: { code: HAS, what: HAS, because: HAS, reportedOn: HAS, regionName: HAS, phone: HAS },
  IntakeOpen: { ...IN_CASE, workingDays: HAS, lastEventOn: HAS, missing: HAS },
  Silence: { ...IN_CASE, workingDays: HAS, lastEventOn: HAS },
  AbsenceChanged: {
    ...IN_CASE,
    what: HAS,
    by: HAS,
    on: HAS,
    before: HAS,
    reason: HAS,
    category: HAS,
    enrolled: HAS,
    daysAtHome: HAS,
    threeMonthDate: HAS,
  },
  ClockNotice: { ...IN_CASE, when: HAS, threeMonthDate: HAS, daysAtHome: HAS },
  GoodNews: { ...IN_CASE, agreement: HAS, strength: HAS },
  InvolvementChanged: { ...IN_CASE, from: HAS, to: HAS, by: HAS, reason: HAS },
  TrackChanged: { ...IN_CASE, what: HAS, by: HAS, track: HAS },
  CaseStatusChanged: { ...IN_CASE, status: HAS, by: HAS, reason: HAS, outcome: HAS },
  PartyWithoutBasis: { ...IN_CASE, withoutBasis: HAS },
  ParticipantJoined: { ...IN_CASE, person: HAS, role: HAS },
  ParticipantLeft: { ...IN_CASE, person: HAS, why: HAS },
  OwnerLeft: { ...IN_CASE, person: HAS, agreements: HAS },
  OutsiderInRoom: { ...IN_CASE, name: HAS, platform: HAS },
  InviteFailed: { ...IN_CASE, person: HAS, reason: HAS },
  InvitationFailed: { ...IN_CASE, role: HAS, reason: HAS },
  RoomTrouble: { ...IN_CASE, platform: HAS, what: HAS },
  DeliveryFailed: { code: HAS, person: HAS, reason: HAS },
  ConnectionLost: { workspace: HAS, why: HAS, at: HAS },
  ContactsToCheck: { region: HAS, points: HAS },
  ConsentDefault: { region: HAS, regionName: HAS },
  ContactCheck: { region: HAS, regionName: HAS, points: HAS },
  ContactChanges: { region: HAS, organisation: HAS, role: HAS, person: HAS, what: HAS },
  DeliveryTrouble: { what: HAS, date: HAS, time: HAS, workspace: HAS },
  WorkspaceConfirmed: { region: HAS, regionName: HAS, platform: HAS, workspace: HAS, person: HAS },
  MondayList: {
    regionId: HAS,
    regionName: HAS,
    date: HAS,
    openCount: HAS,
    doneLately: HAS,
    strengths: HAS,
    cases: HAS,
    more: HAS,
  },
  SignInLink: { purpose: HAS },
  SignInCode: { link: HAS },
  CallAsked: { ...IN_CASE, person: HAS, why: HAS },
  AddressWaits: { ...IN_CASE, participantId: HAS, person: HAS, by: HAS },
  AddressRefused: { ...IN_CASE, person: HAS },
  InvitationAstray: {
    ...IN_CASE,
    letters: HAS,
    entered: HAS,
    participantId: HAS,
    role: HAS,
    by: HAS,
    recalled: HAS,
    isElsewhere: HAS,
  },
  ConsentAsked: { ...IN_CASE, party: HAS, again: HAS },
  ConsentAnswered: { ...IN_CASE, party: HAS, who: HAS, answer: HAS, isLimited: HAS, missing: HAS },
  ConsentTalk: { ...IN_CASE, party: HAS, who: HAS },
  ConsentSilent: { ...IN_CASE, party: HAS, who: HAS, workingDays: HAS },

  OpenRoom: { ...IN_CASE, roomId: HAS, owner: HAS },
  Invite: { ...IN_CASE, person: HAS },
  InviteExternal: { ...IN_CASE, invitationId: HAS },
  Remove: { ...IN_CASE, person: HAS },
  SetTopic: { ...IN_CASE, lead: HAS, threeMonthDate: HAS },
  ArchiveRoom: IN_CASE,
};

const NEEDED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(KEYS).map(([type, keys]) => [type, Object.keys(keys)]),
);

/** A row that this version cannot read. It names its type and the key that is missing, and nothing of what it says. */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';
}

/**
 * Reads a row of the outbox, checked once: its type is known, and all that such a message needs is there. What it
 * says is not looked at: only Schakel writes there, and a version of before left out no more than this.
 */
export function readPayload(row: unknown): Payload {
  const type = typeof row === 'object' && row !== null && 'type' in row ? String(row.type) : 'none';
  const needed = NEEDED.get(type);
  if (!needed) throw new UnreadablePayload(`a message of an unknown type: ${type}`);
  for (const key of needed)
    if (!(key in (row as object)))
      throw new UnreadablePayload(`a message of the type ${type} without ${key}`);
  return row as Payload;
}

/** The same of a row that tells something. */
export function readMessage(row: unknown): Message {
  const payload = readPayload(row);
  if (isRoomTask(payload)) throw new UnreadablePayload(`no message, but work on a room: ${payload.type}`);
  return payload;
}
