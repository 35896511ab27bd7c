import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  person,
  region,
  situation,
} from '../../../../test/support/cases/case-builder.ts';
import type { CaseState } from '../../case/state.ts';
import { replaceParticipant } from './replacement.ts';

const s = situation('2027-03-11', {
  region: region({ coordinatorPersonIds: ['coordinator'] }),
  actor: { personId: 'coordinator', participant: null },
});
const base = caseState();
const before: CaseState = {
  ...base,
  case: { ...base.case, leadId: null, leadAskedId: 'p-out', escalationContactPersonId: 'out' },
  participants: [
    participant('out', 'careProvider', { organisationKey: 'school' }),
    participant('mate', 'teacher', { deputyId: 'p-out' }),
    participant('mother', 'guardian'),
  ],
  agreements: [
    agreement({ id: 'theirs', ownerId: 'p-out' }),
    agreement({ id: 'past', number: 2, ownerId: 'p-out', status: 'done', doneOn: '2027-03-09' }),
    agreement({ id: 'other', number: 3, ownerId: 'p-mother', deputyId: 'p-out' }),
  ],
  people: ['out', 'mate', 'mother', 'in'].map((name) => person(name)),
};
const replaced = (state: CaseState, successor: string): CaseState => {
  const decision = replaceParticipant(state, s, 'p-out', { person: person(successor) });
  if (!decision.ok) throw new Error(decision.reply.key);
  return decision.state;
};

describe('somebody takes over what another did in a case', () => {
  it('comes in with the same role, for the same organisation, and the other is out', () => {
    const after = replaced(before, 'in');
    const next = after.participants.find((p) => p.personId === 'in');
    expect(next).toMatchObject({ role: 'careProvider', organisationKey: 'school', leftAt: null });
    expect(after.participants.find((p) => p.id === 'p-out')?.leftAt).toBe(s.now);
  });

  it('owns what is open, stands in for the same people, and is called in their place; what is done stays', () => {
    const after = replaced(before, 'in');
    const id = after.participants.find((p) => p.personId === 'in')?.id;
    const of = (name: string) => after.agreements.find((a) => a.id === name);
    expect(of('theirs')).toMatchObject({ ownerId: id, textVersion: 2 });
    expect(of('past')).toMatchObject({ ownerId: 'p-out', textVersion: 1, status: 'done' });
    expect(of('other')).toMatchObject({ ownerId: 'p-mother', deputyId: id, textVersion: 1 });
    expect(after.participants.find((p) => p.id === 'p-mate')?.deputyId).toBe(id);
    expect(after.case.escalationContactPersonId).toBe('in');
  });

  it('is asked for the lead and does not have it', () => {
    const after = replaced(before, 'in');
    const id = after.participants.find((p) => p.personId === 'in')?.id;
    expect(after.case).toMatchObject({ leadId: null, leadAskedId: id });
  });

  it('who takes part already keeps their own role, and is not their own deputy', () => {
    const after = replaced(before, 'mate');
    expect(after.participants.find((p) => p.id === 'p-mate')).toMatchObject({
      role: 'teacher',
      deputyId: null,
    });
    expect(after.participants).toHaveLength(3);
    const mother = replaced(before, 'mother').agreements.find((a) => a.id === 'other');
    expect(mother).toMatchObject({ ownerId: 'p-mother', deputyId: null });
  });

  it('who sees only their own agreements is asked for no lead, and stands in for none', () => {
    const limited = participant('mate', 'teacher', { limitedSince: '2027-03-10T09:00:00.000Z' });
    const state: CaseState = {
      ...before,
      case: { ...before.case, leadId: 'p-lead', leadAskedId: null },
      participants: [
        ...before.participants.filter((p) => p.id !== 'p-mate'),
        limited,
        participant('lead', 'municipalCaseManager', { deputyId: 'p-out' }),
      ],
    };
    expect(replaced(state, 'mate').participants.find((p) => p.id === 'p-lead')?.deputyId).toBeNull();
    const led = { ...state, case: { ...state.case, leadId: 'p-out' } };
    expect(replaced(led, 'mate').case).toMatchObject({ leadId: null, leadAskedId: null });
  });

  it('nothing happens in a case that is closed, or for who is not in it', () => {
    const closed = { ...before, case: { ...before.case, status: 'closed' as const } };
    expect(replaceParticipant(closed, s, 'p-out', { person: person('in') }).ok).toBe(false);
    expect(replaceParticipant(before, s, 'p-nobody', { person: person('in') }).ok).toBe(false);
  });
});
