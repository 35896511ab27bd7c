import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actingOwner, deputyOf, participant } from '../../case/participants.ts';
import type { Agreement, CaseState, Participant } from '../../case/state.ts';
import type { Uuid } from '../../vocabulary.ts';
import { aboutAgreement, actorRef, onOpenAgreement, toParticipant, withAgreement } from '../tools.ts';

/** The deputy picks it up and acts from now; the owner keeps ownership (C06). */
export function pickUp(state: CaseState, s: Situation, id: Uuid): Decision {
  return asDeputy(state, s, id, (a, me) => {
    if (a.pickedUpById === me.id)
      return accept(state, { key: 'done.pickedUp', values: { number: a.number } });
    const after = withAgreement(state, id, { pickedUpById: me.id });
    const message = {
      type: 'PickedUp',
      ...aboutAgreement(after, s, id),
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
  });
}

/** "I'll ask": the one who acts hears that the deputy asks how it stands. */
export function deputyAsks(state: CaseState, s: Situation, id: Uuid): Decision {
  return asDeputy(state, s, id, (a) => {
    const to = actingOwner(state, a, s.today) ?? a.ownerId;
    const message = {
      type: 'DeputyChecks',
      ...aboutAgreement(state, s, id),
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
  });
}

/** Runs a rule of whoever is the deputy for an open agreement. */
function asDeputy(
  state: CaseState,
  s: Situation,
  id: Uuid,
  rule: (a: Agreement, me: Participant) => Decision,
): Decision {
  const check = (a: Agreement): Decision => {
    const me = s.actor?.participant;
    if (!me || deputyOf(state, a) !== me.id) return refuse('refused.onlyDeputy', { number: a.number });
    return rule(a, me);
  };
  return onOpenAgreement(state, id, check, ['open']);
}
