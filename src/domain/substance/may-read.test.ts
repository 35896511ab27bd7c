import { describe, expect, it } from 'vitest';
import { caseState, participant, region } from '../../../test/support/cases/case-builder.ts';
import type { CaseState, Consent } from '../case/state.ts';
import { ROLES, type Uuid } from '../vocabulary.ts';
import { mayRead, RightToRead, SUBSTANCE_KINDS, type SubstanceKind } from './may-read.ts';
import { Substance } from './substance.ts';

const REGION = region({ coordinatorPersonIds: ['coordinator'] });

function said(partyKey: string, answer: Consent['answer'], participantId = 'p-mother'): Consent {
  return {
    id: `${partyKey}-${participantId}`,
    caseId: 'case',
    partyKey,
    about: 'reading',
    participantId,
    answer,
    enteredById: null,
    textVersion: 1,
    at: '2027-03-11T10:00:00.000Z',
    validUntil: null,
    renewalAskedAt: null,
    endedAt: null,
  };
}

function inCase(over: Parameters<typeof caseState>[0] = {}): CaseState {
  return caseState({
    participants: [
      participant('lead', 'municipalCaseManager', { organisationKey: 'gemeente', deputyId: 'p-standin' }),
      participant('standin', 'municipalCaseManager', { organisationKey: 'gemeente' }),
      participant('mother', 'guardian'),
      participant('girl', 'child'),
      participant('aunt', 'familySupporter'),
      participant('teacher', 'teacher', { organisationKey: 'school' }),
      participant('principal', 'schoolPrincipal', { organisationKey: 'school' }),
      participant('doctor', 'youthDoctor', { organisationKey: 'ggd' }),
      participant('coordinator', 'coordinator', { organisationKey: 'swv' }),
      participant('gone', 'guardian', { leftAt: '2027-03-12T10:00:00.000Z' }),
    ],
    consents: [said('school', 'yes'), said('school', 'yes', 'p-girl'), said('ggd', 'no')],
    ...over,
  });
}

const EVERYBODY = ['lead', 'standin', 'mother', 'girl', 'aunt', 'teacher', 'principal', 'doctor'];
const readersOf = (kind: SubstanceKind, state = inCase(), where = REGION): Uuid[] =>
  [...EVERYBODY, 'coordinator', 'gone', 'stranger'].filter((id) => mayRead(kind, state, where, id) !== null);

describe('who reads what is written about a family', () => {
  it.each(['signal', 'position', 'record'] as const)(
    'is, of a %s, the family, who leads with their deputy, and a party that everybody said yes to',
    (kind) => {
      expect(readersOf(kind)).toEqual(['lead', 'standin', 'mother', 'girl', 'teacher', 'principal']);
    },
  );

  it('is, of what works for this child, of such a party only who works with the child', () => {
    expect(readersOf('whatWorks')).toEqual(['lead', 'standin', 'mother', 'girl', 'teacher']);
  });

  it('is, of what a party is asked, no coordinator but for what they asked, also while they take it in', () => {
    const state = inCase();
    const inIntake = { ...state, case: { ...state.case, status: 'intake' as const } };
    for (const now of [state, inIntake])
      expect(readersOf('request', now)).toEqual([
        'lead',
        'standin',
        'mother',
        'girl',
        'teacher',
        'principal',
      ]);
    expect(readersOf('question', inIntake)).toContain('coordinator');
  });

  it.each(SUBSTANCE_KINDS)(
    'is, of a %s, no party that nobody answered about, whatever the region lets it see',
    (kind) => {
      const silent = inCase({ consents: [] });
      for (const consent of ['unless-refused', 'before-sharing'] as const)
        expect(readersOf(kind, silent, { ...REGION, consent })).toEqual([
          'lead',
          'standin',
          'mother',
          'girl',
        ]);
    },
  );

  it('is no party that one of two guardians has not answered about, or said no to', () => {
    const two = (...more: Consent[]): CaseState =>
      inCase({
        participants: [...inCase().participants, participant('father', 'guardian')],
        consents: [...inCase().consents, ...more],
      });
    expect(readersOf('record', two())).not.toContain('teacher');
    expect(readersOf('record', two(said('school', 'no', 'p-father')))).not.toContain('teacher');
    expect(readersOf('record', two(said('school', 'yes', 'p-father')))).toContain('teacher');
  });

  it('is nobody by their role at the region, and nobody who left or never took part', () => {
    for (const kind of SUBSTANCE_KINDS)
      for (const id of ['coordinator', 'gone', 'stranger', 'aunt']) expect(readersOf(kind)).not.toContain(id);
  });

  it('is nobody who leads no more, nor anybody of a party without an answer, in any role', () => {
    for (const role of ROLES.filter((one) => !['child', 'guardian', 'parent'].includes(one))) {
      const state = inCase({
        case: { leadId: null },
        participants: [
          participant('one', role, { organisationKey: 'ggd' }),
          participant('mother', 'guardian'),
        ],
        consents: [],
      });
      for (const kind of SUBSTANCE_KINDS) expect(mayRead(kind, state, REGION, 'one'), role).toBeNull();
    }
  });
});

describe('the words', () => {
  const one = new Substance('record', 'case', 'sliep weer niet');
  const given = (kind: SubstanceKind, state = inCase()): RightToRead =>
    mayRead(kind, state, REGION, 'mother') as RightToRead;

  it('come out for who may read this kind in this case', () => {
    expect(Substance.words(one, given('record'))).toBe('sliep weer niet');
  });

  it('do not for another kind, another case, or a right that nobody gave', () => {
    const elsewhere = inCase({ case: { id: 'another' } });
    const made = { kind: 'record', caseId: 'case', personId: 'mother' } as unknown as RightToRead;
    const dressed = Object.assign(Object.create(RightToRead.prototype) as RightToRead, made);
    for (const right of [given('signal'), given('record', elsewhere), made, dressed, null as never])
      expect(() => Substance.words(one, right)).toThrow('no right to these words');
    // @ts-expect-error: nobody makes a right but the rule.
    expect(() => Substance.words(one, new RightToRead('signal', 'case', 'mother'))).toThrow();
  });

  it('stay with a right that cannot be changed into another', () => {
    const right = given('signal');
    expect(() => Object.assign(right, { kind: 'record' })).toThrow(TypeError);
    expect(() => Object.assign(one, { kind: 'signal' })).toThrow(TypeError);
  });
});
