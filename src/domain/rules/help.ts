import { addWorkingDays } from '../calendar/index.ts';
import { agreement, openBlocker } from '../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../case/decision.ts';
import { ref } from '../case/participants.ts';
import type { CaseState, Escalation, Person } from '../case/state.ts';
import { isKeptFrom } from '../consent/consent.ts';
import { alertContact, alertFilled } from '../help/escalation.ts';
import type { Uuid } from '../vocabulary.ts';
import { ANSWER_MAX, withResolved } from './agreements/blockers.ts';
import { toLead } from './agreements/confirmations.ts';
import { inTheirs, onTheirs } from './theirs.ts';
import { aboutAgreement, actorRef, facts, inCase, inOpenCase, toRoom } from './tools.ts';

export const QUESTION_MAX = 300;

/** Rungs above the lead are asked only when the lead, otherwise the coordinator, presses the button (C11). */
export function raise(
  state: CaseState,
  s: Situation,
  agreementId: Uuid,
  { rung, question }: { readonly rung: number; readonly question: string | null },
): Decision {
  return onTheirs(state, s, { id: agreementId, rights: ['lead'] }, (a) => {
    const text = question?.trim() || null;
    if (text && [...text].length > QUESTION_MAX)
      return refuse('refused.questionTooLong', { max: QUESTION_MAX }, { field: 'question' });
    const asked = state.escalations.find(
      (e) =>
        e.agreementId === a.id && e.rung === rung && (e.status === 'asked' || e.status === 'acknowledged'),
    );
    if (asked) return refuse('refused.alreadyAsked', { title: asked.contactTitle }, { field: 'rung' });
    return alertContact(state, s, { agreement: a, rung, question: text });
  });
}

/** The coordinator's ladder button for a case without a lead. */
export function raiseForCase(state: CaseState, s: Situation, rung: number): Decision {
  return inTheirs(state, s, ['coordinator'], () => {
    if (state.case.leadId)
      return refuse('refused.leadExists', { lead: ref(state, state.case.leadId), code: state.case.code });
    const asked = state.escalations.find(
      (e) => e.agreementId === null && e.rung === rung && e.status === 'asked',
    );
    if (asked) return refuse('refused.alreadyAsked', { title: asked.contactTitle });
    return alertContact(state, s, { agreement: null, rung, question: null });
  });
}

function find(state: CaseState, id: Uuid): Escalation | undefined {
  return state.escalations.find((e) => e.id === id);
}

/** True for the named person alone, and only while the family's answer does not keep the call from them. */
function isAsked(state: CaseState, s: Situation, e: Escalation): boolean {
  const me = s.actor?.personId;
  return (
    me !== undefined &&
    e.contactPersonId === me &&
    !isKeptFrom(state, s.region, me, agreement(state, e.agreementId))
  );
}

/** "I'm on it": the climb waits, for a limited time. */
export function acknowledge(state: CaseState, s: Situation, escalationId: Uuid): Decision {
  return inOpenCase(state, () => {
    const e = find(state, escalationId);
    if (!e) return refuse('refused.noSuchAlert');
    if (!isAsked(state, s, e)) return refuse('refused.only.contact');
    if (e.status === 'answered') return refuse('refused.alertAnswered');
    if (e.status === 'acknowledged')
      return accept(state, { key: 'done.acknowledged', values: { date: e.acknowledgedUntil } });
    const until = addWorkingDays(s.region.calendar, s.today, s.region.timers.acknowledgementExpires);
    const after = withEscalation(state, e.id, {
      status: 'acknowledged',
      acknowledgedById: s.actor?.personId ?? null,
      acknowledgedUntil: until,
    });
    const message = {
      type: 'EscalationAcknowledged',
      ...inCase(after),
      agreement: factsOf(after, s, e),
      by: actorRef(after, s),
      until,
    } as const;
    return accept(
      after,
      { key: 'done.acknowledged', values: { date: until } },
      {
        messages: [toRoom(after, `ack:${e.id}`, message), ...toLead(after, `ack:${e.id}`, message)],
        audit: [{ action: 'escalation.acknowledged', objectId: e.id }],
      },
    );
  });
}

/** The contact's answer: visible to all; what held the agreement back is solved with it when they say so. */
export function answerCall(
  state: CaseState,
  s: Situation,
  escalationId: Uuid,
  { answer, solves }: { readonly answer: string; readonly solves: boolean },
): Decision {
  return inOpenCase(state, () => {
    const e = find(state, escalationId);
    if (!e) return refuse('refused.noSuchAlert');
    if (!isAsked(state, s, e)) return refuse('refused.only.contact');
    if (e.status === 'answered') return refuse('refused.alertAnswered');
    const text = answer.trim();
    if (text === '') return refuse('refused.answerMissing', {}, { field: 'answer' });
    if ([...text].length > ANSWER_MAX)
      return refuse('refused.answerTooLong', { max: ANSWER_MAX }, { field: 'answer' });
    const answered = withEscalation(state, e.id, { status: 'answered', answer: text, answeredAt: s.now });
    const blocker = solves && e.agreementId ? openBlocker(state, e.agreementId) : null;
    const after = blocker ? withResolved(answered, s, blocker.id, text) : answered;
    const message = {
      type: 'EscalationAnswered',
      ...inCase(after),
      agreement: factsOf(after, s, e),
      by: actorRef(after, s),
      answer: text,
    } as const;
    return accept(after, 'done.callAnswered', {
      messages: [toRoom(after, `answer:${e.id}`, message)],
      audit: [{ action: 'escalation.answered', objectId: e.id }],
    });
  });
}

/**
 * The coordinator names the missing contact; the region keeps the name. Rung 3 and a case without a lead are asked at
 * once, since they wait for nobody's button. Of a higher rung the lead hears that somebody is known, and presses.
 */
export function fillContact(state: CaseState, s: Situation, escalationId: Uuid, contact: Person): Decision {
  return inTheirs(state, s, ['coordinator'], () => {
    const e = find(state, escalationId);
    if (!e) return refuse('refused.noSuchAlert');
    if (e.status !== 'missing') return refuse('refused.contactFilled', { title: e.contactTitle });
    const known: CaseState = state.people.some((p) => p.id === contact.id)
      ? state
      : { ...state, people: [...state.people, contact] };
    const a = agreement(state, e.agreementId);
    const name = { id: contact.id, name: contact.name };
    if (isKeptFrom(known, s.region, contact.id, a))
      return refuse('refused.contactRefused', { person: name }, { field: 'person' });
    if (e.rung === 3 || !a) return alertFilled(known, s, e, contact);
    const after = withEscalation(known, e.id, { status: 'answered', answeredAt: s.now });
    const who = { id: contact.id, name: contact.name };
    const message = {
      type: 'ContactFilled',
      ...aboutAgreement(after, s, a.id),
      contact: who,
      title: e.contactTitle,
    } as const;
    return accept(
      after,
      { key: 'done.contactFilled', values: { contact: who } },
      {
        messages: toLead(after, `filled:${e.id}`, message),
        audit: [{ action: 'contact.filled', objectId: e.id }],
      },
    );
  });
}

function withEscalation(state: CaseState, id: Uuid, change: Partial<Escalation>): CaseState {
  return { ...state, escalations: state.escalations.map((e) => (e.id === id ? { ...e, ...change } : e)) };
}

function factsOf(state: CaseState, s: Situation, e: Escalation): ReturnType<typeof facts> | null {
  const a = agreement(state, e.agreementId);
  return a ? facts(state, s, a.id) : null;
}
