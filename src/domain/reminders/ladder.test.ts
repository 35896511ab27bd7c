import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  person,
  withPerson,
} from '../../../test/support/cases/case-builder.ts';
import { type Happened, live } from '../../../test/support/web/live.ts';
import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';

const quietly = (log: Happened[]): string[] =>
  log
    // What is asked again, and of whom the lead is asked to call, stands in tests of its own.
    .filter((h) => !/^(confirm:|Silence|again|CallAsked|ContactUnreached)/.test(h.what))
    .map((h) => `${h.on} ${h.what} ${h.to}`);
const steps = (state: CaseState, until = '2027-04-07', over: Partial<Region> = {}): string[] =>
  quietly(live(state, '2027-03-11', until, over).log);

describe('the default policy (docs/domain.md#timers): the whole climb of one agreement, due Thursday 18 March 2027', () => {
  it('asks owner, deputy and lead, tells the lead, then the party’s contact with the coordinators', () => {
    expect(steps(caseState())).toEqual([
      '2027-03-16 before owner',
      '2027-03-18 due owner',
      '2027-03-19 open_owner owner',
      '2027-03-23 open_deputy deputy',
      '2027-03-25 open_lead lead',
      '2027-04-01 escalation_notice lead',
      '2027-04-05 escalation region-contact',
      '2027-04-05 EscalationAlert region-contact',
      '2027-04-05 EscalationAlert coordinators',
      '2027-04-05 EscalationRaised room',
    ]);
  });

  const ofSchool = caseState({
    participants: caseState().participants.map((p) =>
      p.id === 'p-owner' ? { ...p, organisationKey: 'school' } : p,
    ),
  });
  const alerted = (state: CaseState, over: Partial<Region> = {}): string[] =>
    steps(state, '2027-04-07', over).filter(
      (x) => x.includes('EscalationAlert') || x.includes('ContactMissing'),
    );

  it.each([
    [
      'of the case first',
      { ...ofSchool, case: { ...ofSchool.case, escalationContactPersonId: 'case-contact' } },
      {},
      'case-contact',
    ],
    ['else of the owner’s party', ofSchool, {}, 'party-contact'],
    ['else of the region', caseState(), {}, 'region-contact'],
    [
      'else of rung 3 of the ladder',
      caseState(),
      {
        escalationContactPersonId: null,
        ladder: [{ rung: 3, title: '', contactPersonIds: ['case-contact'] }],
      },
      'case-contact',
    ],
    [
      'the next one, when the first cannot be reached',
      withPerson(ofSchool, 'party-contact', { identities: [] }),
      {},
      'region-contact',
    ],
    [
      'the next one, when the first is away',
      withPerson(ofSchool, 'party-contact', { absences: [{ from: '2027-03-01', until: null }] }),
      {},
      'region-contact',
    ],
  ])('alerts the contact %s', (_which, state, over, contact) => {
    expect(alerted(state, over)).toEqual([
      `2027-04-05 EscalationAlert ${contact}`,
      '2027-04-05 EscalationAlert coordinators',
    ]);
  });

  it('tells the coordinators when no contact is configured, and leaves the gap visible', () => {
    const none = { escalationContactPersonId: null, organisations: [], ladder: [] };
    expect(alerted(caseState(), none)).toEqual(['2027-04-05 ContactMissing coordinators']);
    expect(
      live(caseState(), '2027-03-11', '2027-04-07', none).state.escalations.map((e) => e.status),
    ).toEqual(['missing']);
  });

  it('waits for the lead’s button where the region wants that', () => {
    const log = steps(caseState(), '2027-04-07', { escalationNeedsButton: true });
    expect(log.at(-1)).toBe('2027-04-05 escalation lead');
    expect(log.join()).not.toContain('EscalationAlert');
  });
});

describe('reminders before', () => {
  it('come five working days before as well when the term is fifteen or more', () => {
    const long = caseState({ agreements: [agreement({ due: '2027-04-08' })] });
    expect(steps(long, '2027-04-07')).toEqual(['2027-04-01 before_long owner', '2027-04-06 before owner']);
  });
  it('do not come when their day was over at the making', () => {
    const soon = caseState({ agreements: [agreement({ due: '2027-03-12' })], nudges: [] });
    expect(steps(soon, '2027-03-12')[0]).not.toContain('before owner 2027-03-10');
  });
});

