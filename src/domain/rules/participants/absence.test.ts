import { describe, expect, it } from 'vitest';
import { caseState, withPerson } from '../../../../test/support/cases/case-builder.ts';
import { withoutAbsence } from './absence.ts';

const away = (...absences: { from: string; until: string | null }[]) =>
  withPerson(caseState(), 'owner', { absences });
const left = (state: ReturnType<typeof away>) =>
  withoutAbsence(state, 'owner', '2027-03-11').people.find((p) => p.id === 'owner')?.absences;

describe('somebody says that they are back', () => {
  it('and what runs is over; what they planned for later stays, and what is past', () => {
    const past = { from: '2027-01-04', until: '2027-01-08' };
    const leave = { from: '2027-04-26', until: '2027-04-30' };
    expect(left(away(past, { from: '2027-03-09', until: null }, leave))).toEqual([past, leave]);
    expect(left(away({ from: '2027-03-11', until: '2027-03-11' }))).toEqual([]);
  });

  it('and was not away: then what they planned does not go on', () => {
    const past = { from: '2027-03-09', until: '2027-03-10' };
    expect(left(away(past, { from: '2027-03-12', until: '2027-03-19' }))).toEqual([past]);
  });

  it('and it says nothing about anybody else', () => {
    const state = away({ from: '2027-03-09', until: null });
    expect(withoutAbsence(state, 'lead', '2027-03-11').people).toEqual(state.people);
  });
});
