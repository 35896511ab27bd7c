import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { participant, ref } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import { barredFromLead, isRefused } from '../../consent/consent.ts';
import { viewOf } from '../../views/limited-view.ts';
import type { Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, inOpenCase, toCoordinators, toParticipant, toRoom, withCase } from '../tools.ts';
import { becomesLead, mandate, mayBeAsked } from './becomes.ts';
import { declinesHandover, handoverTo, releasedEarlier, takesOver } from './handover.ts';

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
    const handover = handoverTo(state, me.id);
    if (state.case.leadId && !handover)
      return refuse('refused.leadExists', { lead: ref(state, state.case.leadId), code: state.case.code });
    const bar = barredFromLead(state, me);
    if (bar) return refuse(BARRED[bar], { code: state.case.code });
    return handover ? takesOver(state, s, handover) : becomesLead(state, s, me.id);
  });
}

/** Somebody is suggested; they decide themselves. */
export function suggestLead(state: CaseState, s: Situation, participantId: Uuid): Decision {
  return inTheirs(state, s, ['participant', 'coordinator'], () => {
    if (state.case.leadId)
      return refuse('refused.leadExists', { lead: ref(state, state.case.leadId), code: state.case.code });
    const asked = mayBeAsked(state, s, participantId);
    if (!asked.ok) return asked;
    const { found } = asked;
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

export function declineLead(state: CaseState, s: Situation): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.participant;
    const handover = me ? handoverTo(state, me.id) : null;
    if (handover) return declinesHandover(state, s, handover);
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

/**
 * The lead hands back. The case says so at once, and the count for a missing lead starts; who was to take over leads from
 * now on if they said yes, and is asked still if they said nothing.
 */
export function releaseLead(state: CaseState, s: Situation): Decision {
  return inTheirs(state, s, ['lead'], () => {
    if (!state.case.leadId) return accept(state, 'done.noLead');
    const by = state.case.leadId;
    const { leadHandover } = state.case;
    if (leadHandover?.acceptedAt) return releasedEarlier(state, s, leadHandover);
    const leadAskedId = leadHandover?.toId ?? null;
    const after = withCase(state, {
      ...{ leadId: null, leadAskedId, leadHandover: null, leaderlessSince: s.now },
    });
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
    const without = withCase(state, {
      ...{ leadId: null, leadAskedId: null, leadHandover: null, leaderlessSince: s.now },
    });
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
