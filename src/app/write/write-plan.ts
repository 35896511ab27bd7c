import type { Situation } from '../../domain/case/decision.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { CommitResult } from '../../ports/database/index.ts';
import type { Plan } from '../command.ts';
import { type Deps, inRegion, type RequestContext } from '../request-context.ts';
import { changeOf, written } from './decide-and-write.ts';

/** Writes what somebody asked for, in one commit with the idempotency key and the reply. */
export function writePlan(
  deps: Pick<Deps, 'store'>,
  { inbound, situation }: Pick<RequestContext, 'inbound' | 'situation'>,
  plan: Plan,
  reply: unknown,
): Promise<CommitResult> {
  const decided = plan.decisions.flatMap(({ before, decision, region }) =>
    decision.ok
      ? [{ before, decision, situation: onCase(region ? inRegion(situation, region) : situation, before) }]
      : [],
  );
  return deps.store.commit(
    changeOf(decided.map(written), {
      ...plan.change,
      now: situation.now,
      inbound: { key: inbound.key, reply: plan.secret ? null : reply },
      messages: plan.messages ?? [],
    }),
  );
}

/** Makes the actor the participant that they are in this very case. */
function onCase(s: Situation, state: CaseState): Situation {
  const { actor } = s;
  return actor
    ? { ...s, actor: { ...actor, participant: participantOfPerson(state, actor.personId) ?? null } }
    : s;
}
