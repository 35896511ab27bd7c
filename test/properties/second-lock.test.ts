import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/command.ts';
import { may } from '../../src/app/permissions/may.ts';
import { COMMANDS } from '../../src/app/registry.ts';
import type { AskedToClose } from '../../src/domain/case/asked-to-close.ts';
import type { Decision, Situation } from '../../src/domain/case/decision.ts';
import type { IntakeNote } from '../../src/domain/case/intake-note.ts';
import { participantOfPerson } from '../../src/domain/case/participants.ts';
import type { Report } from '../../src/domain/case/report.ts';
import type { InformationRequest } from '../../src/domain/case/requests/information-request.ts';
import type {
  Agreement,
  Blocker,
  CaseState,
  Consent,
  Escalation,
  Participant,
  Person,
} from '../../src/domain/case/state.ts';
import {
  INTAKE_STEPS,
  type IntakeStep,
  type Role,
  type TrackKind,
  type Uuid,
} from '../../src/domain/vocabulary.ts';
import {
  agreement,
  caseState,
  participant,
  person,
  region,
  situation,
} from '../support/cases/case-builder.ts';
import { argumentsFor } from './history.ts';

/**
 * The first lock is in the app (`may.ts`); the second is in the rules. Here every rule of the registry is asked without
 * the first, by everybody and about everything: whom that would not let through, the rule refuses as well.
 */

