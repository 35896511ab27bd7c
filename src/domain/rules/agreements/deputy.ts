import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actingOwner, deputyOf, participant } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import type { Uuid } from '../../vocabulary.ts';
import { actorRef, facts, inCase, onOpenAgreement, toParticipant, withAgreement } from '../tools.ts';

/** The deputy picks it up and acts from now; the owner keeps ownership (C06). */
export function pickUp(state: CaseState, s: Situation, id: Uuid): Decision {
  return onOpenAgreement(
    state,
    id,
    (a) => {
      const me = s.actor?.participant;
      if (!me || deputyOf(state, a) !== me.id) return refuse('refused.onlyDeputy', { number: a.number });
      if (a.pickedUpById === me.id)
        return accept(state, { key: 'done.pickedUp', values: { number: a.number } });
      const after = withAgreement(state, id, { pickedUpById: me.id });
      const message = {
        type: 'PickedUp',
        ...inCase(after),
        agreement: facts(after, s, id),
        by: actorRef(after, s),
      } as const;
      return accept(
        after,
        { key: 'done.pickedUp', values: { number: a.number } },
        {
          messages: toParticipant(after, a.ownerId, `pickup:${id}`, message),
          audit: [{ action: 'agreement.picked_up', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

/** "I'll ask": the one who acts hears that the deputy asks how it stands. */
export function deputyAsks(state: CaseState, s: Situation, id: Uuid): Decision {
  return onOpenAgreement(
    state,
    id,
    (a) => {
      const me = s.actor?.participant;
      if (!me || deputyOf(state, a) !== me.id) return refuse('refused.onlyDeputy', { number: a.number });
      const to = actingOwner(state, a, s.today) ?? a.ownerId;
      const message = {
        type: 'DeputyChecks',
        ...inCase(state),
        agreement: facts(state, s, id),
        deputy: actorRef(state, s),
      } as const;
      const owner = participant(state, to);
      return accept(
        state,
        { key: 'done.deputyAsks', values: { number: a.number } },
        {
          messages: toParticipant(state, owner?.id ?? a.ownerId, `asks:${id}`, message),
          audit: [{ action: 'agreement.deputy_asks', objectId: id }],
        },
      );
    },
    ['open'],
  );
}
