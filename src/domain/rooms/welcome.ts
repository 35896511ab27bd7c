import type { Situation } from '../case/decision.ts';
import { leadPhone, ref } from '../case/participants.ts';
import type { CaseState, Room } from '../case/state.ts';
import type { Outgoing } from '../messages/index.ts';

/** The first message in a new room of the case. */
export function welcome(state: CaseState, s: Situation, room: Room): Outgoing {
  const { id: caseId, code, leadId } = state.case;
  return {
    recipient: { to: 'room', only: room.id },
    urgency: 'silent',
    key: `welcome:${caseId}`,
    message: {
      type: 'Welcome',
      caseId,
      code,
      regionName: s.region.name,
      lead: leadId ? ref(state, leadId) : null,
      leadPhone: leadPhone(state),
      ...(state.case.status === 'intake' ? { inIntake: true } : {}),
    },
  };
}

/** The first message in the room of a party: what stands here, and why no more than that. */
export function welcomeParty(
  state: CaseState,
  room: Room,
  whose: { readonly party: string; readonly ofOne?: true },
): Outgoing {
  const { id: caseId, code, leadId } = state.case;
  return {
    recipient: { to: 'room', only: room.id },
    urgency: 'silent',
    key: `welcome:${room.id}`,
    message: {
      type: 'WelcomeParty',
      caseId,
      code,
      ...whose,
      lead: leadId ? ref(state, leadId) : null,
      leadPhone: leadPhone(state),
    },
  };
}
