import { isOpen, openBlocker } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { Blocker, CaseState } from '../../case/state.ts';
import { leadHears } from '../../reminders/lead-hears.ts';
import type { BlockerCategory, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toRoom } from '../tools.ts';
import { leadName, toLead } from './confirmations.ts';

export const DECISION_MAKER_MAX = 120;
export const ANSWER_MAX = 300;

/** C12: stuck, with what holds it back and "who may say yes to this?". The lead is told without waiting for the letter of the next day. */
export function reportBlocker(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { category, decisionMaker }: { readonly category: BlockerCategory; readonly decisionMaker: string | null },
): Decision {
  return onTheirs(state, s, { id, rights: ['owner'], allow: ['open'] }, (a) => {
    const maker = decisionMaker?.trim() || null;
    if (maker && [...maker].length > DECISION_MAKER_MAX) {
      return refuse('refused.decisionMakerTooLong', { max: DECISION_MAKER_MAX }, { field: 'decisionMaker' });
    }
    const old = openBlocker(state, id);
    const row: Blocker = {
      id: old?.id ?? s.newId(),
      caseId: a.caseId,
      agreementId: id,
      category,
      decisionMaker: maker,
      reportedById: s.actor?.participant?.id ?? a.ownerId,
      reportedAt: s.now,
      resolvedAt: null,
      answer: null,
    };
    const after: CaseState = { ...state, blockers: [...state.blockers.filter((b) => b !== old), row] };
    const waiting = state.agreements
      .filter((x) => x.predecessorId === id && isOpen(x))
      .map((x) => ({ number: x.number, title: x.title }));
    const message = {
      type: 'BlockerReported',
      ...aboutAgreement(after, s, id),
      by: actorRef(after, s),
      category,
      decisionMaker: maker,
      waiting,
    } as const;
    const { hears, on } = leadHears(after, s);
    return accept(
      after,
      { key: `done.stuck.${hears}`, values: { number: a.number, lead: leadName(after), on } },
      {
        messages: toLead(after, `stuck:${id}`, message),
        audit: [{ action: 'blocker.reported', objectId: row.id }],
      },
    );
  });
}

/** The owner or lead says how a blocker was solved; the answer is visible to everybody, the family included. */
export function resolveBlocker(state: CaseState, s: Situation, id: Uuid, answer: string): Decision {
  return onTheirs(state, s, { id, rights: ['owner', 'lead'] }, (a) => {
    const blocker = openBlocker(state, id);
    if (!blocker) return accept(state, { key: 'done.noBlocker', values: { number: a.number } });
    const text = answer.trim();
    if (text === '') return refuse('refused.answerMissing', {}, { field: 'answer' });
    if ([...text].length > ANSWER_MAX)
      return refuse('refused.answerTooLong', { max: ANSWER_MAX }, { field: 'answer' });
    const after = withResolved(state, s, blocker.id, text);
    return accept(
      after,
      { key: 'done.blockerResolved', values: { number: a.number } },
      {
        messages: [
          toRoom(after, `solved:${id}`, {
            type: 'BlockerResolved',
            ...aboutAgreement(after, s, id),
            by: actorRef(after, s),
            answer: text,
          }),
        ],
        audit: [{ action: 'blocker.resolved', objectId: blocker.id }],
      },
    );
  });
}

export function withResolved(
  state: CaseState,
  s: Situation,
  blockerId: Uuid,
  answer: string | null,
): CaseState {
  return {
    ...state,
    blockers: state.blockers.map((b) => (b.id === blockerId ? { ...b, resolvedAt: s.now, answer } : b)),
  };
}
