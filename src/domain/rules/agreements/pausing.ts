import { tooFar } from '../../calendar/date-bounds.ts';
import { isPaused, resume } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toRoom, withAgreement } from '../tools.ts';

/** Paused by the lead, with a reason and an end, both visible to all. */
export function pauseAgreement(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { reason, until }: { readonly reason: string; readonly until: PlainDate },
): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    if (until <= s.today) return refuse('refused.pausePast', {}, { field: 'until' });
    const far = tooFar('pause', until, s.today, 'until');
    if (far) return far;
    const after = withAgreement(state, id, {
      pausedReason: reason.trim(),
      pausedFrom: s.today,
      pausedUntil: until,
    });
    return accept(
      after,
      { key: 'done.paused', values: { number: a.number, date: until } },
      {
        messages: [
          toRoom(after, `pause:${id}`, {
            type: 'AgreementPaused',
            ...aboutAgreement(after, s, id),
            by: actorRef(after, s),
          }),
        ],
        audit: [{ action: 'agreement.paused', objectId: id }],
      },
    );
  });
}

export function resumeAgreement(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    if (!isPaused(a)) return accept(state, { key: 'done.notPaused', values: { number: a.number } });
    const after = resume(state, s, a);
    return accept(
      after,
      { key: 'done.resumed', values: { number: a.number } },
      {
        messages: [
          toRoom(after, `resume:${id}`, {
            type: 'AgreementResumed',
            ...aboutAgreement(after, s, id),
          }),
        ],
        audit: [{ action: 'agreement.resumed', objectId: id }],
      },
    );
  });
}
