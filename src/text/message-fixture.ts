import type { AgreementFacts, DigestItem, Message, PersonRef } from '../domain/messages/index.ts';
import { STEPS } from '../domain/vocabulary.ts';
import { type Block, type Document, inlineWords, type Reader, type RichText } from '../ports/document.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const person = (n: number, name: string): PersonRef => ({ id: id(n), name });
export const OWNER = person(1, 'Ondersteuningscoördinator');
export const LEAD = person(2, 'Casemanager');
export const MOTHER = person(3, 'Moeder');
export const TITLE = 'Onderwijsplan';
export const inCase = { caseId: id(10), code: 'Wilg-27' };

export const FACTS: AgreementFacts = {
  id: id(20),
  number: 1,
  kind: 'agreement',
  title: TITLE,
  doneWhen: 'gedeeld met ouder',
  owner: OWNER,
  actingOwner: null,
  deputy: LEAD,
  due: '2027-03-18',
  firstDue: '2027-03-18',
  waitsOn: null,
  validUntil: null,
  textVersion: 1,
  status: 'open',
  endedReason: null,
  reportedDoneBy: null,
  doneOn: null,
  paused: null,
  blocker: null,
  proposedDue: null,
  confirmedBy: [OWNER],
  disputedBy: [],
  awaiting: [MOTHER],
  help: null,
};
const RICH: AgreementFacts = {
  ...FACTS,
  kind: 'decision',
  firstDue: '2027-03-11',
  actingOwner: LEAD,
  validUntil: '2027-07-31',
  paused: { reason: 'vakantie', until: '2027-04-01' },
  askedLess: { every: 5, reason: 'wacht op de toets', until: '2027-04-15' },
  blocker: { category: 'money', decisionMaker: null },
  proposedDue: { date: '2027-03-25', by: OWNER },
  disputedBy: [{ person: MOTHER, words: 'dagelijks' }],
  help: { title: 'directeur', contact: null, status: 'missing' },
};
export const on = { ...inCase, agreement: FACTS };
export const item = (step: DigestItem['step'], as: DigestItem['as']): DigestItem => ({
  ...on,
  step,
  as,
  workingDaysOpen: 3,
  next: step === 'escalation_notice' ? { title: 'teamleider', contact: LEAD, on: '2027-04-06' } : null,
});

const PARTY = { key: 'swv', name: 'Samenwerkingsverband' };

