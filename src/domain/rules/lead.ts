import { accept, type Decision, refuse, type Situation } from '../case/decision.ts';
import { isFamily, participant, personOf, ref } from '../case/participants.ts';
import type { CaseState, Escalation } from '../case/state.ts';
import { barredFromLead, isLimited, isRefused } from '../consent/consent.ts';
import { viewOf } from '../views/limited-view.ts';
import type { Uuid } from '../vocabulary.ts';
import { inTheirs, lacks } from './theirs.ts';
import {
  actorRef,
  inCase,
  inOpenCase,
  toCoordinators,
  toParticipant,
  toRoom,
  withCase,
  withParticipant,
} from './tools.ts';

const BARRED = {
  refused: 'refused.limitedLead',
  unasked: 'refused.unaskedLead',
  family: 'refused.familyLead',
} as const;

/** C05: exactly one case lead, who accepts. A second one is refused. */
export function acceptLead(state: CaseState, s: Situation): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    if (state.case.leadId === me.id) return accept(state, 'done.alreadyLead');
    if (state.case.leadId)
      return refuse('refused.leadExists', { lead: ref(state, state.case.leadId), code: state.case.code });
    const bar = barredFromLead(state, me);
    if (bar) return refuse(BARRED[bar], { code: state.case.code });
    const said = state.case.clockSent.filter((x) => x !== 'lead_missing' && x !== 'lead_ladder');
    // Who stands in for the lead sees what the lead sees: not who the family said no to.
    const free = isRefused(state, participant(state, me.deputyId))
      ? withParticipant(state, me.id, { deputyId: null })
      : state;
    // Nobody higher up is waited for any more.
    const after = withCase(withoutCalls(free, s), {
      leadId: me.id,
      leadAskedId: null,
      leaderlessSince: null,
      clockSent: said,
    });
    return accept(
      after,
      { key: 'done.leadAccepted', values: { code: state.case.code } },
      {
        messages: [toRoom(after, 'mandate', mandate(after, me.id))],
        audit: [{ action: 'lead.accepted', objectId: me.id }],
      },
    );
  });
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

function mandate(state: CaseState, leadId: Uuid) {
  const lead = participant(state, leadId);
  return {
    type: 'LeadMandate',
    ...inCase(state),
    lead: ref(state, leadId),
    phone: personOf(state, leadId)?.phone ?? null,
    deputy: lead?.deputyId ? ref(state, lead.deputyId) : null,
  } as const;
}

/** Somebody is suggested; they decide themselves. */
export function suggestLead(state: CaseState, s: Situation, participantId: Uuid): Decision {
  return inTheirs(state, s, ['participant', 'coordinator'], () => {
    if (state.case.leadId)
      return refuse('refused.leadExists', { lead: ref(state, state.case.leadId), code: state.case.code });
    const found = participant(state, participantId);
    if (!found || found.leftAt) return refuse('refused.notAParticipant', {}, { field: 'participant' });
    if (isRefused(state, found))
      return refuse('refused.limitedPerson', { person: ref(state, found.id) }, { field: 'participant' });
    // Whoever leads sees everything: only who runs the region, or the family itself, brings a party to that.
    if (isLimited(found) && lacks(state, s, ['coordinator']) && !isOfFamily(state, s))
      return refuse('refused.limitedSuggest', { person: ref(state, found.id) }, { field: 'participant' });
    const after = withCase(state, { leadAskedId: found.id });
    return accept(
      after,
      { key: 'done.leadSuggested', values: { person: ref(state, found.id) } },
      {
        messages: toParticipant(after, found.id, 'lead-asked', {
          type: 'LeadAsked',
          ...inCase(after),
          by: actorRef(after, s),
        }),
        audit: [{ action: 'lead.suggested', objectId: found.id }],
      },
    );
  });
}

function isOfFamily(state: CaseState, s: Situation): boolean {
  const me = s.actor?.participant;
  return me != null && isFamily(state, me.id);
}

