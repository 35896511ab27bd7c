import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  region,
  withPerson,
} from '../../../test/support/cases/case-builder.ts';
import { live } from '../../../test/support/web/live.ts';
import type { Blocker, CaseState, Escalation } from '../case/state.ts';
import type { Region } from '../region/region.ts';

/** Each day on which whoever acts finds the agreement, due Thursday 18 March 2027, in their bundle, and who that is. */
const asked = (state: CaseState, until: string, over: Partial<Region> = {}, from = '2027-03-11'): string[] =>
  live(state, from, until, over)
    .log.filter(({ what }) => what === 'open_owner' || what === 'again' || what.startsWith('first:'))
    .map(({ on, what, to }) => `${on} ${what} ${to}`);
const every = (remindEvery: number): Partial<Region> => ({ timers: { ...region().timers, remindEvery } });
const a = agreement();

describe('past its date an agreement stays in the bundle of whoever acts', () => {
  it('each working day: first a question, then a line, over a weekend and Easter, and after the call for help too', () => {
    expect(asked(caseState(), '2027-04-07')).toEqual([
      '2027-03-19 open_owner owner',
      '2027-03-22 again owner',
      '2027-03-23 again owner',
      '2027-03-24 again owner',
      '2027-03-25 again owner',
      '2027-03-30 again owner',
      '2027-03-31 again owner',
      '2027-04-01 again owner',
      '2027-04-02 again owner',
      '2027-04-05 again owner',
      '2027-04-06 again owner',
      '2027-04-07 again owner',
    ]);
  });

  it('every third working day where the region says so', () => {
    expect(asked(caseState(), '2027-04-02', every(3))).toEqual([
      '2027-03-19 open_owner owner',
      '2027-03-24 again owner',
      '2027-03-31 again owner',
    ]);
  });

  it('on the days that person works', () => {
    const own = withPerson(caseState(), 'owner', { hasOwnDays: true, workingDays: [1, 2, 4] });
    expect(asked(own, '2027-03-30')).toEqual([
      '2027-03-22 open_owner owner',
      '2027-03-23 again owner',
      '2027-03-25 again owner',
      '2027-03-30 again owner',
    ]);
  });

  it('is a question again to who acts for an owner who is away, and a line when the owner is back', () => {
    const ill = withPerson(caseState(), 'owner', { absences: [{ from: '2027-03-23', until: '2027-03-24' }] });
    expect(asked(ill, '2027-03-25')).toEqual([
      '2027-03-19 open_owner owner',
      '2027-03-22 again owner',
      '2027-03-23 first:p-deputy deputy',
      '2027-03-24 again deputy',
      '2027-03-25 again owner',
    ]);
  });

  it('waits for the owner when nobody acts, and asks them when they are back', () => {
    const alone = withPerson(
      caseState({ participants: [participant('owner'), participant('lead')] }),
      'owner',
      { absences: [{ from: '2027-03-22', until: '2027-03-24' }] },
    );
    expect(asked(alone, '2027-03-26')).toEqual(['2027-03-19 open_owner owner', '2027-03-25 again owner']);
  });

  it('of one that is asked about only once the date is far behind, begins with the question', () => {
    const late = live(caseState(), '2027-04-08', '2027-04-09').log.map(({ what }) => what);
    expect(late.filter((what) => what === 'first:p-owner' || what === 'again')).toEqual([
      'first:p-owner',
      'again',
    ]);
  });

  it('keeps one row for all those days', () => {
    const { state } = live(caseState(), '2027-03-11', '2027-04-30');
    expect(state.nudges.filter((n) => n.step === 'again')).toHaveLength(1);
  });
});

describe('nobody is asked every day about what is', () => {
  const until = '2027-03-24';
  const blocker: Blocker = {
    ...{ id: 'b', caseId: 'case', agreementId: 'a1', category: 'money', decisionMaker: null, answer: null },
    ...{ reportedById: 'p-owner', reportedAt: '2027-03-12T10:00:00.000Z', resolvedAt: null },
  };
  const call: Escalation = {
    ...{ id: 'e', caseId: 'case', agreementId: 'a1', rung: 4, contactPersonId: 'case-contact' },
    ...{ contactTitle: 'directeur', question: null, status: 'acknowledged', raisedById: 'p-lead' },
    ...{ raisedAt: '2027-03-18T10:00:00.000Z', acknowledgedById: 'case-contact' },
    ...{ acknowledgedUntil: '2027-03-23', answer: null, answeredAt: null },
  };

  it.each([
    [
      'paused',
      { agreements: [{ ...a, pausedReason: 'wacht', pausedFrom: '2027-03-11', pausedUntil: '2027-05-01' }] },
    ],
    ['reported done', { agreements: [{ ...a, status: 'reported_done' as const }] }],
    ['stuck', { blockers: [blocker] }],
    ['of a case on hold', { case: { status: 'on_hold' as const } }],
  ])('%s', (_what, over) => {
    expect(asked(caseState(over), until)).toEqual([]);
  });

  it('acknowledged, and on the day after that ran out the questions go on', () => {
    const before = caseState({ escalations: [call] });
    expect(asked(before, until)).toEqual(['2027-03-24 first:p-owner owner']);
    expect(asked(before, '2027-03-25').at(-1)).toBe('2027-03-25 again owner');
  });
});
