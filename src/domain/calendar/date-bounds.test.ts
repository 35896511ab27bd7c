import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreement,
  CALENDAR,
  caseState,
  person,
  region,
  situation,
  withPerson,
} from '../../../test/support/cases/case-builder.ts';
import type { Decision, Situation } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import { createAgreement, type Draft, reviseAgreement } from '../rules/agreements/create.ts';
import * as dates from '../rules/agreements/dates.ts';
import * as pausing from '../rules/agreements/pausing.ts';
import * as progress from '../rules/agreements/progress.ts';
import { openCase } from '../rules/case/case-life.ts';
import { absenceInCase, checkAbsence } from '../rules/participants/absence.ts';
import { whatTimeBrings } from '../timers/due.ts';
import { plannedTimers } from '../timers/planned.ts';
import { overview } from '../views/facts.ts';
import { tooFar } from './date-bounds.ts';
import { addDays, type RegionCalendar } from './index.ts';

const TODAY = '2027-03-16';
const BY_LEAD = situation(TODAY, {
  actor: { personId: 'lead', participant: caseState().participants.find((p) => p.id === 'p-lead') ?? null },
});

const BY_OWNER = situation(TODAY, {
  actor: { personId: 'owner', participant: caseState().participants.find((p) => p.id === 'p-owner') ?? null },
});

