import { describe, expect, it } from 'vitest';
import { caseState, participant, situation } from '../../../../test/support/cases/case-builder.ts';
import type { CaseState } from '../../case/state.ts';
import { REASON_MAX, setInvolvement } from './set-involvement.ts';

const LEAD = situation('2027-03-11', {
  actor: { personId: 'lead', participant: participant('lead', 'municipalCaseManager') },
});
const OWNER = situation('2027-03-11', {
  actor: { personId: 'owner', participant: participant('owner', 'supportCoordinator') },
});
const changed = (state: CaseState, ...more: readonly ['follow' | 'convene', string]): CaseState => {
  const decision = setInvolvement(state, LEAD, ...more);
  if (!decision.ok) throw new Error(decision.reply.key);
  return decision.state;
};

describe('how far the lead and the coordinators go with a case', () => {
  it('begins with following, and goes up and down with a reason that is kept each time', () => {
    const up = changed(caseState(), 'convene', ' drie afspraken bleven liggen ');
    const down = changed(up, 'follow', 'het loopt weer');
    expect(down.case.involvement).toMatchObject({
      level: 'follow',
      changes: [
        { from: 'follow', to: 'convene', reason: 'drie afspraken bleven liggen', byId: 'p-lead' },
        { from: 'convene', to: 'follow', reason: 'het loopt weer' },
      ],
    });
  });

  it('is told once in the room, and changes no agreement and no timer', () => {
    const before = caseState();
    const decision = setInvolvement(before, LEAD, 'convene', 'het staat stil');
    if (!decision.ok) throw new Error(decision.reply.key);
    expect(decision.messages.map((m) => [m.recipient.to, m.message.type])).toEqual([
      ['room', 'InvolvementChanged'],
    ]);
    expect(decision.state).toEqual({ ...before, case: decision.state.case });
  });

  it('that is so already says so, and tells nobody', () => {
    const before = caseState();
    const decision = setInvolvement(before, LEAD, 'follow', 'zomaar');
    expect(decision).toMatchObject({ ok: true, reply: { key: 'done.involvementIs.follow' }, messages: [] });
    expect(decision.ok && decision.state).toBe(before);
  });

  it.each([
    ['no reason', '  ', 'refused.reasonMissing'],
    ['more than one line', 'een\ntwee', 'refused.wordsTooLong'],
    ['a reason that is too long', 'x'.repeat(REASON_MAX + 1), 'refused.wordsTooLong'],
  ])('is refused with %s', (_what, reason, key) => {
    expect(setInvolvement(caseState(), LEAD, 'convene', reason)).toMatchObject({
      ok: false,
      reply: { key, field: 'reason' },
    });
  });

  it('is not for who only takes part, and stays as it was in a case that is closed', () => {
    expect(setInvolvement(caseState(), OWNER, 'convene', 'graag')).toMatchObject({
      reply: { key: 'refused.only.lead' },
    });
    const closed = caseState({ case: { lastEventAt: '2027-03-11T10:00:00.000Z', status: 'closed' } });
    expect(setInvolvement(closed, LEAD, 'convene', 'graag')).toMatchObject({
      reply: { key: 'refused.caseClosed' },
    });
  });
});
