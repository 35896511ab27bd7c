import { describe, expect, it } from 'vitest';
import { region } from '../../../test/support/cases/case-builder.ts';
import { caseload } from './attention.ts';
import type { AgreementLine, CaseLine } from './caseload.ts';

const TODAY = '2027-03-18';

function line(over: Partial<CaseLine> = {}): CaseLine {
  return {
    caseId: 'c1',
    code: 'Wilg-27',
    status: 'open',
    readBefore: null,
    openedOn: '2027-02-01',
    firstDayHome: '2027-02-01',
    atSchool: null,
    absence: null,
    enrolled: null,
    threeMonthDate: '2027-05-01',
    lead: { id: 'p', name: 'Casemanager' },
    leaderlessSince: null,
    strength: null,
    involvement: 'follow',
    lastActOn: '2027-03-17',
    doneLately: 0,
    agreements: [agreement()],
    missing: [],
    asked: [],
    unheard: [],
    helpers: [],
    leads: [],
    calls: [],
    ...over,
  };
}

function agreement(over: Partial<AgreementLine> = {}): AgreementLine {
  return {
    madeOn: '2027-03-01',
    due: '2027-03-25',
    ownerRole: 'supportCoordinator',
    reportedDone: false,
    reportedOn: null,
    paused: false,
    pausedWorkingDays: 0,
    disputed: false,
    disputedOn: null,
    stuck: false,
    waits: false,
    follows: null,
    awaiting: [],
    ...over,
  };
}

const one = (over: Partial<CaseLine> = {}, today = TODAY) => caseload(region(), [line(over)], today)[0];
const reasons = (over: Partial<CaseLine> = {}, today = TODAY) => one(over, today)?.reasons;

describe('why a case needs attention', () => {
  it('a case that goes as agreed needs none', () => {
    expect(reasons()).toEqual([]);
  });

  it('nobody is known for a rung', () => {
    expect(reasons({ missing: ['directeur'] })).toEqual([{ kind: 'noContact', titles: ['directeur'] }]);
  });

  it.each([
    ['2027-03-17', []],
    ['2027-03-16', [{ kind: 'noLead', workingDays: 2 }]],
  ])('no lead since %s, counted in working days', (leaderlessSince, expected) => {
    expect(reasons({ lead: null, leaderlessSince })).toEqual(expected);
  });

  it.each([
    ['2027-04-16', []],
    ['2027-04-15', [{ kind: 'nearNorm', date: '2027-04-15' }]],
    ['2027-03-18', [{ kind: 'nearNorm', date: '2027-03-18' }]],
    ['2027-03-17', [{ kind: 'pastNorm', date: '2027-03-17' }]],
  ])(
    'three months at home on %s: four weeks before it, and from the day after',
    (threeMonthDate, expected) => {
      expect(reasons({ threeMonthDate })).toEqual(expected);
    },
  );

  it('agreements that stand open past their date, when the ladder has come to the lead', () => {
    const at = (due: string) =>
      reasons({ agreements: [agreement({ due }), agreement({ due: '2027-03-17' })] });
    expect(at('2027-03-12')).toEqual([]);
    expect(at('2027-03-11')).toEqual([{ kind: 'openLong', count: 2, workingDays: 5 }]);
  });

  it('Good Friday and Easter Monday do not count', () => {
    const open = one(
      { agreements: [agreement({ due: '2027-03-24' })], threeMonthDate: '2027-09-01' },
      '2027-03-30',
    );
    expect(open?.longestPast).toBe(2);
  });

  it.each([
    ['paused', { paused: true }],
    ['disputed', { disputed: true }],
    ['waiting on another', { waits: true }],
    ['reported done', { reportedDone: true }],
    ['with its pause taken off', { pausedWorkingDays: 30 }],
  ])('what is %s does not stand open past its date', (_, over) => {
    expect(one({ agreements: [agreement({ due: '2027-03-01', ...over })] })?.openPast).toBe(0);
  });

  it('a date that follows from another is counted from that one', () => {
    const follows = { doneOn: '2027-03-15', workingDays: 1 };
    expect(one({ agreements: [agreement({ due: '2027-06-01', follows })] })?.longestPast).toBe(2);
  });

  it('somebody is stuck, somebody understood it differently, nothing happened, nothing was agreed', () => {
    expect(reasons({ agreements: [agreement({ stuck: true }), agreement({ disputed: true })] })).toEqual([
      { kind: 'stuck', count: 1 },
      { kind: 'unclear', count: 1 },
    ]);
    expect(reasons({ lastActOn: '2027-03-04' })).toEqual([{ kind: 'quiet', workingDays: 10 }]);
    expect(reasons({ agreements: [] })).toEqual([{ kind: 'noAgreements' }]);
    expect(reasons({ agreements: [], openedOn: '2027-03-17' })).toEqual([]);
  });

  it('of a case on hold only the three months are looked at', () => {
    const held = {
      status: 'on_hold',
      lead: null,
      leaderlessSince: '2027-02-01',
      missing: ['x'],
      lastActOn: '2027-02-01',
    } as const;
    expect(reasons(held)).toEqual([]);
    expect(reasons({ ...held, threeMonthDate: '2027-03-01' })).toEqual([
      { kind: 'pastNorm', date: '2027-03-01' },
    ]);
  });
});