/** A calendar that counts how often anything about one of its days is asked. */
function counting(): { readonly calendar: RegionCalendar; readonly looks: () => number } {
  let looks = 0;
  const counted = <T extends object>(of: T): T =>
    new Proxy(of, {
      get: (target, name, self) => {
        looks++;
        return Reflect.get(target, name, self);
      },
      getOwnPropertyDescriptor: (target, name) => {
        looks++;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
  return {
    calendar: {
      ...CALENDAR,
      workingDays: counted([...CALENDAR.workingDays]),
      offDays: counted(CALENDAR.offDays),
    },
    looks: () => looks,
  };
}

const DRAFT: Draft = {
  title: 'Onderwijsplan',
  doneWhen: 'gedeeld',
  ownerId: 'p-owner',
  deputyId: null,
  due: '2027-03-18',
  dueChosen: true,
  kind: 'agreement',
  predecessorId: null,
  workingDaysAfter: null,
  validUntil: null,
};

/** Every rule that takes a date, given that date. */
const RULES: Readonly<Record<string, (state: CaseState, s: Situation, date: string) => Decision>> = {
  'the date of a new agreement': (state, s, due) => createAgreement(state, s, { ...DRAFT, due }),
  'until when a new decision holds': (state, s, validUntil) =>
    createAgreement(state, s, { ...DRAFT, validUntil }),
  'the date of a new version': (state, s, due) =>
    reviseAgreement(state, s, 'a1', { ...DRAFT, due, textVersion: 1, shownDue: agreement().due }),
  'a proposed date': (state, _s, date) => dates.proposeDate(state, BY_OWNER, 'a1', { date, chosen: true }),
  'a proposed date from before there were bounds': (state, s, date) => {
    const proposed = { ...agreement(), proposedDue: date, proposedById: 'p-owner' };
    return dates.decideDate({ ...state, agreements: [proposed] }, s, 'a1', { date, accepted: true });
  },
  'the end of a pause': (state, s, until) =>
    pausing.pauseAgreement(state, s, 'a1', { reason: 'vakantie', until }),
  'until when a finished decision holds': (state, _s, date) =>
    progress.reportDone(state, BY_OWNER, 'a1', { validUntil: date }),
  'the first day of an absence': (state, s, from) =>
    checkAbsence(s, from, null) ?? absenceInCase(state, s, 'owner', { from, until: null }),
  'the last day of an absence': (state, s, until) =>
    checkAbsence(s, TODAY, until) ?? absenceInCase(state, s, 'owner', { from: TODAY, until }),
};

const far = fc
  .integer({ min: 12 * 366, max: 7950 * 365 })
  .map((days) => addDays(TODAY, days))
  .filter((day) => day > '2040-01-01');

describe('a date that lies too far away', () => {
  it.each(Object.keys(RULES))('is refused by the rule itself, at its field: %s', (name) => {
    fc.assert(
      fc.property(far, (date) => {
        const decided = RULES[name]?.(caseState(), BY_LEAD, date);
        expect(decided).toMatchObject({
          ok: false,
          reply: { key: 'refused.dateFarAhead', field: expect.any(String), values: { date } },
        });
      }),
    );
  });

  it('is the first day at home of thirty years ago', () => {
    const opening = {
      code: 'Wilg-27',
      firstDayHome: '1997-01-04',
      workspaceId: 'w',
      coordinator: person('coordinator'),
      people: [],
    };
    expect(openCase(situation(TODAY), opening)).toMatchObject({
      ok: false,
      reply: { key: 'refused.dateFarBack', field: 'firstDay', values: { guess: '2027-01-04' } },
    });
  });

  it('is asked back with the same day in the nearest year that will do', () => {
    const guess = (...of: Parameters<typeof tooFar>) => tooFar(...of)?.reply.values?.guess;
    expect(guess('due', '2200-12-31', TODAY, 'due')).toBe('2027-12-31');
    expect(guess('due', '9999-03-01', TODAY, 'due')).toBe('2028-03-01');
    expect(guess('firstDay', '0027-03-17', TODAY, 'firstDay')).toBe('2026-03-17');
    expect(guess('validUntil', '2204-02-29', TODAY, 'validUntil')).toBe('2028-02-29');
    // No leap day within the year that a pause may last.
    expect(guess('pause', '2204-02-29', '2027-03-16', 'until')).toBe('2028-02-29');
    expect(guess('pause', '2204-02-29', '2025-03-16', 'until')).toBeNull();
  });

  it('is not the last day that will do, and is the one after it', () => {
    expect(tooFar('due', '2029-03-16', TODAY, 'due')).toBeNull();
    expect(tooFar('due', '2029-03-17', TODAY, 'due')).not.toBeNull();
    expect(tooFar('named', '9990-01-01', TODAY, 'date')).toBeNull();
  });

  it('does not come about by a row of agreements that each wait on the one before', () => {
    let state = caseState({ agreements: [agreement()] });
    const chain = (): Decision =>
      createAgreement(state, BY_LEAD, {
        ...DRAFT,
        due: null,
        predecessorId: state.agreements.at(-1)?.id ?? null,
        workingDaysAfter: 250,
      });
    let decided = chain();
    for (let n = 0; decided.ok && n < 20; n++) {
      state = decided.state;
      decided = chain();
    }
    expect(decided).toMatchObject({
      ok: false,
      reply: { key: 'refused.dateFarAhead', field: 'workingDaysAfter' },
    });
  });
});

describe('a far date that is in the database already', () => {
  /** Everything in a case that has a date, at that date. */
  const stateAt = (date: string): CaseState => {
    const far = agreement({ due: date, firstDue: date, validUntil: date, proposedDue: date });
    const paused = agreement({
      id: 'a2',
      number: 2,
      due: date,
      pausedReason: 'rust',
      pausedFrom: TODAY,
      pausedUntil: date,
    });
    const after = agreement({ id: 'a3', number: 3, due: date, predecessorId: 'a1', workingDaysAfter: 250 });
    const last = agreement({ id: 'a4', number: 4, due: date, predecessorId: 'a3', workingDaysAfter: 250 });
    return withPerson(caseState({ agreements: [far, paused, after, last] }), 'owner', {
      absences: [{ from: TODAY, until: date }],
    });
  };
  /** Counts the work that a command, its page, the round and a change of the region make of a case. */
  const work = (date: string): number => {
    const { calendar, looks } = counting();
    const of = region({ calendar });
    const s: Situation = { ...BY_LEAD, region: of };
    const state = stateAt(date);
    const planned = plannedTimers(state, of, { today: TODAY, newId: () => 't' });
    expect(planned.every((timer) => /^\d{4}-\d\d-\d\dT/.test(timer.fireAt))).toBe(true);
    overview(state, of, TODAY);
    whatTimeBrings({ ...state, timers: planned.map((t) => ({ ...t, fireAt: s.now })) }, s);
    createAgreement(state, s, DRAFT);
    pausing.resumeAgreement(state, s, 'a2');
    progress.endAgreement(state, s, 'a1', 'hoeft niet meer');
    return looks();
  };

  it('costs what a date of next month costs', () => {
    const near = work('2027-04-16');
    for (const date of ['2200-03-16', '9990-01-01', '9999-12-31'])
      expect(work(date)).toBeLessThan(2 * near + 5000);
  });

  it('costs the same however far it is', () => {
    fc.assert(
      fc.property(far, (date) => {
        expect(work(date)).toBeLessThan(20_000);
      }),
      { numRuns: 30 },
    );
  });

  it('can be put right: its agreement is ended, or has another date proposed', () => {
    const s = BY_LEAD;
    expect(progress.endAgreement(stateAt('9990-01-01'), s, 'a1', 'verschreven').ok).toBe(true);
    expect(
      dates.proposeDate(stateAt('9990-01-01'), BY_OWNER, 'a1', { date: '2027-03-18', chosen: true }).ok,
    ).toBe(true);
  });
});
