import { isOpen } from '../../case/agreements.ts';
import { type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actsForFamily, isFamily, present, ref } from '../../case/participants.ts';
import type { CaseState, Participant } from '../../case/state.ts';
import { type Role, SUPPORTER_ROLES, type Uuid } from '../../vocabulary.ts';
import { addParticipant, type Joining, takeOut } from '../case/case-life.ts';
import { inTheirs } from '../theirs.ts';
import { inOpenCase } from '../tools.ts';

/** The most that one of the family has beside them: each gets a letter at an address that somebody typed. */
const MOST_SUPPORTERS = 3;

/** C21: one of the family brings in somebody who stands beside them, and sees what they see. */
export function bringSupporter(state: CaseState, s: Situation, joining: Joining): Decision {
  return inTheirs(state, s, ['family'], () => {
    const me = s.actor?.participant;
    if (!me || !isSupporter(joining.role)) return refuse('refused.onlySupporter', {}, { field: 'role' });
    const theirs = present(state).filter((p) => p.broughtById === me.id);
    if (theirs.length >= MOST_SUPPORTERS) return refuse('refused.supportersMost', { max: MOST_SUPPORTERS });
    return addParticipant(state, s, { ...joining, organisationKey: null, broughtById: me.id });
  });
}

/** They end it themselves. Of who was brought in by another of the family, that one does. */
export function endSupporter(state: CaseState, s: Situation, participantId: Uuid): Decision {
  return inOpenCase(state, () => {
    const found = endable(state, s.actor?.participant ?? null).find((p) => p.id === participantId);
    if (!found) return refuse('refused.notYourSupporter', {}, { field: 'participant' });
    if (state.agreements.some((a) => isOpen(a) && a.ownerId === found.id))
      return refuse('refused.ownsAgreements', { person: ref(state, found.id) });
    return takeOut(state, s, found, 'removed');
  });
}

/** The people at the family's side whose part somebody of the family may end. */
export function endable(state: CaseState, me: Participant | null): Participant[] {
  if (me === null || me.leftAt !== null || !isFamily(state, me.id)) return [];
  const sees = actsForFamily(state, me.id);
  return present(state).filter(
    (p) => isSupporter(p.role) && (p.broughtById === me.id || (sees && p.broughtById === null)),
  );
}

function isSupporter(role: Role): boolean {
  return SUPPORTER_ROLES.some((one) => one === role);
}