export function declineLead(state: CaseState, s: Situation): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.participant;
    if (!me || state.case.leadAskedId !== me.id) return accept(state, 'done.leadNotAsked');
    const after = withCase(state, { leadAskedId: null });
    return accept(after, 'done.leadDeclined', {
      messages: [
        toCoordinators(after, 'lead-declined', {
          type: 'LeadMissing',
          ...inCase(after),
          workingDays: 0,
          declinedBy: ref(after, me.id),
        }),
      ],
      audit: [{ action: 'lead.declined', objectId: me.id }],
    });
  });
}

/** The lead hands back. The case says so at once, and the count for a missing lead starts. */
export function releaseLead(state: CaseState, s: Situation): Decision {
  return inTheirs(state, s, ['lead'], () => {
    if (!state.case.leadId) return accept(state, 'done.noLead');
    const by = state.case.leadId;
    const after = withCase(state, { leadId: null, leadAskedId: null, leaderlessSince: s.now });
    const message = { type: 'LeadReleased', ...inCase(after), by: ref(after, by) } as const;
    return accept(
      after,
      { key: 'done.leadReleased', values: { code: state.case.code } },
      {
        messages: [toRoom(after, 'lead-released', message), toCoordinators(after, 'lead-released', message)],
        audit: [{ action: 'lead.released', objectId: by }],
      },
    );
  });
}

/**
 * A coordinator takes the lead from somebody who cannot be reached, with a reason that everybody reads, and somebody
 * else is asked, who decides themselves. The lead of before reads it too, and stays in the case.
 */
export function replaceLead(
  state: CaseState,
  s: Situation,
  { participantId, reason }: { readonly participantId: Uuid | null; readonly reason: string },
): Decision {
  return inTheirs(state, s, ['coordinator'], () => {
    const { leadId } = state.case;
    if (!leadId) return refuse('refused.noLeadToReplace', { code: state.case.code });
    if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    if (participantId === leadId)
      return refuse('refused.leadExists', { lead: ref(state, leadId), code: state.case.code }, ABOUT_WHO);
    const without = withCase(state, { leadId: null, leadAskedId: null, leaderlessSince: s.now });
    const asked = participantId ? suggestLead(without, s, participantId) : accept(without, 'done.nothing');
    if (!asked.ok) return asked;
    const taken = { by: actorRef(state, s), reason: reason.trim(), asked: participantId !== null };
    const message = { type: 'LeadReleased', ...inCase(state), by: ref(state, leadId), taken } as const;
    return accept(
      asked.state,
      {
        key: 'done.leadReplaced',
        values: { code: state.case.code, person: refOrNone(state, participantId) },
      },
      {
        messages: [
          toRoom(asked.state, 'lead-replaced', message),
          ...toParticipant(asked.state, leadId, 'lead-replaced', message),
          toCoordinators(asked.state, 'lead-replaced', message),
          ...asked.messages,
        ],
        audit: [{ action: 'lead.replaced', objectId: leadId }, ...asked.audit],
      },
    );
  });
}

const ABOUT_WHO = { field: 'participant' };

function refOrNone(state: CaseState, participantId: Uuid | null) {
  return participantId ? ref(state, participantId) : 'none';
}

/** A participant names who acts for them in this case while they are away: somebody whom they can see there. */
export function setDeputy(state: CaseState, s: Situation, deputyId: Uuid): Decision {
  return inOpenCase(state, () => {
    const who = s.actor?.participant;
    if (!who) return refuse('refused.notInCase');
    const deputy = participant(viewOf(state, s.region, who.personId), deputyId);
    if (!deputy || deputy.leftAt) return refuse('refused.notAParticipant', {}, { field: 'deputy' });
    if (who.id === deputy.id) return refuse('refused.deputyIsOwner', {}, { field: 'deputy' });
    if (state.case.leadId === who.id && isRefused(state, deputy))
      return refuse('refused.limitedPerson', { person: ref(state, deputy.id) }, { field: 'deputy' });
    const after: CaseState = {
      ...state,
      participants: state.participants.map((p) => (p.id === who.id ? { ...p, deputyId: deputy.id } : p)),
    };
    const messages = state.case.leadId === who.id ? [toRoom(after, 'mandate', mandate(after, who.id))] : [];
    return accept(
      after,
      { key: 'done.deputySet', values: { person: ref(state, who.id), deputy: ref(state, deputy.id) } },
      {
        messages,
        audit: [{ action: 'deputy.set', objectId: who.id }],
      },
    );
  });
}
