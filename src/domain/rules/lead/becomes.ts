import { agreement } from '../../case/agreements.ts';
import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { LeadHandover } from '../../case/lead-handover.ts';
import {
  actsForFamily,
  answersInChat,
  participant,
  person,
  personOf,
  present,
  ref,
} from '../../case/participants.ts';
import type { CaseState, Escalation, Participant } from '../../case/state.ts';
import { isLimited, isRefused } from '../../consent/consent.ts';
import type { HandoverTerms, Message, Outgoing } from '../../messages/index.ts';
import type { Uuid } from '../../vocabulary.ts';
import { lacks } from '../theirs.ts';
import { inCase, toParticipant, toRoom, withCase, withParticipant } from '../tools.ts';

/** Somebody leads from now on, and everybody reads what that means; with a handover, also from whom, and what stays. */
export function becomesLead(
  state: CaseState,
  s: Situation,
  id: Uuid,
  handover: LeadHandover | null = null,
): Accepted {
  const said = state.case.clockSent.filter((x) => x !== 'lead_missing' && x !== 'lead_ladder');
  // Who stands in for the lead sees what the lead sees: not who the family said no to.
  const free = isRefused(state, participant(state, participant(state, id)?.deputyId ?? null))
    ? withParticipant(state, id, { deputyId: null })
    : state;
  // Nobody higher up is waited for any more.
  const after = withCase(withoutCalls(free, s), {
    ...{ leadId: id, leadAskedId: null, leadHandover: null, leaderlessSince: null },
    clockSent: said,
  });
  const card = { ...mandate(after, id), ...(handover ? { takenOver: termsOf(state, handover) } : {}) };
  return accept(
    after,
    { key: 'done.leadAccepted', values: { code: state.case.code } },
    {
      messages: handover ? toEverybody(after, s, 'mandate', card) : [toRoom(after, 'mandate', card)],
      audit: [{ action: 'lead.accepted', objectId: id }],
    },
  );
}

/** A call for help about a case without a lead is answered by somebody who takes the lead. */
function withoutCalls(state: CaseState, s: Situation): CaseState {
  const isOver = (e: Escalation): boolean => e.agreementId === null && e.status !== 'answered';
  if (!state.escalations.some(isOver)) return state;
  return {
    ...state,
    escalations: state.escalations.map((e) =>
      isOver(e) ? { ...e, status: 'answered' as const, answeredAt: s.now } : e,
    ),
  };
}

export function mandate(state: CaseState, leadId: Uuid) {
  const lead = participant(state, leadId);
  return {
    type: 'LeadMandate',
    ...inCase(state),
    ...(state.case.status === 'intake' ? { inIntake: true as const } : {}),
    lead: ref(state, leadId),
    phone: personOf(state, leadId)?.phone ?? null,
    deputy: lead?.deputyId ? ref(state, lead.deputyId) : null,
  } as const;
}

/** A handover as everybody reads it: numbers of agreements, and no words of anybody. */
export function termsOf(state: CaseState, handover: LeadHandover): HandoverTerms {
  const { fromId, toId, spokeOn, on, keeps, reachableUntil: until } = handover;
  const numbers = keeps.flatMap((id) => agreement(state, id)?.number ?? []).sort((a, b) => a - b);
  return { from: ref(state, fromId), to: ref(state, toId), spokeOn, on, keeps: numbers, until };
}

/** A message for everybody: in the rooms, and on their own page whoever is in no chat. */
export function toEverybody(state: CaseState, s: Situation, what: string, message: Message): Outgoing[] {
  const elsewhere = present(state).filter(
    (p) => p.personId !== s.actor?.personId && !answersInChat(person(state, p.personId), s.region),
  );
  return [
    toRoom(state, what, message),
    ...elsewhere.flatMap((p) => toParticipant(state, p.id, what, message)),
  ];
}

/** The participant who may be asked to lead by who acts, or why they may not. */
export function mayBeAsked(
  state: CaseState,
  s: Situation,
  participantId: Uuid,
): { readonly ok: true; readonly found: Participant } | Extract<Decision, { ok: false }> {
  const found = participant(state, participantId);
  const about = { field: 'participant' };
  if (!found || found.leftAt) return refuse('refused.notAParticipant', {}, about);
  if (isRefused(state, found))
    return refuse('refused.limitedPerson', { person: ref(state, found.id) }, about);
  // Whoever leads sees everything: only who runs the region, or the family itself, brings a party to that.
  if (isLimited(found) && lacks(state, s, ['coordinator']) && !isOfFamily(state, s))
    return refuse('refused.limitedSuggest', { person: ref(state, found.id) }, about);
  return { ok: true, found };
}

function isOfFamily(state: CaseState, s: Situation): boolean {
  const me = s.actor?.participant;
  return me != null && actsForFamily(state, me.id);
}