describe('the order', () => {
  it('is the heaviest reason, then how many, then the days at home, then the code', () => {
    const codes = caseload(
      region(),
      [
        line({ code: 'B' }),
        line({ code: 'A' }),
        line({ code: 'Long', firstDayHome: '2027-01-20' }),
        line({ code: 'Quiet', lastActOn: '2027-03-01' }),
        line({ code: 'Norm', threeMonthDate: '2027-03-01' }),
        line({ code: 'NormQuiet', threeMonthDate: '2027-03-01', lastActOn: '2027-03-01' }),
        line({ code: 'Nobody', missing: ['x'] }),
      ],
      TODAY,
    ).map((l) => l.code);
    expect(codes).toEqual(['Nobody', 'NormQuiet', 'Norm', 'Quiet', 'Long', 'A', 'B']);
  });
});

describe('much that meets in a case', () => {
  const MUCH = {
    firstDayHome: '2026-12-01',
    threeMonthDate: '2027-03-01',
    helpers: ['2027-02-01', '2027-02-01', '2027-02-01'],
    agreements: [agreement({ disputedOn: '2027-03-02' })],
  };

  it('comes behind whatever needs somebody, and not while the case is on hold', () => {
    expect(reasons(MUCH)?.map((r) => r.kind)).toEqual(['pastNorm', 'complex']);
    expect(reasons({ ...MUCH, status: 'on_hold' })?.map((r) => r.kind)).toEqual(['pastNorm']);
  });
});

describe('what a case waits for', () => {
  it('is told by role, each once with its number', () => {
    const waiting = one({
      lead: null,
      leaderlessSince: TODAY,
      asked: ['directeur'],
      agreements: [
        agreement({ awaiting: ['guardian'] }),
        agreement({ awaiting: ['guardian'] }),
        agreement({ reportedDone: true }),
        agreement({ disputed: true }),
        agreement({ stuck: true }),
        agreement({ paused: true }),
        agreement({ waits: true }),
      ],
    })?.waiting;
    expect(waiting).toEqual([
      { what: 'lead', role: 'anyone', count: 1 },
      { what: 'help', role: 'anyone', title: 'directeur', count: 1 },
      { what: 'keep', role: 'supportCoordinator', count: 2 },
      { what: 'confirm', role: 'guardian', count: 2 },
      { what: 'confirmDone', role: 'anyone', count: 1 },
      { what: 'clarify', role: 'caseLead', count: 1 },
      { what: 'unstick', role: 'caseLead', count: 1 },
    ]);
  });
});
