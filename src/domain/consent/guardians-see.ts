import { present } from '../case/participants.ts';
import type { CaseState, Consent, Participant } from '../case/state.ts';
import { FAMILY_SIDE, type Uuid } from '../vocabulary.ts';

/** A young person of sixteen says what their parents see. The answer is kept beside those about parties. */
export const ABOUT_GUARDIANS = 'guardians' as const;
/** The key of such an answer, where another has that of its party. */
export const GUARDIANS = 'guardians';

/** The answer that holds of one young person; null: they said nothing, and parents see everything. */
export function guardiansRow(state: CaseState, participantId: Uuid): Consent | null {
  return (
    state.consents.find(
      (c) => c.about === ABOUT_GUARDIANS && c.endedAt === null && c.participantId === participantId,
    ) ?? null
  );
}

/**
 * Parents see only their own agreements. Another age group that somebody writes down takes that back from nobody
 * (docs/decisions/consent-and-privacy.md#guardians-see).
 */
export function guardiansSeeOwn(state: CaseState): boolean {
  return state.consents.some((c) => c.about === ABOUT_GUARDIANS && c.endedAt === null && c.answer === 'no');
}

/** Tells who is at the family's side, and neither the young person nor brought in by them. */
export function isKeptToOwn(state: CaseState, p: Participant): boolean {
  if (!FAMILY_SIDE.has(p.role) || p.role === 'child' || !guardiansSeeOwn(state)) return false;
  return !present(state).some((one) => one.role === 'child' && one.id === p.broughtById);
}
