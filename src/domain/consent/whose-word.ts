import { present } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { ageBandOf, holdersOf } from '../intake/intake.ts';
import { type AgeBand, CONSENT_ROLES, type Role } from '../vocabulary.ts';

/**
 * The roles whose word counts at each age (P6): below twelve those with authority, from twelve both, from sixteen the
 * young person alone.
 */
const ANSWER: Readonly<Record<AgeBand, ReadonlySet<Role>>> = {
  under12: new Set(['guardian']),
  from12: new Set(['guardian', 'child']),
  from16: new Set(['child']),
};

/** The roles whose answer counts in this case. Nobody wrote the age group down: those with authority, and a young person who takes part. */
export function rolesThatAnswer(state: CaseState): ReadonlySet<Role> {
  const band = ageBandOf(state);
  return band === null ? CONSENT_ROLES : ANSWER[band];
}

/** People whose answer counts and who take no part yet: without them there is no yes, and no way around it. */
export interface NotHere {
  readonly guardians: number;
  readonly youngPerson: boolean;
}

/** Compares who has authority, as somebody saw it, and the age group with who takes part. */
export function notHere(state: CaseState): NotHere {
  const roles = rolesThatAnswer(state);
  const known = holdersOf(state) ?? 0;
  return {
    guardians: roles.has('guardian')
      ? Math.max(0, known - present(state).filter((p) => p.role === 'guardian').length)
      : 0,
    youngPerson:
      ageBandOf(state) !== null && roles.has('child') && !present(state).some((p) => p.role === 'child'),
  };
}

export function countOf({ guardians, youngPerson }: NotHere): number {
  return guardians + (youngPerson ? 1 : 0);
}
