import { tooFar } from '../../calendar/date-bounds.ts';
import { effectiveDue } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toParticipant, toRoom, withAgreement } from '../tools.ts';
import { leadName, toLead } from './confirmations.ts';
import { checkDate, skipPast } from './create.ts';
import { newText } from './new-text.ts';

/** The owner proposes; the lead decides; the first date stays visible. */
export function proposeDate(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { date, chosen }: { readonly date: PlainDate; readonly chosen: boolean },
): Decision {
  return onTheirs(state, s, { id, rights: ['owner'], allow: ['open'] }, (a) => {
    if (a.predecessorId && effectiveDue(state, s.region, a) !== a.due)
      return refuse('refused.dateFollows', { number: a.number });
    const wrong = checkDate(state, s, { date, chosen, field: 'date' });
    if (wrong) return wrong;
    const after = withAgreement(state, id, {
      proposedDue: date,
      proposedById: s.actor?.participant?.id ?? a.ownerId,
    });
    const message = {
      type: 'DateProposed',
      ...aboutAgreement(after, s, id),
      by: actorRef(after, s),
      date,
    } as const;
    return accept(
      after,
      { key: 'done.dateProposed', values: { number: a.number, date, lead: leadName(after) } },
      {
        messages: toLead(after, `date:${id}`, message),
        audit: [{ action: 'agreement.date_proposed', objectId: id }],
      },
    );
  });
}

/** The lead's answer. The steps start again from the new date. */
export function decideDate(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { date, accepted }: { readonly date: PlainDate; readonly accepted: boolean },
): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    if (a.proposedDue !== date) return refuse('refused.agreementChanged', { number: a.number });
    const far = accepted ? tooFar('due', date, s.today, 'date') : null;
    if (far) return far;
    const proposer = a.proposedById ?? a.ownerId;
    const change = accepted
      ? {
          due: date,
          predecessorId: null,
          workingDaysAfter: null,
          cycle: a.cycle + 1,
          pausedWorkingDays: 0,
          ...newText(state, s, a),
        }
      : {};
    const changed = { ...a, ...change, proposedDue: null, proposedById: null };
    const base = withAgreement(state, id, changed);
    const after = accepted ? skipPast(base, s, changed) : base;
    const message = {
      type: 'DateDecided',
      ...aboutAgreement(after, s, id),
      by: actorRef(after, s),
      accepted,
      date,
      ...(accepted ? { was: effectiveDue(state, s.region, a) } : {}),
    } as const;
    const messages = accepted
      ? [toRoom(after, `date:${id}`, message)]
      : toParticipant(after, proposer, `date:${id}`, message);
    return accept(
      after,
      { key: accepted ? 'done.dateAccepted' : 'done.dateDeclined', values: { number: a.number, date } },
      {
        messages,
        audit: [{ action: accepted ? 'agreement.date_accepted' : 'agreement.date_declined', objectId: id }],
      },
    );
  });
}
