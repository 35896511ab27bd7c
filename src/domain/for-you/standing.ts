import { addDays, localDate } from '../calendar/index.ts';
import { agreement, isOnTrack, isOpen } from '../case/agreements.ts';
import { actingLead, actsAsLead, deputyOf, participant, participantOfPerson } from '../case/participants.ts';
import type { Agreement, CaseState, Escalation } from '../case/state.ts';
import { partyName } from '../consent/consent.ts';
import { placesNeeded } from '../help/role-missing.ts';
import { nextBandFrom } from '../intake/intake.ts';
import type { DigestItem, Message } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { hearsAsLead, waitsForConfirmation } from '../reminders/done-question.ts';
import { isQuiet, workingDaysOpen } from '../reminders/ladder.ts';
import { isCovered } from '../timers/planned.ts';
import { isCallOpen } from '../views/calls.ts';
import type { Instant, PlainDate, Uuid } from '../vocabulary.ts';
import { consentKey, keyOfItem, waitingFor } from '../waiting-for.ts';
import { pointOf, pointsToCheck } from './points.ts';
import type { ReaderFacts } from './reader-facts.ts';

/** Still waits for this person; is good to know for a while; or was answered, overtaken or is long ago. */
export type Standing = 'asks' | 'tells' | 'over';

interface AsTold extends ReaderFacts {
  /** When it was told. */
  readonly at: Instant;
}

/** How long somebody finds what they were only told, before it is folded away. */
const NEWS_DAYS = 14;
/** A data breach is reported within 72 hours, or not at all. */
const BREACH_DAYS = 3;
/** An answer that somebody waited for stands first for so long. */
const ANSWER_DAYS = 3;
/** A request to call is no use after a week: by then there is another reason, or it was done. */
const CALL_DAYS = 7;

/** All that a case asks of somebody, each by its name. */
export function keysAsked(state: CaseState, region: Region, personId: Uuid, today: PlainDate): Set<string> {
  return new Set(waitingFor(state, region, personId, today).map((one) => keyOfItem(one, state.case.id)));
}

/** The questions of a message that a case asks too, by the same names. Empty: it asks in another way, or nothing. */
export function keysOf(m: Message): readonly string[] {
  switch (m.type) {
    case 'LeadAsked':
      return [`takeLead:${m.caseId}`];
    case 'AppealMade':
      return [`appeal:${m.appealId}`];
    case 'ConsentAsked':
      return [consentKey(m.caseId, m.party.key, m.about)];
    case 'EscalationAlert':
      return m.copy ? [] : [`help:${m.escalationId}`];
    case 'RequestAsked':
      return [`request:${m.requestId}`];
    case 'ConfirmRequest':
      return m.agreements.map((a) => `confirm:${a.id}`);
    case 'DeputySummary':
      return m.agreements.map((a) => `own:${a.id}`);
    case 'DeputyChecks':
      return [`own:${m.agreement.id}`];
    case 'NudgeDigest':
      return [
        ...m.items.filter(isForOwner).map((i) => `own:${i.agreement.id}`),
        ...m.items.filter(isToConfirm).map((i) => `confirmDone:${i.agreement.id}`),
        ...m.confirm.flatMap(keysOf),
      ];
    case 'BlockerReported':
      return [`stuck:${m.agreement.id}`];
    case 'DisputeReported':
      return [`disputed:${m.agreement.id}`];
    case 'DateProposed':
      return [`decideDate:${m.agreement.id}`];
    case 'PhoneToCheck':
    case 'PhoneCorrected':
      return [`byPhone:${m.agreement.id}`];
    case 'CaseStatusChanged':
      if (m.closing === 'byPhone') return [`closedByPhone:${m.caseId}`];
      return m.closing === 'asked' ? [`closing:${m.caseId}`] : [];
    case 'AgreementCard':
    case 'AgreementRevised':
    case 'DoneReported':
      return [`confirm:${m.agreement.id}`, `confirmDone:${m.agreement.id}`];
    default:
      return [];
  }
}

/** The questions of a message that a page need not repeat beside it, also to people whom the message alone asks. */
export function asksOf(m: Message): readonly string[] {
  return m.type === 'ContactMissing' ? [`fillContact:${m.escalationId}`] : keysOf(m);
}

function isForOwner({ as, step }: Pick<DigestItem, 'as' | 'step'>): boolean {
  return step !== 'valid_until' && (as === 'owner' || as === 'acting_owner');
}

function isToConfirm({ as }: DigestItem): boolean {
  return as === 'confirmer';
}

