import { tooFar } from '../../calendar/date-bounds.ts';
import { accept, type Decision, type Reply, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { withAgreement } from '../tools.ts';

/** Every so many working days an owner may be asked instead of as often as the region asks: a week, two weeks. */
export const ASK_EVERY = [2, 3, 5, 10] as const;

export interface AskLess {
  readonly every: (typeof ASK_EVERY)[number];
  readonly reason: string;
  readonly until: PlainDate | null;
}

/**
 * The lead lets an owner who is asked too much be asked less, with a reason that everybody reads. Only the owner's
 * daily question comes less often: everybody else who is asked hears it on the day they would hear it anyway.
 */
export function askLess(state: CaseState, s: Situation, id: Uuid, less: AskLess): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    const { every, until } = less;
    const reason = less.reason.trim();
    if (reason === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    const now = s.region.timers.remindEvery;
    if (every <= now) return refuse('refused.askedSeldom', { n: now }, { field: 'every' });
    if (until !== null && until <= s.today) return refuse('refused.untilPast', {}, { field: 'until' });
    const far = tooFar('pause', until, s.today, 'until');
    if (far) return far;
    return accept(
      withAgreement(state, id, { askedLess: { every, reason, until } }),
      { key: 'done.askedLess', values: { number: a.number, n: every, until: until ?? 'none' } },
      { audit: [{ action: 'agreement.asked_less', objectId: id }] },
    );
  });
}

export function askAsUsual(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    const reply: Reply = { key: 'done.askedAsUsual', values: { number: a.number } };
    if (a.askedLess === null) return accept(state, reply);
    return accept(withAgreement(state, id, { askedLess: null }), reply, {
      audit: [{ action: 'agreement.asked_as_usual', objectId: id }],
    });
  });
}
