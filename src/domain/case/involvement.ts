import type { CaseState, Involvement, InvolvementChange } from './state.ts';

/** The involvement that every case begins with. */
export const AT_FIRST: Involvement = { level: 'follow', changes: [] };

/** Returns the change by which the level is what it is now; null: it is as it was at the beginning. */
export function lastInvolvement(state: CaseState): InvolvementChange | null {
  return state.case.involvement.changes.at(-1) ?? null;
}
