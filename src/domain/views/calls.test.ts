import { describe, expect, it } from 'vitest';
import { agreement, caseState, region, situation } from '../../../test/support/cases/case-builder.ts';
import type { Decision, Situation } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import { endAgreement } from '../rules/agreements/progress.ts';
import { answerCall, raise, raiseForCase } from '../rules/help.ts';
import { acceptLead } from '../rules/lead/lead.ts';
import { callsOf } from './calls.ts';
import { viewOf } from './limited-view.ts';

const TODAY = '2027-03-11';
const REGION = region({
  ladder: [
    { rung: 3, title: 'contact', contactPersonIds: ['region-contact'] },
    { rung: 4, title: 'directeur', contactPersonIds: ['case-contact'] },
  ],
});
const S = situation(TODAY, { region: REGION });
const done = (decision: Decision): CaseState => {
  if (!decision.ok) throw new Error(decision.reply.key);
  return decision.state;
};
const calls = (state: CaseState, who = 'case-contact') => callsOf(state, REGION, who).map((e) => e.rung);
const TWO = caseState({
  agreements: [agreement(), agreement({ id: 'a2', number: 2, title: 'Zorgplan', ownerId: 'p-mother' })],
});
const by = (personId: string): Situation => ({
  ...S,
  actor: { personId, participant: TWO.participants.find((p) => p.personId === personId) ?? null },
});
const asked = done(raise(TWO, by('lead'), 'a1', { rung: 4, question: null }));

describe('a call for help', () => {
  it('waits for whom it names, and for nobody else', () => {
    expect(calls(asked)).toEqual([4]);
    expect(calls(asked, 'region-contact')).toEqual([]);
    expect(calls(asked, 'lead')).toEqual([]);
  });

  it('is over with its answer, with its agreement and with the case', () => {
    const id = asked.escalations[0]?.id ?? '';
    expect(
      calls(done(answerCall(asked, by('case-contact'), id, { answer: 'Dat kan.', solves: false }))),
    ).toEqual([]);
    expect(calls(done(endAgreement(asked, by('lead'), 'a1', 'niet meer nodig')))).toEqual([]);
    expect(calls({ ...asked, case: { ...asked.case, status: 'closed' } })).toEqual([]);
  });

  it('about a case without a lead is over when somebody leads it, and is not made then', () => {
    const without = caseState({ case: { leadId: null } });
    const raised = done(raiseForCase(without, by('coordinator'), 4));
    expect(calls(raised)).toEqual([4]);
    const led = done(acceptLead(raised, by('lead')));
    expect(calls(led)).toEqual([]);
    expect(led.escalations[0]?.status).toBe('answered');
    expect(raiseForCase(led, by('coordinator'), 4)).toMatchObject({
      ok: false,
      reply: { key: 'refused.leadExists' },
    });
  });
});

describe('the case that somebody sees who is called for help', () => {
  it('is the one agreement with those who work on it, and nobody’s answer', () => {
    const answered: CaseState = {
      ...asked,
      case: { ...asked.case, strength: 'tekent elke dag' },
      confirmations: [
        {
          id: 'k',
          caseId: 'case',
          agreementId: 'a1',
          textVersion: 1,
          participantId: 'p-mother',
          answer: 'disputed',
          words: 'drie ochtenden',
          enteredById: null,
          at: S.now,
        },
      ],
    };
    const view = viewOf(answered, REGION, 'case-contact');
    expect(view.agreements.map((a) => a.id)).toEqual(['a1']);
    expect(view.participants.map((p) => p.personId)).toEqual(['owner', 'deputy', 'lead']);
    expect(JSON.stringify(view)).not.toMatch(/Zorgplan|tekent|drie ochtenden|mother/);
  });

  it('holds the family by role, and without a number', () => {
    const hers = done(raise(asked, by('lead'), 'a2', { rung: 3, question: null }));
    const view = viewOf(hers, REGION, 'region-contact');
    expect(view.agreements.map((a) => a.id)).toEqual(['a2']);
    expect(view.people.find((p) => p.id === 'mother')).toMatchObject({ shownAs: 'guardian', phone: null });
  });

  it('is the whole case for who takes part in it or coordinates the region as well', () => {
    const both = { ...REGION, ladder: [{ rung: 4, title: '', contactPersonIds: ['deputy'] }] };
    const s = { ...by('lead'), region: both };
    const raised = done(raise(TWO, s, 'a1', { rung: 4, question: null }));
    expect(viewOf(raised, both, 'deputy')).toBe(raised);
    expect(viewOf(asked, { ...REGION, coordinatorPersonIds: ['case-contact'] }, 'case-contact')).toBe(asked);
  });
});
