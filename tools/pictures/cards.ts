import type { CommandName } from '../../src/domain/command-names.ts';
import type { Message } from '../../src/domain/messages/index.ts';
import type { Document, Form, Reader } from '../../src/ports/document.ts';
import { composeAppeals } from '../../src/text/compose/case/appeals.ts';
import { composeRequests } from '../../src/text/compose/case/requests.ts';
import { composeTerms } from '../../src/text/compose/case/terms.ts';
import { composeTracks } from '../../src/text/compose/case/tracks.ts';
import { type ConsentFacts, composeConsents } from '../../src/text/compose/consent.ts';
import { compose } from '../../src/text/compose.ts';
import { form } from '../../src/text/forms.ts';
import { composeHome } from '../../src/text/home.ts';
import { composeCaseView, composeHelp, composeLead, composeList } from '../../src/text/query-replies.ts';
import nl from '../../src/text/words/nl.json' with { type: 'json' };
import { APPEALS } from '../../test/fixtures/appeals.ts';
import { CHOSEN, LIBRARY_LINES } from '../../test/fixtures/library.ts';
import { EXAMPLES, FACTS, inCase, item, LEAD, MOTHER, OWNER } from '../../test/fixtures/messages.ts';
import { REQUESTS } from '../../test/fixtures/requests.ts';
import { TERMS } from '../../test/fixtures/terms.ts';
import { TRACKS } from '../../test/fixtures/tracks.ts';
import { regionFile } from '../../test/support/cases/case-builder.ts';

/** Something a person sees: a card, an answer, or a form. Its name is that of its file. */
export interface Shown {
  readonly name: string;
  readonly group: 'messages' | 'answers' | 'forms';
  readonly make: (reader: Reader) => Document | Form;
  /** It stands in somebody's own conversation with Schakel: there nobody is called. */
  readonly isPersonal?: boolean;
  /** Somebody pressed the button behind which others are. */
  readonly isOpened?: boolean;
}

/** Messages that are written to one person, as a rule. */
const PERSONAL: ReadonlySet<Message['type']> = new Set([
  'AcknowledgementEnded',
  'AddressRefused',
  'AddressWaits',
  'BlockerReported',
  'CallEnded',
  'ConfirmRequest',
  'ConsentAnswered',
  'ConsentAsked',
  'ConsentTalk',
  'ConnectionLost',
  'ContactChanges',
  'ContactCheck',
  'ContactFilled',
  'ContactMissing',
  'DeliveryFailed',
  'DeputySummary',
  'DisputeReported',
  'EscalationAlert',
  'InvitationAstray',
  'InvitationFailed',
  'InviteFailed',
  'LadderOffer',
  'LeadAsked',
  'NudgeDigest',
  'OutsiderInRoom',
  'OwnerLeft',
  'PhoneToCheck',
  'RoomTrouble',
]);

/** Sent by mail or text message, and to nobody in chat. */
const ELSEWHERE: ReadonlySet<string> = new Set(['SignInCode', 'SignInLink']);

/** The tests use extremes; these are messages as people mostly get them. */
const ORDINARY: Partial<Record<Message['type'], Message>> = {
  AgreementCard: { ...EXAMPLES.AgreementCard, agreement: FACTS },
  AgreementEnded: {
    ...EXAMPLES.AgreementEnded,
    agreement: { ...FACTS, status: 'ended', endedReason: 'er is al een plan' },
  },
  EscalationAnswered: {
    ...EXAMPLES.EscalationAnswered,
    agreement: FACTS,
    answer: 'gefinancierd tot de zomer',
  },
  NudgeDigest: {
    ...EXAMPLES.NudgeDigest,
    items: [item('due', 'owner'), item('open_deputy', 'deputy')],
    confirm: [],
  },
  Overview: {
    ...EXAMPLES.Overview,
    status: 'open',
    statusReason: null,
    lead: LEAD,
    overNorm: false,
    missingContacts: [],
  },
};

/** The extremes, and what is behind "more". */
const EXTREMES: readonly Shown[] = [
  { name: 'agreement-card-more', type: 'AgreementCard' as const, isOpened: true },
  { name: 'agreement-card-full', type: 'AgreementCard' as const },
  { name: 'overview-full', type: 'Overview' as const },
  { name: 'nudge-digest-full', type: 'NudgeDigest' as const, isPersonal: true },
].map(({ type, ...more }) => ({
  group: 'messages',
  make: (reader) => compose((more.isOpened ? ORDINARY[type] : undefined) ?? EXAMPLES[type], reader),
  ...more,
}));

const messages = Object.values(EXAMPLES)
  .filter(({ type }) => !ELSEWHERE.has(type))
  .map(
    (example: Message): Shown => ({
      name: kebab(example.type),
      group: 'messages',
      make: (reader) => compose(ORDINARY[example.type] ?? example, reader),
      isPersonal: PERSONAL.has(example.type),
    }),
  );

