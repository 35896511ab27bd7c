import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  region,
  situation,
} from '../../../test/support/cases/case-builder.ts';
import { accept } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import { followUp } from '../follow-up.ts';
import type { Outgoing } from '../messages/index.ts';

const REGION = region({
  organisations: [
    {
      key: 'zorg',
      name: 'Zorg',
      type: 'careProvider',
      contactPoints: [],
      escalationContactPersonId: null,
      schoolHolidays: null,
    },
  ],
  ladder: [{ rung: 3, title: 'teamleider', contactPersonIds: [] }],
});
const S = situation('2027-03-16', { region: REGION });
const EMPTY = caseState({ agreements: [] });
const ATTENDANCE = participant('attendance', 'attendanceOfficer');
const CARE = participant('care', 'careProvider', { organisationKey: 'zorg' });
/** The messages of a decision that leaves this behind. */
const told = (before: CaseState, state: CaseState, s = S) => {
  const after = followUp(before, accept(state, 'done.nothing'), s);
  const messages = after.messages.filter((m: Outgoing) => m.message.type === 'RoleMissing');
  return {
    state: after.state,
    said: messages.map(({ recipient, message: m }) =>
      m.type === 'RoleMissing'
        ? [
            recipient.to,
            ...m.fields,
            ...m.parties.map((p) => p.key),
            ...(m.rung === null ? [] : [m.rung]),
          ].join(' ')
        : '',
    ),
  };
};
const withAll = (state: CaseState, more: Partial<CaseState>): CaseState => ({ ...state, ...more });

describe('a place that is needed and that nobody has', () => {
  it('is told to the coordinators and the lead when there is something to keep, and not before', () => {
    const quiet = told(EMPTY, EMPTY);
    expect(quiet.said).toEqual([]);
    const made = told(quiet.state, withAll(quiet.state, { agreements: [agreement()] }));
    expect(made.said).toEqual(['coordinators attendance care', 'person attendance care']);
  });

  it('is told once while it stands, also when there is nothing to keep in between, and again when it empties anew', () => {
    const first = told(EMPTY, withAll(EMPTY, { agreements: [agreement()] })).state;
    expect(told(first, first).said).toEqual([]);
    const none = told(first, withAll(first, { agreements: [] })).state;
    expect(told(none, withAll(none, { agreements: [agreement()] })).said).toEqual([]);
    const filled = told(first, withAll(first, { participants: [...first.participants, ATTENDANCE] })).state;
    const left = withAll(filled, { participants: first.participants });
    expect(told(filled, left).said).toEqual(['coordinators attendance', 'person attendance']);
  });

  it('is an organisation that keeps an agreement and has nobody to ask, which only a coordinator can fill', () => {
    const all = withAll(EMPTY, { participants: [...EMPTY.participants, ATTENDANCE, CARE] });
    const kept = withAll(all, { agreements: [agreement({ ownerId: 'p-care' })] });
    expect(told(all, kept).said).toEqual(['coordinators zorg']);
  });

  it('is the first rung of the ladder, from the moment a case is opened', () => {
    const bare = situation('2027-03-16', { region: { ...REGION, escalationContactPersonId: null } });
    const opened = withAll(EMPTY, { case: { ...EMPTY.case, leadId: null } });
    expect(told(EMPTY, opened, bare).said).toEqual(['coordinators teamleider']);
    const named = { ...opened, case: { ...opened.case, escalationContactPersonId: 'case-contact' } };
    expect(told(EMPTY, named, bare).said).toEqual([]);
  });

  it('is not told of a case that is held, nor of each of the many that a sheet brings in', () => {
    const withOne = withAll(EMPTY, { agreements: [agreement()] });
    const held = { ...withOne, case: { ...withOne.case, status: 'on_hold' as const } };
    expect(told(EMPTY, held).said).toEqual([]);
    const isNew = { ...EMPTY, case: { ...EMPTY.case, version: 0 } };
    const sheet = { ...withOne, case: { ...withOne.case, version: 0, importKey: 'row' } };
    const first = told(isNew, sheet);
    expect(first.said).toEqual([]);
    expect(told(first.state, first.state).said).toEqual([]);
  });
});
