import { describe, expect, it } from 'vitest';
import {
  caseState,
  participant,
  person,
  region,
  situation,
} from '../../../test/support/cases/case-builder.ts';
import type { Person } from '../case/state.ts';
import { rungContact } from './ladder.ts';

const IN = situation('2027-03-11');
const LADDER = region({
  ladder: [
    { rung: 3, title: 'teamleider', contactPersonIds: ['contact'] },
    { rung: 4, title: 'directeur', contactPersonIds: ['director'] },
    { rung: 5, title: 'wethouder', contactPersonIds: ['alderman'] },
  ],
});
const asked = (rung: number, over: { leftAt?: string; sponsor?: Partial<Person> } = {}, ladder = LADDER) => {
  const people = ['contact', 'director', 'alderman'].map((id) => person(id));
  const state = caseState({
    participants: [participant('sponsor', 'caseSponsor', { leftAt: over.leftAt ?? null })],
    people: [...people, person('sponsor', over.sponsor)],
  });
  return rungContact(state, ladder, { rung, agreement: null }, IN.today).contact?.id;
};

describe('who adopted the case', () => {
  it('is asked first at the top of the ladder, and on no rung below it', () => {
    expect(asked(5)).toBe('sponsor');
    expect(asked(4)).toBe('director');
  });

  it('is not asked once they left, or while they are away: then whom the region names', () => {
    expect(asked(5, { leftAt: '2027-03-01T10:00:00.000Z' })).toBe('alderman');
    expect(asked(5, { sponsor: { absences: [{ from: '2027-03-01', until: null }] } })).toBe('alderman');
  });

  it('fills a top where the region names nobody', () => {
    const empty = {
      ...LADDER,
      ladder: [...LADDER.ladder.slice(0, 2), { rung: 6, title: '', contactPersonIds: [] }],
    };
    expect(asked(6, {}, empty)).toBe('sponsor');
  });
});
