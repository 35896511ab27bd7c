import { expect, it } from 'vitest';
import { COMMANDS } from '../src/app/registry.ts';
import { COMMAND_NAMES } from '../src/domain/command-names.ts';
import { INTAKE_STEPS } from '../src/domain/vocabulary.ts';
import type { Document, Reader } from '../src/ports/document.ts';
import { composeAppeals } from '../src/text/compose/case/appeals.ts';
import { composeIntake, type IntakeShown } from '../src/text/compose/case/intake.ts';
import { composeReport, type ReportShown } from '../src/text/compose/case/report.ts';
import { composeRequests } from '../src/text/compose/case/requests.ts';
import { composeTerms } from '../src/text/compose/case/terms.ts';
import { composeTracks } from '../src/text/compose/case/tracks.ts';
import { type ConsentFacts, composeConsents } from '../src/text/compose/consent.ts';
import { CODE, LINK } from '../src/text/compose/entry.ts';
import { compose } from '../src/text/compose.ts';
import { composeHome } from '../src/text/home.ts';
import { composeCaseView, composeHelp, composeLead, composeList } from '../src/text/query-replies.ts';
import { APPEALS } from './fixtures/appeals.ts';
import { EXAMPLES, FACTS, inCase, item, LEAD, on } from './fixtures/messages.ts';
import { REQUESTS } from './fixtures/requests.ts';
import { TERMS } from './fixtures/terms.ts';
import { TRACKS } from './fixtures/tracks.ts';

const READER: Reader = { language: 'nl', formal: true, titles: true, place: 'direct', webUrl: null };
const { Overview, NudgeDigest } = EXAMPLES;

const WEEKLY = { every: 'week', day: 1, until: null, kept: 1, missed: 0, latest: [] } as const;
/** A young person of sixteen, with somebody beside them. */
const YOUNG: ConsentFacts = {
  ...{ caseId: inCase.caseId, code: inCase.code, isOpen: true, mayAnswer: true, asks: false },
  ...{ parties: [], notHere: null, guardians: { sees: 'all', maySay: true } },
  supporters: { ends: 1, mayBring: true },
};

/** The same for who leads: a party has no accession, and nobody said why it goes on. */
const WITHOUT_BASIS: ConsentFacts = {
  ...YOUNG,
  mayAnswer: false,
  asks: true,
  parties: [
    {
      ...{ key: 'swv', name: 'Samenwerkingsverband', isLimited: false, isLeads: false, isHere: true },
      ...{ answer: 'open', missing: 1, mine: null, answers: [] },
      asking: { answer: 'open', missing: 1, mine: null, answers: [] },
      basis: {
        ...{ party: 'Samenwerkingsverband', basis: null, acceded: null },
        ...{ lacks: ['accession'], checkedOn: null, told: null },
      },
    },
  ],
};

/** Everything that somebody without a single slash command can come to see, from the home page on. */
const REPORT: ReportShown = {
  ...{ caseId: inCase.caseId, code: inCase.code, isOpen: true, notTakenIn: null, decides: true },
  ...{ by: 'School', role: 'teacher', on: '2027-03-10', since: null, ageBand: null, involved: [] },
  ...{ readBefore: '2027-03-12', phone: null },
};

