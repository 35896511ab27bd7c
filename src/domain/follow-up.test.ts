import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, caseState, situation, withPerson } from '../../test/support/cases/case-builder.ts';
import type { CaseState } from './case/state.ts';
import { cards } from './follow-up.ts';
import { agreementFacts, overview } from './views/facts.ts';

const TODAY = '2027-03-16';
const s = situation(TODAY);

/** Three agreements of which the third waits on the first, with an answer, a blocker and a call for help. */
const START = caseState({
  agreements: [
    agreement(),
    agreement({ id: 'a2', number: 2, status: 'done', doneOn: '2027-03-12' }),
    agreement({ id: 'a3', number: 3, predecessorId: 'a1', workingDaysAfter: 2 }),
  ],
  confirmations: [
    {
      id: 'c1',
      caseId: 'case',
      agreementId: 'a1',
      textVersion: 1,
      participantId: 'p-mother',
      answer: 'confirmed',
      enteredById: null,
      words: null,
      at: '2027-03-12T09:00:00.000Z',
    },
  ],
  blockers: [
    {
      id: 'b1',
      caseId: 'case',
      agreementId: 'a3',
      category: 'money',
      decisionMaker: null,
      reportedById: 'p-owner',
      reportedAt: '2027-03-12T09:00:00.000Z',
      resolvedAt: null,
      answer: null,
    },
  ],
});

type Change = (state: CaseState) => CaseState;
const first = (over: Partial<CaseState['agreements'][number]>): Change => {
  return (state) => ({
    ...state,
    agreements: state.agreements.map((a) => (a.id === 'a1' ? { ...a, ...over } : a)),
  });
};
const inCase = (over: Partial<CaseState['case']>): Change => {
  return (state) => ({ ...state, case: { ...state.case, ...over } });
};

/** The changes that a decision may make, each part of a case at least once; some change nothing that people see. */
const CHANGES: readonly Change[] = [
  (state) => state,
  first({ title: 'Ander plan' }),
  first({ status: 'done', doneOn: TODAY }),
  first({ due: '2027-03-24' }),
  first({ cycle: 2 }),
  (state) => ({ ...state, agreements: [...state.agreements, agreement({ id: 'a4', number: 4 })] }),
  (state) => ({ ...state, confirmations: [] }),
  (state) => ({ ...state, blockers: state.blockers.map((b) => ({ ...b, resolvedAt: s.now })) }),
  (state) => ({ ...state, participants: state.participants.map((p) => ({ ...p, deputyId: null })) }),
  (state) => ({
    ...state,
    participants: state.participants.map((p) => (p.id === 'p-mother' ? { ...p, leftAt: s.now } : p)),
  }),
  (state) => withPerson(state, 'owner', { name: 'Iemand anders' }),
  (state) => withPerson(state, 'owner', { absences: [{ from: TODAY, until: null }] }),
  inCase({ leadId: 'p-owner' }),
  inCase({ lastEventAt: s.now }),
  inCase({ strength: 'De ochtenden gaan goed.' }),
  (state) => ({ ...state, nudges: [], timers: [] }),
  (state) => ({
    ...state,
    escalations: [
      {
        id: 'e1',
        caseId: 'case',
        agreementId: 'a1',
        rung: 3,
        contactPersonId: 'party-contact',
        contactTitle: 'Contact',
        question: null,
        status: 'asked',
        raisedById: null,
        raisedAt: s.now,
        acknowledgedById: null,
        acknowledgedUntil: null,
        answer: null,
        answeredAt: null,
      },
    ],
  }),
  (state) => ({
    ...state,
    invitations: [
      {
        id: 'i1',
        caseId: 'case',
        email: 'iemand@example.org',
        role: 'teacher',
        organisationKey: null,
        basisReason: null,
        invitedById: null,
        invitedAt: s.now,
        status: 'waiting',
      },
    ],
  }),
];

/** The cards that look different, by working out everything before and after. */
function byLookingAtAll(before: CaseState, after: CaseState): string[] {
  const text = (state: CaseState, id: string): string | undefined => {
    const a = state.agreements.find((x) => x.id === id);
    return a && JSON.stringify(agreementFacts(state, s.region, a, TODAY));
  };
  const seen = (state: CaseState): string => JSON.stringify(overview(state, s.region, TODAY));
  return [
    ...after.agreements.filter((a) => text(before, a.id) !== text(after, a.id)).map((a) => a.id),
    ...(seen(before) === seen(after) ? [] : ['overview']),
  ];
}

function putAgain(before: CaseState, after: CaseState): string[] {
  return cards(before, after, s).map(({ message }) =>
    message.type === 'AgreementCard' ? message.agreement.id : 'overview',
  );
}

describe('cards that are put again', () => {
  it('are those that look different, whatever a decision changed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHANGES), { maxLength: 4 }), (changes) => {
        const after = changes.reduce((state, change) => change(state), START);
        expect(putAgain(START, after)).toEqual(byLookingAtAll(START, after));
      }),
      { numRuns: 500 },
    );
  });

  it('are the one that changed, the one that waits on it, and the overview', () => {
    const after = first({ status: 'done', doneOn: TODAY })(START);
    expect(putAgain(START, after)).toEqual(['a1', 'a3', 'overview']);
  });

  it('are none when time only noted that somebody was asked', () => {
    expect(putAgain(START, { ...START, nudges: [...START.nudges] })).toEqual([]);
  });
});
