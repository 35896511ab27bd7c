import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState, InvolvementChange } from '../../case/state.ts';
import type { InvolvementLevel } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toRoom, withCase } from '../tools.ts';

/** One line, so that people read it. */
export const REASON_MAX = 200;

/**
 * The lead or a coordinator says how far they go with this case, up or down, and why (C24). It changes what everybody
 * may expect of them, and nothing else: no agreement, no timer and no right follows from it.
 */
export function setInvolvement(
  state: CaseState,
  s: Situation,
  to: InvolvementLevel,
  reason: string,
): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const { level: from, changes } = state.case.involvement;
    const why = reason.trim();
    if (from === to) return accept(state, { key: `done.involvementIs.${to}`, values: inCase(state) });
    if (why === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    if ([...why].length > REASON_MAX || /[\r\n]/.test(why))
      return refuse('refused.wordsTooLong', { max: REASON_MAX }, { field: 'reason' });
    const byId = s.actor?.participant?.id ?? null;
    const change: InvolvementChange = { from, to, reason: why, byId, at: s.now };
    const after = withCase(state, { involvement: { level: to, changes: [...changes, change] } });
    const told = { type: 'InvolvementChanged', ...inCase(after), from, to, reason: why } as const;
    return accept(
      after,
      { key: `done.involvementSet.${to}`, values: inCase(after) },
      {
        messages: [toRoom(after, 'involvement', { ...told, by: actorRef(after, s) })],
        audit: [{ action: 'case.involvement', objectId: after.case.id }],
      },
    );
  });
}