const SCREENS: readonly Document[] = [
  ...Object.values(EXAMPLES).map((message) => compose(message, READER)),
  ...[
    { ...Overview, lead: null },
    { ...Overview, status: 'on_hold' as const },
  ].map((m) => compose(m, READER)),
  compose({ ...NudgeDigest, items: [item('open_deputy', 'deputy'), item('open_lead', 'lead')] }, READER),
  compose({ ...EXAMPLES.AgreementCard, agreement: { ...FACTS, status: 'reported_done' } }, READER),
  compose({ ...EXAMPLES.AgreementCard, agreement: { ...FACTS, rhythm: WEEKLY } }, READER),
  compose({ ...EXAMPLES.CaseStatusChanged, status: 'open', closing: 'asked' }, READER),
  compose({ ...EXAMPLES.CaseStatusChanged, closing: 'byPhone' }, READER),
  compose(
    { ...EXAMPLES.PhoneToCheck, phone: { ...EXAMPLES.PhoneToCheck.phone, said: 'confirmed', detail: null } },
    READER,
  ),
  compose(
    { ...EXAMPLES.AgreementCard, agreement: { ...FACTS, paused: { reason: 'x', until: '2027-04-01' } } },
    READER,
  ),
  compose({ ...EXAMPLES.Overview, status: 'intake', missing: ['contact'] }, READER),
  ...([true, false] as const).map((missing) => composeIntake(intakeShown(missing), READER)),
  composeHome({
    agreements: [on],
    cases: [{ ...inCase, lead: LEAD, daysAtHome: 1, clock: 'home', openCount: 1, inIntake: false }],
    closed: [{ ...inCase, on: '2027-03-11' }],
    mayOpenCase: true,
    reader: READER,
  }),
  composeHelp(READER, { caseId: inCase.caseId, inIntake: false, isFamily: true }, true),
  composeHelp(READER, null, true),
  composeTracks(TRACKS, READER),
  composeRequests(REQUESTS, READER),
  composeConsents(YOUNG, READER, true),
  composeConsents(WITHOUT_BASIS, READER, true),
  composeTerms(TERMS, READER),
  composeAppeals(APPEALS, READER),
  composeList([on], inCase.code, READER, null),
  composeReport(REPORT, READER),
  composeHelp({ ...READER, formal: false }, null, true),
  composeCaseView(Overview, READER, true),
  composeCaseView({ ...Overview, status: 'on_hold' }, READER, true),
  composeCaseView({ ...Overview, atSchool: { since: '2027-03-01', daysBefore: 57 } }, READER, true),
  composeLead({ ...Overview, lead: LEAD }, READER, { isLead: true }),
  composeLead({ ...Overview, lead: LEAD }, READER, { coordinates: true }),
  composeLead({ ...Overview, lead: LEAD }, READER, { isNext: true, isFamily: true }),
  composeLead(
    { ...Overview, lead: LEAD, nextLead: { person: LEAD, on: '2027-03-22', accepted: false } },
    READER,
    { isLead: true },
  ),
];

function intakeShown(isMissing: boolean): IntakeShown {
  return {
    ...{ caseId: inCase.caseId, code: inCase.code, inIntake: true, isClosed: false },
    missing: isMissing ? ['contact'] : [],
    steps: INTAKE_STEPS.map((step) => ({ step, stands: 'no', isNeeded: true, note: null, by: null })),
    ...{ maySkip: isMissing, writes: true, mayAsk: true, reported: null },
  };
}

const pressed = new Set(
  SCREENS.flatMap((d) => d.blocks.flatMap((b) => (b.kind === 'actions' ? b.actions : []))).map((a) =>
    'command' in a.does ? a.does.command : a.does.form,
  ),
);

/**
 * These commands are on the pages of the web only: settings of a region, cases from a list, how a letter reaches
 * somebody and in which language, what did not arrive, a link that is shown.
 */
const ON_PAGES =
  /^(manage\..*|case\.import|person\.(reach|language)|delivery\.(again|leave)|participant\.showLink)$/;
/** A letter shows these as a link or a code to type: nothing is pressed there. */
const IN_LETTERS: readonly string[] = [LINK, CODE];

/** The second of two forms: the first one leads to it. */
const COMES_NEXT: readonly string[] = ['library.post', 'request.ask'];

it('all that can be typed can also be pressed, because guests have no slash commands', () => {
  expect(
    [...COMMANDS.keys()].filter(
      (name) => ![...pressed, ...COMES_NEXT].some((one) => one === name) && !ON_PAGES.test(name),
    ),
  ).toEqual([]);
});

it('every name of a command is carried out by the registry, and no other', () => {
  expect([...COMMANDS.keys()].sort()).toEqual([...COMMAND_NAMES].sort());
});

it('every button is a command that exists', () => {
  expect([...pressed].filter((name) => !COMMANDS.has(name) && !IN_LETTERS.includes(name))).toEqual([]);
});