describe('who is asked', () => {
  const away = (who: string, state = caseState()): CaseState =>
    withPerson(state, who, { absences: [{ from: '2027-03-17', until: null }] });

  it('the deputy from the day the owner is away, and the lead where the deputy would have been', () => {
    expect(steps(away('owner'), '2027-03-25')).toEqual([
      '2027-03-16 before owner',
      '2027-03-18 due deputy',
      '2027-03-19 open_owner deputy',
      '2027-03-23 open_deputy lead',
      '2027-03-25 open_lead lead',
    ]);
  });
  it('the lead, when the deputy is the lead', () => {
    const state = caseState({
      participants: caseState().participants.map((p) =>
        p.id === 'p-owner' ? { ...p, deputyId: 'p-lead' } : p,
      ),
    });
    expect(steps(state, '2027-03-25').slice(-2)).toEqual([
      '2027-03-23 open_deputy lead',
      '2027-03-25 open_lead lead',
    ]);
  });
  it('the coordinator, when there is neither deputy nor lead', () => {
    const state = caseState({ participants: [participant('owner')], case: { leadId: null } });
    expect(steps(state, '2027-03-25').slice(-2)).toEqual([
      '2027-03-23 open_deputy coordinator',
      '2027-03-25 open_lead coordinator',
    ]);
  });
  it('nobody, when there is nobody at all, and the climb goes on', () => {
    const alone = caseState({
      participants: [participant('owner')],
      case: { leadId: null },
      people: [person('owner')],
    });
    const { log } = live(alone, '2027-03-11', '2027-04-07');
    expect(quietly(log).slice(-1)).toEqual(['2027-04-05 ContactMissing coordinators']);
  });
  it('nothing on days somebody does not work, and no step counts them', () => {
    const own = withPerson(caseState(), 'owner', { hasOwnDays: true, workingDays: [1, 2, 4] });
    expect(steps(own, '2027-03-22')).toEqual([
      '2027-03-15 before owner',
      '2027-03-18 due owner',
      '2027-03-22 open_owner owner',
    ]);
  });
  it('nothing on King’s Day', () => {
    const state = caseState({
      agreements: [agreement({ due: '2027-04-26', createdAt: '2027-04-20T10:00:00.000Z' })],
    });
    expect(quietly(live(state, '2027-04-20', '2027-04-28').log)).toEqual([
      '2027-04-22 before owner',
      '2027-04-26 due owner',
      '2027-04-28 open_owner owner',
    ]);
  });
});

describe('when it is quiet', () => {
  const a = agreement();
  it.each([
    [
      'paused',
      { agreements: [{ ...a, pausedReason: 'wacht', pausedFrom: '2027-03-11', pausedUntil: '2027-05-01' }] },
    ],
    ['reported done', { agreements: [{ ...a, status: 'reported_done' as const }] }],
    ['ended', { agreements: [{ ...a, status: 'ended' as const }] }],
    [
      'disputed',
      {
        confirmations: [
          {
            id: 'c',
            caseId: 'case',
            agreementId: 'a1',
            textVersion: 1,
            participantId: 'p-mother',
            answer: 'disputed' as const,
            enteredById: null,
            words: 'x',
            at: '2027-03-11T10:00:00.000Z',
          },
        ],
      },
    ],
    ['of a case on hold', { case: { status: 'on_hold' as const } }],
    [
      'waiting on another',
      {
        agreements: [
          { ...a, id: 'a0', number: 2, due: '2027-06-01' },
          { ...a, predecessorId: 'a0', workingDaysAfter: 5 },
        ],
      },
    ],
  ])('nobody is asked about an agreement that is %s', (_why, over) => {
    const about = live(caseState(over), '2027-03-11', '2027-04-07').state.nudges.filter(
      (n) => n.agreementId === 'a1' && !/^(confirm:|done)/.test(n.step),
    );
    expect(about).toEqual([]);
  });

  it('who is stuck is not asked again, the lead still is', () => {
    const blocker = {
      id: 'b',
      caseId: 'case',
      agreementId: 'a1',
      category: 'money' as const,
      decisionMaker: null,
      reportedById: 'p-owner',
      reportedAt: '2027-03-12T10:00:00.000Z',
      resolvedAt: null,
      answer: null,
    };
    expect(steps(caseState({ blockers: [blocker] }), '2027-03-25')).toEqual([
      '2027-03-23 open_deputy deputy',
      '2027-03-25 open_lead lead',
    ]);
  });

  it('days of a pause do not count on the climb', () => {
    const paused = caseState({
      agreements: [{ ...a, pausedReason: 'wacht', pausedFrom: '2027-03-19', pausedUntil: '2027-03-25' }],
      nudges: [],
    });
    const { log } = live(paused, '2027-03-19', '2027-03-30');
    expect(quietly(log)).toContain('2027-03-25 AgreementResumed room');
    expect(quietly(log).filter((x) => x.includes('open_deputy'))).toEqual([]);
  });
});