const TODAY = '2027-01-11';
const SOON = '2027-01-13';
const AT = `${TODAY}T08:00:00.000Z`;
let count = 0;
const ids = new Map<string, Uuid>();
/** The same word is the same id. */
const id = (word: string): Uuid => {
  const known = ids.get(word) ?? `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  ids.set(word, known);
  return known;
};

const someone = (name: string): Person => person(id(name), { name });
const inCase = (name: string, role: Role, more: Partial<Participant> = {}): Participant =>
  participant(name, role, { id: id(`p-${name}`), caseId: id('case'), personId: id(name), ...more });
const about = (name: string, owner: string, more: Partial<Agreement> = {}): Agreement =>
  agreement({ id: id(name), caseId: id('case'), ownerId: id(`p-${owner}`), due: '2027-02-01', ...more });
const call = (name: string, more: Partial<Escalation>): Escalation =>
  ({
    id: id(name),
    caseId: id('case'),
    agreementId: id('plan'),
    rung: 3,
    contactPersonId: id('contact'),
    contactTitle: 'teamleider',
    status: 'asked',
    raisedAt: AT,
    acknowledgedById: null,
    acknowledgedUntil: null,
    question: null,
    answer: null,
    answeredAt: null,
    ...more,
  }) as Escalation;

const blockerOf = (name: string): Blocker => ({
  id: id(`stuck-${name}`),
  caseId: id('case'),
  agreementId: id(name),
  category: 'money',
  decisionMaker: null,
  reportedById: id('p-lead'),
  reportedAt: AT,
  resolvedAt: null,
  answer: null,
});

const NAMES = [
  'child',
  'aunt',
  'lead',
  'owner',
  'deputy',
  'mother',
  'refused',
  'gone',
  'contact',
  'coordinator',
  'elsewhere',
];
const PARTY = { organisationKey: 'swv', limitedSince: AT };
const NOTE = {
  participantId: id('p-mother'),
  enteredById: id('p-lead'),
  said: 'onTrack',
  detail: null,
  at: AT,
} as const;

const requestOf = (name: string, more: Partial<InformationRequest> = {}): InformationRequest => ({
  ...{ id: id(name), partyKey: 'bureau', askedIds: [id('contact')], byId: id('lead'), at: AT, due: SOON },
  ...{ count: 1, questionsId: id(`${name}-words`), status: 'open', answer: null, endedAt: null, steps: [] },
  ...more,
});
const SAID = { wordsId: null, byId: id('contact'), at: AT, writtenById: id('lead') };
const REQUESTS = [requestOf('request'), requestOf('said', { status: 'by_phone', answer: SAID })];

const CASE = { id: id('case'), regionId: id('region'), nextAgreementNumber: 9, requests: REQUESTS };

const COVERS = ['plan', 'done', 'theirs', 'placing', 'calls', 'asked', 'missing'].map(id);
const CLOSING: AskedToClose = {
  askedById: id('p-lead'),
  askedAt: AT,
  outcome: 'education',
  stopReason: 'rond',
  covers: COVERS,
};
const BY_PHONE = { participantId: id('p-mother'), enteredBy: id('lead'), at: AT };

const consentOf = (name: string, said: Pick<Consent, 'partyKey' | 'about' | 'answer'>): Consent => ({
  ...{ id: id(name), caseId: id('case'), participantId: id('p-mother'), enteredById: null, textVersion: 1 },
  ...{ at: AT, validUntil: null, renewalAskedAt: null, endedAt: null, ...said },
});

const trackOf = (kind: TrackKind, onlyForId: Uuid | null) => ({
  ...{ id: id(kind), caseId: id('case'), kind, from: TODAY, until: null, askId: null, askWhom: null },
  ...{ notedById: id('p-mother'), notedAt: AT, endedOn: null, onlyForId },
});

function stateWith(leadId: Uuid | null, status: CaseState['case']['status']): CaseState {
  const closing = status === 'closed' ? { ...CLOSING, byPhone: BY_PHONE } : CLOSING;
  const closedAt = status === 'closed' ? AT : null;
  const answered = { id: id('c'), caseId: id('case'), textVersion: 1, at: AT, words: null } as const;
  return caseState({
    case: { ...CASE, leadId, leadAskedId: leadId ? null : id('p-owner'), status, closing, closedAt },
    participants: [
      inCase('lead', 'municipalCaseManager', { organisationKey: 'gemeente' }),
      inCase('owner', 'supportCoordinator', { deputyId: id('p-deputy'), organisationKey: 'school' }),
      inCase('deputy', 'teacher', { organisationKey: 'school' }),
      inCase('mother', 'guardian'),
      inCase('refused', 'educationPartnership', PARTY),
      inCase('gone', 'teacher', { leftAt: AT, organisationKey: 'school' }),
    ],
    agreements: [
      about('plan', 'owner', { proposedDue: SOON, proposedById: id('p-owner'), phoneNotes: [NOTE] }),
      about('done', 'owner', { number: 2, status: 'reported_done', reportedDoneById: id('p-owner') }),
      about('weekly', 'owner', { number: 9, rhythm: WEEKLY }),
      about('theirs', 'lead', { number: 3, askedLess: { every: 5, reason: 'x', until: null } }),
      about('placing', 'refused', { number: 4 }),
      about('calls', 'mother', { number: 5, pausedReason: 'x', pausedFrom: TODAY, pausedUntil: SOON }),
    ],
    confirmations: [
      {
        ...answered,
        agreementId: id('plan'),
        participantId: id('p-mother'),
        answer: 'confirmed',
        enteredById: id('p-lead'),
      },
    ],
    blockers: [blockerOf('theirs')],
    tracks: [trackOf('mediation', null), trackOf('inspectorate_report', id('p-mother'))],
    escalations: [call('asked', {}), call('missing', { rung: 4, contactPersonId: null, status: 'missing' })],
    consents: [
      consentOf('yes', { partyKey: 'bureau', about: 'asking', answer: 'yes' }),
      consentOf('no', { partyKey: 'swv', about: 'reading', answer: 'no' }),
    ],
    people: NAMES.map(someone),
  });
}

const WEB = {
  id: 'w',
  platform: 'web',
  externalId: 'midden',
  titlesInChat: true,
  coordinatorChannel: null,
  disabled: false,
} as const;
const REGION = region({
  intake: 'skippable',
  workspaces: [WEB],
  id: id('region'),
  coordinatorPersonIds: [id('coordinator')],
  administratorPersonIds: [id('coordinator')],
  organisations: ['school', 'gemeente', 'swv', 'bureau'].map((key) => ({
    key,
    name: key,
    type: 'other',
    escalationContactPersonId: null,
    contactPoints: key === 'bureau' ? [{ personId: id('contact'), deputyPersonId: null }] : [],
    schoolHolidays: null,
  })) as never,
});
const noteOf = (step: IntakeStep): IntakeNote =>
  ({
    ...{ id: id(`note-${step}`), caseId: id('case'), step, on: TODAY, byId: id('lead'), at: AT },
    ...{ skippedBecause: 'spoed', facts: null },
  }) as IntakeNote;
const WITH_LESSONS = { category: null, enrolled: null, changes: [] };
const atSchool = (state: CaseState): CaseState => ({
  ...state,
  case: { ...state.case, absence: { ...WITH_LESSONS, atSchool: [{ from: '2027-01-10', until: null }] } },
});
function reportedState(): CaseState {
  const state = stateWith(null, 'reported');
  const report: Report = {
    ...{ byId: id('owner'), role: 'teacher', at: AT, since: null, ageBand: 'from12', involved: ['school'] },
    ...{ readBefore: TODAY, takenInAt: null },
  };
  return { ...state, case: { ...state.case, report } };
}
const inHandover = (state: CaseState): CaseState => ({
  ...state,
  case: {
    ...state.case,
    leadAskedId: id('p-owner'),
    leadHandover: {
      ...{ id: id('handover'), fromId: id('p-lead'), toId: id('p-owner'), spokeOn: TODAY, on: SOON },
      ...{ keeps: [], reachableUntil: null, askedAt: AT, acceptedAt: null, askedAgainOn: null, toldOn: null },
    },
  },
});
const WEEKLY = { every: 'week', day: 1, nominal: '2027-02-01', until: null, past: [] } as const;
/** A young person of sixteen takes part, and somebody whom the mother brought in beside her. */
function withYoungPerson(state: CaseState): CaseState {
  return {
    ...state,
    participants: [
      inCase('child', 'child'),
      inCase('aunt', 'familySupporter', { broughtById: id('p-mother') }),
      ...state.participants,
    ],
    intake: [
      { ...noteOf('age'), skippedBecause: null, facts: { band: 'from16', until: null } } as IntakeNote,
    ],
  };
}
/** The mother asks for another lead, which the coordinators are asked as well. */
const withAppeal = (state: CaseState): CaseState => ({
  ...state,
  case: {
    ...state.case,
    appeals: [
      {
        ...{ id: id('appeal'), kind: 'lead', byId: id('p-mother'), agreementId: null, escalationId: null },
        ...{ was: id('p-lead'), askedAt: AT, answerBefore: SOON, coordinators: true },
        ...{ askedAgainOn: null, ended: null },
      },
    ],
  },
});
const STATES = [
  withAppeal({ ...stateWith(id('p-lead'), 'open'), agreements: [about('plan', 'owner')] }),
  stateWith(id('p-lead'), 'open'),
  atSchool(stateWith(id('p-lead'), 'open')),
  stateWith(null, 'on_hold'),
  stateWith(id('p-lead'), 'closed'),
  withYoungPerson(stateWith(id('p-lead'), 'open')),
  { ...stateWith(id('p-lead'), 'intake'), agreements: [about('plan', 'owner')] },
  reportedState(),
  {
    ...stateWith(id('p-lead'), 'intake'),
    agreements: [about('plan', 'owner')],
    intake: INTAKE_STEPS.map(noteOf),
  },
  inHandover({ ...stateWith(id('p-lead'), 'open'), agreements: [about('plan', 'owner')] }),
];

function situationOf(state: CaseState, name: string): Situation {
  const actor = { personId: id(name), participant: participantOfPerson(state, id(name)) };
  return situation(TODAY, { region: REGION, actor, newId: () => id(`new-${++count}`) });
}

type Asked = { readonly state: CaseState; readonly name: string; readonly data: Record<string, unknown> };

/** Everybody, with the lead there and without, about each agreement and each call, with several of what can be chosen. */
function* everything(command: Command): Generator<Asked> {
  for (const state of STATES)
    for (const name of NAMES)
      for (const a of state.agreements)
        for (const e of state.escalations)
          for (const k of [0, 1, 2, 3, 4, 5, 6]) {
            const drawn = argumentsFor(
              command.name,
              { ...state, agreements: [a], escalations: [e] },
              (from) => from[k % Math.max(1, from.length)],
              TODAY,
            );
            const raw = { ...drawn, ...pick(drawn) };
            const parsed = command.args.safeParse(raw);
            if (parsed.success) yield { state, name, data: parsed.data as Record<string, unknown> };
          }
}

/** Where what was drawn would be refused for another reason. */
function pick(drawn: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const better = {
    date: SOON,
    firstDay: '2027-01-04',
    due: SOON,
    until: '2027-01-20',
    familySpoken: ['yes'],
    level: 'convene',
    sees: 'own',
    reason: 'rond',
    ...('title' in drawn ? { deputy: '', predecessor: '' } : {}),
  };
  const closing = 'familySpoken' in drawn ? { stopReason: 'rond' } : {};
  const shown =
    'doneWhen' in drawn && 'agreementId' in drawn ? { textVersion: 1, shownDue: '2027-02-01' } : {};
  return {
    ...shown,
    ...Object.fromEntries(Object.entries(better).filter(([name]) => name in drawn)),
    ...closing,
  };
}

function decide(command: Command, { state, name, data }: Asked): Decision | null {
  const s = situationOf(state, name);
  if (command.run.on === 'case') return command.run.decide(state, s, data);
  return command.run.on === 'people' ? command.run.decide(state, s, data, someone('elsewhere')) : null;
}

function mayByFirstLock(command: Command, { state, name, data }: Asked): boolean {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return may(command.who, {
    personId: id(name),
    region: REGION,
    state,
    today: TODAY,
    agreementId: text(data.agreementId),
    escalationId: text(data.escalationId),
    requestId: text(data.requestId),
  });
}

const changes = (decision: Decision | null, state: CaseState): boolean =>
  decision?.ok === true &&
  (decision.state !== state || decision.audit.length > 0 || decision.messages.length > 0);

/** Names the people whom the first lock would refuse and the rule would not. */
function unlocked(command: Command, first = mayByFirstLock): string[] {
  const found = [...everything(command)]
    .filter((asked) => !first(command, asked) && changes(decide(command, asked), asked.state))
    .map(({ name }) => `${command.name}: ${name}`);
  return [...new Set(found)];
}

const RULES = [...COMMANDS.values()].filter((c) => c.run.on === 'case' || c.run.on === 'people');
/** Commands that need more than stands in these cases to be done at all. */
const NEEDS_MORE = new Set(['participant.inviteExternal', 'basis.reason']);

describe('what slips past the first lock is refused by the rule', () => {
  it.each(RULES.map((c) => c.name))('%s', (name) => {
    expect(unlocked(COMMANDS.get(name) as Command)).toEqual([]);
  });

  it('would see a rule that does not look: one that does for everybody what it is asked', () => {
    const careless = { ...(COMMANDS.get('agreement.reportDone') as Command) };
    const open: Command = {
      ...careless,
      run: {
        on: 'case',
        decide: (state) => ({
          ok: true,
          state: { ...state },
          messages: [],
          tasks: [],
          audit: [],
          reply: { key: 'done.nothing' },
        }),
      },
    };
    expect(unlocked(open)).toEqual(
      expect.arrayContaining(['agreement.reportDone: refused', 'agreement.reportDone: gone']),
    );
  });

  it('asks for what can be done: each is done by somebody who may', () => {
    const never = RULES.filter(
      (c) =>
        ![...everything(c)].some(
          (asked) => mayByFirstLock(c, asked) && changes(decide(c, asked), asked.state),
        ),
    );
    expect(never.map((c) => c.name).filter((name) => !NEEDS_MORE.has(name))).toEqual([]);
  });
});
