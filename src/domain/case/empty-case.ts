import type { CaseState } from './state.ts';

/** Returns a case as it was before it was opened: empty, so that everything in it is new to whoever compares. */
export function emptyCase(opened: Pick<CaseState, 'case' | 'people'>): CaseState {
  return {
    case: opened.case,
    participants: [],
    agreements: [],
    confirmations: [],
    blockers: [],
    tracks: [],
    nudges: [],
    escalations: [],
    invitations: [],
    consents: [],
    intake: [],
    timers: [],
    rooms: [],
    people: opened.people,
  };
}
