import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import {
  actsAsLead,
  actsForFamily,
  isFamily,
  participant,
  participantOfPerson,
  present,
  ref,
} from '../../case/participants.ts';
import { isRunning } from '../../case/running.ts';
import type { CaseState } from '../../case/state.ts';
import { isRefused } from '../../consent/consent.ts';
import type { LeadWishTold } from '../../messages/index.ts';
import type { Region } from '../../region/region.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { withParticipant } from '../tools.ts';

/** The choice of a form for who has no preference. */
export const NO_WISH = 'none';

/** One of the family says whom they would like to lead. It informs whoever appoints the lead, and decides nothing. */
export function wishForLead(state: CaseState, s: Situation, participantId: Uuid | null): Decision {
  return inTheirs(state, s, ['family'], () => {
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    const wished = participant(state, participantId);
    const about = { field: 'participant' };
    if (participantId !== null && (!wished || wished.leftAt))
      return refuse('refused.notAParticipant', {}, about);
    if (isRefused(state, wished))
      return refuse('refused.limitedPerson', { person: ref(state, participantId) }, about);
    return accept(
      withParticipant(state, me.id, { leadWish: { participantId, at: s.now } }),
      'done.leadWish',
      {
        audit: [{ action: 'lead.wished', objectId: me.id }],
      },
    );
  });
}

/** True for one of the family while the lead is to be chosen, until they answered for this time. */
export function isAskedForWish(state: CaseState, participantId: Uuid): boolean {
  const { leadId, leaderlessSince } = state.case;
  if (leadId !== null || !isRunning(state.case) || !actsForFamily(state, participantId)) return false;
  const wish = participant(state, participantId)?.leadWish ?? null;
  return wish === null || (leaderlessSince !== null && wish.at < leaderlessSince);
}

/** The wishes of the family that hold: one for somebody who left is none any more. */
export function wishesOf(state: CaseState): LeadWishTold[] {
  return present(state).flatMap((p): LeadWishTold[] => {
    const { leadWish } = p;
    if (leadWish === null || !isFamily(state, p.id)) return [];
    const wished = participant(state, leadWish.participantId);
    if (wished?.leftAt) return [];
    return [{ who: ref(state, p.id), wish: wished ? ref(state, wished.id) : null }];
  });
}

/** The lead, who may hand over, and the coordinators: these read what the family would like. The family reads it too, but for who sees only their own. */
export function appointsLead(state: CaseState, region: Region, personId: Uuid, today: PlainDate): boolean {
  const me = participantOfPerson(state, personId);
  return (
    actsAsLead(state, region, personId, today) ||
    region.coordinatorPersonIds.includes(personId) ||
    (me !== null && actsForFamily(state, me.id))
  );
}
