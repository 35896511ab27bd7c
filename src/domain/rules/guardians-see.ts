import { accept, type Decision, refuse, type Situation } from '../case/decision.ts';
import { ref } from '../case/participants.ts';
import type { CaseState, Consent } from '../case/state.ts';
import { CONSENT_TEXT } from '../consent/consent.ts';
import { ABOUT_GUARDIANS, GUARDIANS, guardiansRow, guardiansSeeOwn } from '../consent/guardians-see.ts';
import { ageBandOf } from '../intake/intake.ts';
import { inCase, inOpenCase, toCoordinators, toParticipant } from './tools.ts';

/**
 * P6: from sixteen the young person says what their parents see: everything, or their own agreements alone. It is kept as an
 * answer, with its history. Who leads the case sees everything all the same, and is not theirs to keep out.
 */
export function sayWhatGuardiansSee(state: CaseState, s: Situation, sees: 'all' | 'own'): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.participant;
    if (me?.role !== 'child' || me.leftAt !== null) return refuse('refused.onlyYoungPerson');
    // What was said is theirs to take back, also when another age group was written down since.
    if (sees === 'own' && ageBandOf(state) !== 'from16') return refuse('refused.notSixteen');
    const values = { sees, code: state.case.code };
    const old = guardiansRow(state, me.id);
    const answer = sees === 'all' ? 'yes' : 'no';
    if ((old?.answer ?? 'yes') === answer) return accept(state, { key: 'done.guardiansSee', values });
    const row: Consent = {
      ...{ id: s.newId(), caseId: state.case.id, partyKey: GUARDIANS, about: ABOUT_GUARDIANS },
      ...{ participantId: me.id, answer, enteredById: null, textVersion: CONSENT_TEXT, at: s.now },
      ...{ validUntil: null, renewalAskedAt: null, endedAt: null },
    };
    const before = state.consents.map((c) => (c === old ? { ...c, endedAt: s.now } : c));
    const after: CaseState = { ...state, consents: [...before, row] };
    const message = {
      type: 'ConsentAnswered',
      ...inCase(after),
      about: ABOUT_GUARDIANS,
      party: '',
      who: ref(after, me.id),
      answer,
      isLimited: guardiansSeeOwn(after),
      missing: 0,
    } as const;
    const knows = new Set([s.actor?.personId, ...s.region.coordinatorPersonIds]);
    const what = `guardians:${me.id}`;
    const told = toParticipant(after, after.case.leadId, what, message).filter(
      (o) => o.recipient.to === 'person' && !knows.has(o.recipient.personId),
    );
    return accept(
      after,
      { key: 'done.guardiansSee', values },
      {
        messages: [...told, toCoordinators(after, what, message)],
        audit: [{ action: `consent.guardians_${sees}`, objectId: me.id }],
      },
    );
  });
}
