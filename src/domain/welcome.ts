import type { CaseState, Room } from './case-state.ts';
import type { Situation } from './decision.ts';
import type { Outgoing } from './messages.ts';
import { leadPhone } from './rules/lead.ts';
import { ref } from './who.ts';

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
    },
  };
}

/** The first message in the room of a party: what stands here, and why no more than that. */
export function welcomeParty(state: CaseState, room: Room, party: string): Outgoing {
  const { id: caseId, code, leadId } = state.case;
  return {
    recipient: { to: 'room', only: room.id },
    urgency: 'silent',
    key: `welcome:${room.id}`,
    message: {
      type: 'WelcomeParty',
      caseId,
      code,
      party,
      lead: leadId ? ref(state, leadId) : null,
      leadPhone: leadPhone(state),
    },
  };
}