/** How one part of what was told stands now (`partsOf`). */
export function standingOf(m: Message, at: Instant, readerFacts: ReaderFacts): Standing {
  const told = { ...readerFacts, at };
  // Of a closed case nothing is asked any more, in whatever way it was, but whether it was to be closed and what the law asks.
  const standing = whileOpen(m, told);
  const isOfClosed =
    m.type === 'InvitationAstray' ||
    m.type === 'ReportAnswered' ||
    (m.type === 'CaseStatusChanged' && m.closing === 'byPhone');
  return standing === 'asks' && !isOfClosed && readerFacts.state?.case.status === 'closed'
    ? 'over'
    : standing;
}

function whileOpen(m: Message, told: AsTold): Standing {
  if (m.type === 'NudgeDigest' && m.items.length > 0 && m.confirm.length === 0)
    if (saidOnTrack(m, told) || isOfEarlierDay(m, told)) return 'over';
  const keys = keysOf(m);
  if (keys.length > 0) return keys.some((key) => told.asked.has(key)) ? 'asks' : 'over';
  return (STANDING[m.type] as (m: Message, told: AsTold) => Standing)(m, told);
}

const asks = (still: boolean): Standing => (still ? 'asks' : 'over');
const within = (days: number, { at, region, today }: AsTold): boolean =>
  addDays(localDate(region.calendar.zone, at), days) >= today;
const news = (_m: Message, told: AsTold): Standing => (within(NEWS_DAYS, told) ? 'tells' : 'over');
const about = ({ state }: AsTold, id: Uuid | undefined): Agreement | null =>
  state && id ? agreement(state, id) : null;
/** Good to know while the agreement it is about is still to come. */
const ofOpen = (
  m: { readonly agreement: { readonly id: Uuid } | null } & Message,
  told: AsTold,
): Standing => {
  const a = about(told, m.agreement?.id);
  return a !== null && isOpen(a) ? news(m, told) : 'over';
};
const leaderless = (_m: Message, { state }: AsTold): Standing =>
  asks(state !== null && state.case.status !== 'closed' && state.case.leadId === null);

