import type { Situation } from '../../domain/case/decision.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Substance } from '../../domain/substance/substance.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { CommitResult } from '../../ports/database/index.ts';
import type { Plan } from '../command.ts';
import { type Deps, inRegion, type RequestContext } from '../request-context.ts';
import { changeOf, type Written, written } from './decide-and-write.ts';

/** Writes what somebody asked for, in one commit with the idempotency key and the reply. */
export function writePlan(
  deps: Deps,
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
    changeOf(
      withWords(deps, decided.map(written), situation, {
        words: plan.words,
        as: decided[0]?.decision.wordsAs ?? undefined,
      }),
      {
        ...plan.change,
        now: situation.now,
        inbound: { key: inbound.key, reply: plan.secret ? null : reply },
        messages: plan.messages ?? [],
      },
    ),
  );
}

/** Makes the actor the participant that they are in this very case. */
function onCase(s: Situation, state: CaseState): Situation {
  const { actor } = s;
  return actor
    ? { ...s, actor: { ...actor, participant: participantOfPerson(state, actor.personId) ?? null } }
    : s;
}

/** Words about the family are sealed for the one case that was decided on. Nobody writes any where none are kept. */
function withWords(
  { substance }: Deps,
  [only, ...others]: readonly Written[],
  { actor, now, newId }: Situation,
  { words, as }: { readonly words: Substance | undefined; readonly as: Uuid | undefined },
): readonly Written[] {
  if (!words) return only ? [only, ...others] : [];
  if (!substance || !only || others.length > 0 || !actor)
    throw new Error('words about a family belong to one case, to somebody, and to where they are kept');
  const sealed = substance.seal(words, { id: as ?? newId(), writtenById: actor.personId, writtenAt: now });
  return [{ ...only, case: { ...only.case, substance: [sealed] } }];
}
