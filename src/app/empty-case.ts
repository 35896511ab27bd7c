import type { CaseState } from '../domain/case/state.ts';

/** What was there before a case was opened: nothing, so that everything in it is new to whoever compares. */
export function emptyCase(opened: CaseState): CaseState {
  return {
    case: opened.case,
    participants: [],
    agreements: [],
    confirmations: [],
    blockers: [],
    nudges: [],
    escalations: [],
    invitations: [],
    consents: [],
    timers: [],
    rooms: [],
    people: opened.people,
  };
}