/** The standing of each meaning. One that is missing here does not compile, so that nothing is told and not found. */
const STANDING: {
  readonly [T in Message['type']]: (m: Extract<Message, { type: T }>, told: AsTold) => Standing;
} = {
  NudgeDigest: (m, told) => (m.items[0] ? ofItem(m.items[0], told) : news(m, told)),
  NotYetDone: ofOpen,
  PickedUp: ofOpen,
  DateDecided: ofOpen,
  LeadMissing: leaderless,
  LeadReleased: leaderless,
  LeadHandoverTold: (m, told) => {
    const stands = told.state?.case.leadHandover;
    if (m.what === 'silent') return asks(stands?.id === m.handoverId && stands.acceptedAt === null);
    const isPlan = m.what === 'planned' || m.what === 'accepted';
    return isPlan && stands?.id !== m.handoverId ? 'over' : news(m, told);
  },
  LadderOffer: (m, told) =>
    told.state?.escalations.some((e) => e.agreementId === null && isCallOpen(told.state as CaseState, e))
      ? 'over'
      : leaderless(m, told),
  ContactMissing: (m, { state }) =>
    asks(state?.escalations.some((e) => e.id === m.escalationId && e.status === 'missing') ?? false),
  RoleMissing: (m, told) => (isStillMissing(m, told) ? news(m, told) : 'over'),
  ContactFilled: (m, told) => asks(isOpenWithoutHelp(told, m.agreement.id)),
  AcknowledgementEnded: (m, told) => asks(isUnansweredCall(m.escalationId, told)),
  ContactUnreached: (m, told) => asks(isUnansweredCall(m.escalationId, told)),
  EscalationAlert: (m, { state }) =>
    state?.escalations.some((e) => e.id === m.escalationId && isCallOpen(state, e)) ? 'tells' : 'over',
  Silence: (_m, { state, at }) => asks(state?.case.status === 'open' && state.case.lastEventAt <= at),
  AgeToCheck: (m, { state }) =>
    asks(state !== null && nextBandFrom(state) === m.month && state.case.status !== 'closed'),
  ReportWaits: (_m, { state, at }) => asks(state?.case.status === 'reported' && state.case.lastEventAt <= at),
  ReportReceived: (m, told) => (told.state?.case.status === 'reported' ? news(m, told) : 'over'),
  // Whoever reported has waited for it, and is written to about it.
  ReportAnswered: (m, told) => (within(ANSWER_DAYS, told) ? 'asks' : news(m, told)),
  IntakeOpen: (_m, { state, at }) => asks(state?.case.status === 'intake' && state.case.lastEventAt <= at),
  OwnerLeft: (m, told) => asks(m.agreements.some((a) => isOwnerless(told, a.id))),
  AbsenceUncovered: (m, { state, today }) =>
    asks(
      (m.until === null || m.until >= today) &&
        state !== null &&
        participant(state, m.participantId)?.leftAt === null &&
        !isCovered(state, m.participantId, m.from),
    ),
  CallAsked: (m, told) => asks(within(CALL_DAYS, told) && !hasLeft(m, told) && isStillToCall(m, told)),
  ConsentTalk: (m, told) => asks(within(NEWS_DAYS, told) && isUnanswered(m, told)),
  ConsentSilent: (m, told) => asks(within(NEWS_DAYS, told) && isUnanswered(m, told)),
  ContactsToCheck: (m, told) => asks(pointsToCheck(m, told).length > 0),
  ContactCheck: (m, told) => asks(pointsToCheck(m, told).length > 0),
  ContactChanges: (m, told) => asks(pointOf(told, m)?.changes !== undefined),
  // Whoever asked has waited for it, and is written to about it.
  AppealAnswered: (m, told) => (askedForIt(m, told) && within(ANSWER_DAYS, told) ? 'asks' : news(m, told)),
  AppealMade: news,
  ConsentDefault: news,
  RequestAsked: news,
  RequestTold: (m, told) =>
    m.what === 'silent' ? asks(isStillOpenRequest(m.requestId, told)) : news(m, told),
  RequestEnded: news,
  LeadAsked: news,
  ConsentAsked: news,
  ConfirmRequest: news,
  DeputySummary: news,
  DeputyChecks: news,
  BlockerReported: news,
  DisputeReported: news,
  DateProposed: news,
  PhoneToCheck: news,
  ConsentAnswered: news,
  // Whether it still waits stands on the page of the case.
  AddressWaits: news,
  AddressRefused: news,
  EscalationAcknowledged: news,
  InviteFailed: news,
  InvitationAstray: (m, told) => (within(BREACH_DAYS, told) ? 'asks' : news(m, told)),
  InvitationFailed: news,
  OutsiderInRoom: news,
  RoomTrouble: news,
  DeliveryFailed: news,
  ConnectionLost: news,
  DeliveryTrouble: news,
  WorkspaceConfirmed: news,
  MondayList: news,
  Welcome: news,
  WelcomeParty: news,
  PersonWelcomed: (m, told) => (told.state?.case.status === 'closed' ? 'over' : news(m, told)),
  Overview: news,
  AgreementCard: news,
  DoneReported: news,
  DateFollows: news,
  AgreementRevised: news,
  AgreementEnded: news,
  AgreementPaused: news,
  AgreementResumed: news,
  PhoneCorrected: news,
  BlockerResolved: news,
  NudgeInChannel: news,
  AbsenceStarts: news,
  LeadMandate: news,
  EscalationRaised: news,
  EscalationAnswered: news,
  CallEnded: news,
  ClockNotice: news,
  GoodNews: news,
  CaseStatusChanged: news,
  InvolvementChanged: news,
  AbsenceChanged: news,
  TrackChanged: news,
  ParticipantJoined: news,
  PartyWithoutBasis: news,
  ParticipantLeft: news,
  SignInLink: () => 'over',
  SignInCode: () => 'over',
};

/** Whether it works out was all that was asked, and the owner said so. */
function saidOnTrack({ items }: Extract<Message, { type: 'NudgeDigest' }>, told: AsTold): boolean {
  return items.every(({ agreement: { id }, as, step }) => {
    const a = about(told, id);
    return step === 'before' && isForOwner({ as, step }) && a !== null && isOnTrack(a);
  });
}

/** An agreement that comes back stands for another day by now: what was asked about the day that is over, is over. */
function isOfEarlierDay({ items }: Extract<Message, { type: 'NudgeDigest' }>, told: AsTold): boolean {
  return items.every(({ agreement: { id, rhythm, due } }) => rhythm && about(told, id)?.due !== due);
}

/** A question of a bundle that is not asked of an owner: of the deputy, of the lead, or about an end date. */
function ofItem({ agreement: { id }, as, step }: DigestItem, told: AsTold): Standing {
  const { state, region, personId, today } = told;
  const a = about(told, id);
  if (!state || !a) return 'over';
  if (step === 'valid_until')
    return asks(a.status !== 'ended' && a.validUntil !== null && a.validUntil >= today);
  if (step === 'done')
    return asks(waitsForConfirmation(state, a) && hearsAsLead(state, region, a, { personId, today }));
  if (isQuiet(state, a, today)) return 'over';
  if (step === 'still') return actsAsLead(state, region, personId, today) ? 'asks' : 'tells';
  const me = participantOfPerson(state, personId)?.id;
  if (as === 'deputy') return asks(deputyOf(state, a) === me && a.pickedUpById === null);
  return asks(actsAsLead(state, region, personId, today) && isOpenWithoutHelp(told, id));
}