const said = { who: MOTHER, by: null, on: '2027-03-11', until: null };
/** Consent as the mother reads it: one party reads along, of one she said no, one has no answer yet. */
const CONSENTS: ConsentFacts = {
  ...inCase,
  isOpen: true,
  mayAnswer: true,
  asks: false,
  notHere: null,
  guardians: null,
  supporters: { ends: 1, mayBring: true },
  parties: [
    {
      ...{ key: 'gemeente', name: 'Gemeente', isLimited: false, answer: 'yes', missing: 0 },
      ...{ isLeads: true, mine: 'yes', isHere: true },
      answers: [{ ...said, answer: 'yes', until: '2027-09-11', by: LEAD }],
      asking: { answer: 'yes', missing: 0, mine: 'yes', answers: [{ ...said, answer: 'yes' }] },
    },
    {
      ...{ key: 'swv', name: 'Samenwerkingsverband', isLimited: true, answer: 'no', missing: 0 },
      ...{ isLeads: false, mine: 'no', isHere: true },
      answers: [{ ...said, answer: 'no' }],
      asking: { answer: 'no', missing: 0, mine: 'no', answers: [{ ...said, answer: 'no' }] },
    },
    {
      ...{ key: 'school', name: 'School', isLimited: false, answer: 'open', missing: 1 },
      ...{ isLeads: false, mine: 'asked', isHere: true },
      answers: [{ ...said, answer: 'asked', on: null }],
      asking: { answer: 'open', missing: 1, mine: null, answers: [] },
    },
  ],
};

const overview = { ...EXAMPLES.Overview, status: 'open' as const, statusReason: null, lead: LEAD };
const list = [{ ...inCase, agreement: FACTS }];
const answers: readonly Shown[] = [
  answer('home', (r) =>
    composeHome({
      agreements: list,
      cases: [{ ...inCase, lead: LEAD, daysAtHome: 66, clock: 'home', openCount: 2, inIntake: false }],
      mayOpenCase: true,
      reader: r,
    }),
  ),
  answer('help', (r) => composeHelp(r, { caseId: inCase.caseId, inIntake: false, isFamily: false }, true)),
  answer('list', (r) => composeList(list, inCase.code, r, OWNER.id)),
  answer('case', (r) => composeCaseView(overview, r, true)),
  answer('lead', (r) => composeLead(overview, r, { isLead: true })),
  answer('consents', (r) => composeConsents(CONSENTS, r, true)),
  answer('requests', (r) => composeRequests(REQUESTS, r)),
  answer('tracks', (r) => composeTracks(TRACKS, r)),
  answer('appeals', (r) => composeAppeals(APPEALS, r)),
  answer('terms', (r) => composeTerms(TERMS, r)),
];

function answer(name: string, make: (r: Reader) => Document): Shown {
  return { name: `answer-${name}`, group: 'answers', make, isPersonal: true };
}

const forms = Object.keys(nl)
  .flatMap((key) => (key.startsWith('form.') ? [key.slice('form.'.length)] : []))
  // A region is managed on the web.
  .filter((name): name is CommandName => !name.startsWith('manage.'))
  .map(
    (name): Shown => ({
      name: `form-${kebab(name)}`,
      group: 'forms',
      make: (reader) => form(name, context(reader, ABOUT_ONE.test(name))),
    }),
  );

/** Forms that are about one agreement, which stands above them. */
const ABOUT_ONE = /^(agreement\.(?!create)|blocker|ladder|escalation|phone)/;

function context(reader: Reader, isAboutOne: boolean): Parameters<typeof form>[1] {
  return {
    reader,
    args: { agreementId: FACTS.id, templates: CHOSEN },
    library: () => LIBRARY_LINES,
    today: '2027-03-11',
    me: 'p-lead',
    code: inCase.code,
    participants: [
      { id: 'p-owner', person: OWNER, role: 'supportCoordinator' },
      { id: 'p-lead', person: LEAD, role: 'municipalCaseManager' },
      { id: 'p-mother', person: MOTHER, role: 'guardian' },
    ],
    appeal: {
      ...{ kind: 'objection', readers: ['Casemanager'], asked: null },
      steps: [{ id: FACTS.id, number: 1, title: FACTS.title, call: null }],
    },
    firstDayRule: 'missed',
    hasMembers: true,
    missing: ['contact', 'question'],
    supporters: [],
    answering: ['p-mother'],
    request: {
      party: 'School',
      questions: [],
      people: [{ id: 'p-owner', name: 'Ondersteuningscoördinator' }],
      examples: ['Wat hebben jullie gedaan?', 'Wat is er nodig?', 'Wie kan ja zeggen?'],
      due: '2027-03-18',
    },
    reachable: [LEAD, OWNER],
    known: [LEAD],
    closing: null,
    agreements: [{ id: FACTS.id, number: 1, title: FACTS.title }],
    agreement: isAboutOne ? FACTS : null,
    organisations: [{ key: 'school', name: 'School' }],
    parties: [{ key: 'school', name: 'School' }],
    rungs: [{ rung: 4, title: 'directeur samenwerkingsverband' }],
    region: {
      file: regionFile(),
      version: 1,
      holidays: () => [{ date: '2027-04-27', name: 'Koningsdag', counts: true }],
    },
  };
}

function kebab(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/\./g, '-')
    .toLowerCase();
}

export const SHOWN: readonly Shown[] = [...messages, ...EXTREMES, ...answers, ...forms];
