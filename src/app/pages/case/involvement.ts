import { ref } from '../../../domain/case/participants.ts';
import type { CaseState, InvolvementChange } from '../../../domain/case/state.ts';
import type { PersonRef } from '../../../domain/messages/index.ts';

/** One change of the involvement, as people read it back. */
export interface InvolvementLine extends Omit<InvolvementChange, 'byId'> {
  /** Null: a coordinator who takes no part. */
  readonly by: PersonRef | null;
}

/** Returns every change, newest first; none for who sees only a part of the case. */
export function involvementLines(view: CaseState): InvolvementLine[] {
  return view.case.involvement.changes.toReversed().map(({ byId, ...change }) => ({
    ...change,
    by: byId ? ref(view, byId) : null,
  }));
}