/** They were asked for help, which is still waited for, and nobody is on it. */
function isUnansweredCall(id: Uuid, { state }: AsTold): boolean {
  return state?.escalations.some((e) => e.id === id && e.status === 'asked' && isCallOpen(state, e)) ?? false;
}

/** Nobody of the party has answered, and nobody took the question back. */
function isStillOpenRequest(id: Uuid, { state }: AsTold): boolean {
  return state?.case.requests.some((one) => one.id === id && one.status === 'open') ?? false;
}

/** One of the places that it names is still empty. */
function isStillMissing(m: Extract<Message, { type: 'RoleMissing' }>, { state, region }: AsTold): boolean {
  if (state === null) return false;
  const { fields, parties, rung } = placesNeeded(state, region);
  return (
    m.fields.some((field) => fields.includes(field)) ||
    m.parties.some(({ key }) => parties.some((p) => p.key === key)) ||
    (m.rung !== null && rung !== null)
  );
}

function isOpenWithoutHelp(told: AsTold, id: Uuid): boolean {
  const { state } = told;
  const a = about(told, id);
  return (
    state !== null &&
    a !== null &&
    isOpen(a) &&
    !state.escalations.some((e) => e.agreementId === id && (isCallOpen(state, e) || wasAskedSince(told, e)))
  );
}

/** Somebody was asked for help after this was told: what it suggested was done. */
function wasAskedSince({ at }: AsTold, e: Escalation): boolean {
  return e.contactPersonId !== null && e.raisedAt > at;
}

/** Still to come, and owned by who left. */
function isOwnerless(told: AsTold, id: Uuid): boolean {
  const a = about(told, id);
  return a !== null && isOpen(a) && participant(told.state as CaseState, a.ownerId)?.leftAt !== null;
}

function askedForIt(
  { appealId }: Extract<Message, { type: 'AppealAnswered' }>,
  { state, personId }: AsTold,
): boolean {
  const me = state && participantOfPerson(state, personId)?.id;
  return state?.case.appeals.some((a) => a.id === appealId && a.byId === me) ?? false;
}

/** Nobody calls who was taken out, or left. */
function hasLeft({ person }: Extract<Message, { type: 'CallAsked' }>, { state }: AsTold): boolean {
  const theirs = state?.participants.filter((p) => p.personId === person.id) ?? [];
  return theirs.length > 0 && theirs.every((p) => p.leftAt !== null);
}

/**
 * A person silent about agreements is called until they say whether those are right, a person who does not look until
 * they do; an address is wrong whatever waits.
 */
function isStillToCall({ why, person }: Extract<Message, { type: 'CallAsked' }>, told: AsTold): boolean {
  const { state, region, today, came } = told;
  if (why === 'email' || why === 'sms') return true;
  if (why === 'unread' && came?.has(person.id)) return false;
  if (why !== 'silent') return waitsFor(told, person.id);
  return state !== null && waitingFor(state, region, person.id, today).some(({ kind }) => kind === 'confirm');
}

/** Something in the case waits for somebody: who was called and answered needs no call any more. */
function waitsFor({ state, region, today }: AsTold, personId: Uuid): boolean {
  const me = state && participantOfPerson(state, personId)?.id;
  if (!state || !me) return false;
  const isLate = (a: Agreement): boolean =>
    !isQuiet(state, a, today) && workingDaysOpen(state, region, a, today) > 0;
  const stands = (a: Agreement): boolean => deputyOf(state, a) === me || actingLead(state, today) === me;
  return (
    waitingFor(state, region, personId, today).length > 0 ||
    state.agreements.some((a) => isLate(a) && stands(a))
  );
}

/** One of the family wanted to talk about a party first, and has not said yes or no since. */
function isUnanswered(
  { who, party, about = 'reading' }: Extract<Message, { type: 'ConsentTalk' | 'ConsentSilent' }>,
  told: AsTold,
): boolean {
  const { state, region, at } = told;
  const me = state && participantOfPerson(state, who.id)?.id;
  if (!state || !me || state.case.status === 'closed') return false;
  return !state.consents.some(
    (c) =>
      c.participantId === me &&
      c.about === about &&
      c.answer !== 'asked' &&
      c.at >= at &&
      partyName(state, region, c.partyKey) === party,
  );
}