describe('after fourteen days without a round', () => {
  it('there is one catch-up, and never an alert before the lead was told', () => {
    const { log } = live(
      caseState(),
      '2027-03-11',
      '2027-04-14',
      {},
      (day) => day >= '2027-03-19' && day < '2027-04-08',
    );
    expect(quietly(log)).toEqual([
      '2027-03-16 before owner',
      '2027-03-18 due owner',
      '2027-04-08 escalation_notice lead',
      '2027-04-08 first:p-owner owner',
      '2027-04-12 escalation region-contact',
      '2027-04-12 EscalationAlert region-contact',
      '2027-04-12 EscalationAlert coordinators',
      '2027-04-12 EscalationRaised room',
    ]);
  });
});

describe('the case as a whole', () => {
  const empty = (over: Partial<CaseState['case']> = {}): CaseState =>
    caseState({ agreements: [], case: over });
  it('without a lead: told after two working days, the ladder button after five', () => {
    const state = empty({ leadId: null, leaderlessSince: '2027-03-11T10:00:00.000Z' });
    const { log } = live(state, '2027-03-11', '2027-03-19');
    expect(quietly(log)).toEqual([
      '2027-03-15 LeadMissing room',
      '2027-03-15 LeadMissing coordinators',
      '2027-03-18 LadderOffer coordinators',
    ]);
  });
  it('the three-month clock: four and two weeks before, and the first working day after Sunday 4 April', () => {
    const { log } = live(empty({ clockSent: [] }), '2027-03-01', '2027-04-06');
    expect(log.filter((h) => h.what === 'ClockNotice').map((h) => h.on)).toEqual([
      '2027-03-08',
      '2027-03-22',
      '2027-04-05',
    ]);
  });
  it('silent for ten working days: a question to the lead, and again ten later', () => {
    const { log } = live(empty(), '2027-03-11', '2027-04-14');
    expect(log.filter((h) => h.what === 'Silence')).toEqual([
      { on: '2027-03-25', what: 'Silence', to: 'lead' },
      { on: '2027-04-12', what: 'Silence', to: 'lead' },
    ]);
  });
  it('a decision’s end: a reminder six weeks before, on a working day', () => {
    const state = caseState({
      agreements: [agreement({ status: 'done', doneOn: '2027-04-01', validUntil: '2027-07-31' })],
    });
    const { log } = live(state, '2027-06-15', '2027-06-25');
    expect(log.filter((h) => h.what === 'valid_until')).toEqual([
      { on: '2027-06-21', what: 'valid_until', to: 'owner' },
    ]);
  });
  it('an absence without a deputy is said the working day before', () => {
    const state = withPerson(
      caseState({ participants: [participant('owner'), participant('lead')] }),
      'owner',
      { absences: [{ from: '2027-03-17', until: '2027-03-24' }] },
    );
    const { log } = live(state, '2027-03-11', '2027-03-17');
    expect(log.filter((h) => h.what === 'AbsenceUncovered')).toEqual([
      { on: '2027-03-16', what: 'AbsenceUncovered', to: 'lead' },
    ]);
  });
  it('"I’m on it" keeps it quiet, and the lead hears when it ran out', () => {
    const call = {
      id: 'e',
      caseId: 'case',
      agreementId: 'a1',
      rung: 4,
      contactPersonId: 'case-contact',
      contactTitle: 'directeur',
      question: null,
      status: 'acknowledged' as const,
      raisedById: 'p-lead',
      raisedAt: '2027-03-18T10:00:00.000Z',
      acknowledgedById: 'case-contact',
      acknowledgedUntil: '2027-03-23',
      answer: null,
      answeredAt: null,
    };
    const { log } = live(caseState({ escalations: [call] }), '2027-03-18', '2027-03-24');
    expect(quietly(log)).toContain('2027-03-24 AcknowledgementEnded lead');
    expect(quietly(log).filter((x) => x < '2027-03-24')).toEqual([]);
  });
});
