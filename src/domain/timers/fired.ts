import type { Situation } from '../case/decision.ts';
import { actingLead, isHere, personOf } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { Outgoing } from '../messages/index.ts';

/** A timer went off: how the case stands then, what is told, and what is written in its history. */
export interface Fired {
  state: CaseState;
  messages: Outgoing[];
  audit: { action: string; objectId: string | null }[];
}

export function quiet(state: CaseState): Fired {
  return { state, messages: [], audit: [] };
}

export function tell(state: CaseState, messages: Outgoing[], action: string, objectId: string | null): Fired {
  return { state, messages, audit: [{ action, objectId }] };
}

export function remember(state: CaseState, what: string): CaseState {
  return { ...state, case: { ...state.case, clockSent: [...state.case.clockSent, what] } };
}

/** The lead when there is one who is here (and is not the one it is about), else the coordinators. */
export function leadOrCoordinators(state: CaseState, s: Situation, not?: string): Outgoing['recipient'] {
  const lead = actingLead(state, s.today);
  const found = lead && lead !== not && isHere(state, lead, s.today) ? personOf(state, lead) : null;
  return found ? { to: 'person', personId: found.id } : { to: 'coordinators' };
}