/** One of every message there is: a type without an example does not compile. */
export const EXAMPLES: { readonly [T in Message['type']]: Extract<Message, { type: T }> } = {
  Welcome: { type: 'Welcome', ...inCase, regionName: 'Midden', lead: LEAD, leadPhone: '088 000 0000' },
  Overview: {
    type: 'Overview',
    ...inCase,
    status: 'on_hold',
    statusReason: 'vakantie',
    outcome: null,
    firstDayHome: '2027-01-04',
    overNorm: true,
    threeMonthDate: '2027-04-04',
    lead: null,
    leadDeputy: null,
    strength: 'twee ochtenden gelukt',
    open: [FACTS, RICH],
    doneCount: 2,
    people: [{ person: MOTHER, role: 'guardian', away: false }],
    invited: [],
    missingContacts: [''],
    limited: ['Samenwerkingsverband'],
  },
  WelcomeParty: {
    type: 'WelcomeParty',
    ...inCase,
    party: 'Samenwerkingsverband',
    lead: LEAD,
    leadPhone: '088 000 0000',
  },
  ConsentAsked: { type: 'ConsentAsked', ...inCase, party: PARTY, again: true },
  ConsentAnswered: {
    type: 'ConsentAnswered',
    ...inCase,
    party: PARTY.name,
    who: MOTHER,
    answer: 'no',
    isLimited: true,
    missing: 1,
  },
  ConsentSilent: { type: 'ConsentSilent', ...inCase, party: PARTY.name, who: MOTHER, workingDays: 5 },
  ConsentTalk: { type: 'ConsentTalk', ...inCase, party: PARTY.name, who: MOTHER },
  AgreementCard: { type: 'AgreementCard', ...inCase, agreement: RICH },
  ConfirmRequest: {
    type: 'ConfirmRequest',
    ...inCase,
    agreements: [FACTS, RICH],
    deadline: '2027-03-16',
    again: true,
  },
  DoneReported: { type: 'DoneReported', ...on, by: OWNER },
  NotYetDone: { type: 'NotYetDone', ...on, by: MOTHER },
  PickedUp: { type: 'PickedUp', ...on, by: LEAD },
  DateProposed: { type: 'DateProposed', ...on, by: OWNER, date: '2027-03-25' },
  DateDecided: {
    type: 'DateDecided',
    ...on,
    by: LEAD,
    accepted: true,
    date: '2027-03-25',
    was: '2027-03-18',
  },
  DateFollows: { type: 'DateFollows', ...on, after: { number: 2, title: 'Eerst dit' } },
  AgreementRevised: {
    type: 'AgreementRevised',
    ...on,
    by: LEAD,
    before: { title: 'Plan', doneWhen: 'besproken', owner: MOTHER, due: '2027-03-11' },
  },
  AgreementEnded: { type: 'AgreementEnded', ...on, by: LEAD },
  AgreementPaused: { type: 'AgreementPaused', ...inCase, agreement: RICH, by: LEAD },
  AgreementResumed: { type: 'AgreementResumed', ...on },
  DisputeReported: { type: 'DisputeReported', ...on, who: MOTHER, words: 'dagelijks, niet wekelijks' },
  PhoneToCheck: {
    type: 'PhoneToCheck',
    ...on,
    phone: { by: LEAD, said: 'date', detail: '2027-03-25', words: null, at: '2027-03-16T10:00:00.000Z' },
  },
  PhoneCorrected: {
    type: 'PhoneCorrected',
    ...on,
    who: MOTHER,
    by: LEAD,
    said: 'done',
    detail: null,
    words: 'de eerste keer is geweest, de tweede nog niet',
  },
  BlockerReported: {
    type: 'BlockerReported',
    ...on,
    by: OWNER,
    category: 'money',
    decisionMaker: null,
    waiting: [{ number: 2, title: 'Zorgplan' }],
  },
  BlockerResolved: { type: 'BlockerResolved', ...on, by: LEAD, answer: 'gefinancierd' },
  NudgeDigest: {
    type: 'NudgeDigest',
    date: '2027-03-19',
    strengths: [{ code: 'Wilg-27', strength: 'twee ochtenden gelukt' }],
    items: [
      ...STEPS.flatMap((step) =>
        (['owner', 'acting_owner', 'deputy', 'lead'] as const).map((as) => item(step, as)),
      ),
      item('valid_until', 'owner'),
    ],
    confirm: [
      { type: 'ConfirmRequest', ...inCase, agreements: [FACTS], deadline: '2027-03-24', again: true },
    ],
  },
  NudgeInChannel: { type: 'NudgeInChannel', ...inCase, person: MOTHER, items: [item('open_owner', 'owner')] },
  DeputyChecks: { type: 'DeputyChecks', ...on, deputy: LEAD },
  AbsenceStarts: {
    type: 'AbsenceStarts',
    ...inCase,
    person: OWNER,
    deputy: null,
    from: '2027-03-17',
    until: null,
  },
  AbsenceUncovered: {
    type: 'AbsenceUncovered',
    ...inCase,
    participantId: id(4),
    person: OWNER,
    from: '2027-03-17',
    until: '2027-03-24',
    numbers: [1, 2],
  },
  DeputySummary: { type: 'DeputySummary', ...inCase, absent: OWNER, until: null, agreements: [FACTS] },
  LeadAsked: { type: 'LeadAsked', ...inCase, by: MOTHER },
  LeadMandate: { type: 'LeadMandate', ...inCase, lead: LEAD, phone: '088 000 0000', deputy: null },
  LeadMissing: { type: 'LeadMissing', ...inCase, workingDays: 2 },
  LeadReleased: { type: 'LeadReleased', ...inCase, by: LEAD },
  LadderOffer: { type: 'LadderOffer', ...inCase, workingDays: 5, contact: null, title: '', rung: 4 },
  EscalationAlert: {
    type: 'EscalationAlert',
    ...inCase,
    escalationId: id(30),
    rung: 4,
    title: 'directeur',
    contact: person(5, 'Directeur'),
    agreement: FACTS,
    workingDaysOpen: 4,
    steps: [{ step: 'due', on: '2027-03-18', who: OWNER }],
    blocker: { category: 'money', decisionMaker: null },
    question: null,
    daysAtHome: 80,
    lead: LEAD,
    leadPhone: null,
    by: LEAD,
    copy: false,
  },
  EscalationRaised: { type: 'EscalationRaised', ...on, title: 'directeur', contact: LEAD },
  EscalationAcknowledged: { type: 'EscalationAcknowledged', ...on, by: LEAD, until: '2027-03-30' },
  CallEnded: { type: 'CallEnded', code: inCase.code, wasOnIt: true },
  EscalationAnswered: { type: 'EscalationAnswered', ...inCase, agreement: null, by: LEAD, answer: 'ja' },
  AcknowledgementEnded: {
    type: 'AcknowledgementEnded',
    ...on,
    escalationId: id(30),
    by: LEAD,
    until: '2027-03-30',
  },
  ContactMissing: {
    type: 'ContactMissing',
    ...on,
    escalationId: id(30),
    title: '',
    rung: 4,
    regionName: 'Midden',
    why: 'away',
  },
  ContactUnreached: {
    type: 'ContactUnreached',
    ...on,
    escalationId: id(30),
    contact: LEAD,
    phone: '088 000 0000',
    why: 'silent',
    workingDays: 3,
    canAsk: true,
  },
  ContactFilled: { type: 'ContactFilled', ...on, contact: LEAD, title: 'directeur' },
  Silence: { type: 'Silence', ...inCase, workingDays: 10, lastEventOn: '2027-03-01' },
  ClockNotice: {
    type: 'ClockNotice',
    ...inCase,
    when: 'two_weeks',
    threeMonthDate: '2027-04-04',
    daysAtHome: 78,
  },
  GoodNews: { type: 'GoodNews', ...inCase, agreement: null, strength: 'de eerste les' },
  CaseStatusChanged: {
    type: 'CaseStatusChanged',
    ...inCase,
    status: 'closed',
    by: LEAD,
    reason: null,
    outcome: 'education_and_care',
    stopped: [2, 3],
    stopReason: 'er is een plek',
  },
  ParticipantJoined: { type: 'ParticipantJoined', ...inCase, person: MOTHER, role: 'guardian' },
  OutsiderInRoom: { type: 'OutsiderInRoom', ...inCase, name: 'Nieuwe collega', platform: 'slack' },
  OwnerLeft: { type: 'OwnerLeft', ...inCase, person: MOTHER, agreements: [FACTS] },
  ParticipantLeft: { type: 'ParticipantLeft', ...inCase, person: MOTHER, why: 'left_room' },
  InvitationFailed: { type: 'InvitationFailed', ...inCase, role: 'careProvider', reason: 'not_allowed' },
  InviteFailed: { type: 'InviteFailed', ...inCase, person: MOTHER, reason: 'not_allowed' },
  RoomTrouble: { type: 'RoomTrouble', ...inCase, what: 'archived', platform: 'slack' },
  DeliveryFailed: { type: 'DeliveryFailed', code: null, person: null, reason: 'gave_up' },
  ConnectionLost: {
    type: 'ConnectionLost',
    workspace: 'Gemeente',
    why: 'token_revoked',
    at: '2027-03-18T09:00:00.000Z',
  },
  ContactsToCheck: {
    type: 'ContactsToCheck',
    region: 'midden',
    points: [
      {
        organisation: { key: 'school', name: 'De school' },
        role: 'bestuur',
        person: OWNER,
        deputy: LEAD,
        why: 'unanswered',
      },
      {
        organisation: { key: 'swv', name: 'Samenwerkingsverband' },
        role: 'directeur',
        person: LEAD,
        deputy: null,
        why: 'changes',
      },
    ],
  },
  ContactCheck: {
    type: 'ContactCheck',
    region: 'midden',
    regionName: 'Regio Midden',
    points: [{ organisation: { key: 'school', name: 'De school' }, role: 'bestuur', deputy: LEAD }],
  },
  ContactChanges: {
    type: 'ContactChanges',
    region: 'midden',
    organisation: { key: 'school', name: 'De school' },
    role: 'bestuur',
    person: OWNER,
    what: 'person',
  },
  SignInLink: { type: 'SignInLink', purpose: 'invitation' },
  SignInCode: { type: 'SignInCode', link: 'a'.repeat(64) },
  InvitationAstray: {
    type: 'InvitationAstray',
    ...inCase,
    participantId: id(3),
    role: 'guardian',
    by: LEAD,
    letters: [
      { way: 'email', what: 'link', count: 2, first: '2027-03-11', last: '2027-03-15' },
      { way: 'sms', what: 'code', count: 1, first: '2027-03-15', last: '2027-03-15' },
    ],
    entered: null,
    recalled: true,
    isElsewhere: false,
  },
  AddressRefused: { type: 'AddressRefused', ...inCase, person: MOTHER },
  AddressWaits: { type: 'AddressWaits', ...inCase, participantId: id(3), person: MOTHER, by: LEAD },
  CallAsked: { type: 'CallAsked', ...inCase, person: MOTHER, why: 'unread' },
  DeliveryTrouble: {
    type: 'DeliveryTrouble',
    what: 'away',
    date: '2027-03-18',
    time: '09:05',
    workspace: 'Gemeente',
  },
  WorkspaceConfirmed: {
    type: 'WorkspaceConfirmed',
    region: 'midden',
    regionName: 'Regio Midden',
    platform: 'slack',
    workspace: 'T0SCHOOL',
    person: LEAD,
  },
  MondayList: {
    type: 'MondayList',
    regionId: id(50),
    regionName: 'Midden',
    date: '2027-03-22',
    openCount: 14,
    doneLately: 3,
    strengths: [{ code: 'Wilg-27', strength: 'twee ochtenden gelukt' }],
    cases: [
      {
        ...inCase,
        reasons: [
          { kind: 'noContact', titles: [''] },
          { kind: 'noLead', workingDays: 2 },
          { kind: 'pastNorm', date: '2027-03-01' },
          { kind: 'openLong', count: 2, workingDays: 6 },
          { kind: 'stuck', count: 1 },
        ],
      },
      {
        ...inCase,
        reasons: [
          { kind: 'unclear', count: 1 },
          { kind: 'nearNorm', date: '2027-04-04' },
          { kind: 'quiet', workingDays: 10 },
          { kind: 'noAgreements' },
        ],
      },
    ],
    more: 2,
  },
};

export const READERS: readonly Reader[] = (['nl', 'en'] as const).flatMap((language) =>
  [true, false].flatMap((formal) =>
    [true, false].map((titles) => ({ language, formal, titles, place: 'direct' as const, webUrl: null })),
  ),
);

function flat(text: RichText): string {
  return text.map(inlineWords).join('');
}

export function read(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'text':
    case 'note':
      return flat(block.text);
    case 'facts':
      return block.facts.map((f) => `${f.label} ${flat(f.value)}`).join('\n');
    case 'actions':
      return block.actions.map((a) => `[${a.label}]`).join(' ');
    case 'divider':
      return '';
  }
}

export const words = (d: Document): string => d.blocks.map(read).join('\n');
export const NL: Reader = { language: 'nl', formal: false, titles: true, place: 'direct', webUrl: null };
export const U: Reader = { ...NL, formal: true };
