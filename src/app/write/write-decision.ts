import type { Accepted, Situation } from '../../domain/case/decision.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { settle } from '../../domain/follow-up.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Change, CommitResult, NewMessage } from '../../ports/store.ts';
import type { Plan } from '../command.ts';
import { enqueue } from '../outgoing/enqueue.ts';
import { type Deps, type Desk, inRegion } from '../request-context.ts';

/** Settles, enqueues and writes what was decided, in one commit with the idempotency key and the reply. */
export async function write(
  deps: Deps,
  desk: At & Pick<Desk, 'inbound'>,
  plan: Plan,
  reply: unknown,
): Promise<CommitResult> {
  const accepted = plan.decisions.flatMap(({ before, decision, region }) =>
    decision.ok ? [{ before, decision, at: region ? atRegion(desk, region) : desk }] : [],
  );
  const settled = accepted.map(({ before, decision, at }) => ({
    before,
    at,
    decision: settle(before, decision, situation(at, before)),
  }));
  const messages = settled.flatMap(({ decision, at }) => messagesOf(deps, at, decision));
  const change: Change = {
    ...plan.change,
    now: desk.situation.now,
    inbound: { key: desk.inbound.key, reply: plan.secret ? null : reply },
    cases: settled.map(({ before, decision }) => ({
      before: before.case.version === 0 ? null : before,
      after: decision.state,
      audit: decision.audit.map((e) => ({ actor: desk.actor.id, ...e })),
    })),
    messages: [...messages, ...(plan.messages ?? [])],
  };
  return deps.store.commit(change);
}

type At = Pick<Desk, 'situation' | 'region' | 'actor'>;

/** A case of another region has its own days, hours and coordinators. */
function atRegion({ actor, situation }: At, region: Region): At {
  return { region, actor, situation: inRegion(situation, region) };
}

function situation(desk: Pick<Desk, 'situation' | 'actor'>, before: CaseState): Situation {
  if (desk.situation.actor === null) return desk.situation;
  const participant =
    before.participants.find((p) => p.personId === desk.actor.id && p.leftAt === null) ?? null;
  return { ...desk.situation, actor: { personId: desk.actor.id, participant } };
}

/** Keys carry the version the decision was made on, so that the same decision twice is the same message. */
export function messagesOf(
  deps: Pick<Deps, 'newId'>,
  desk: Pick<Desk, 'region' | 'situation'>,
  decision: Accepted,
): NewMessage[] {
  const where = {
    state: decision.state,
    region: desk.region,
    now: desk.situation.now,
    newId: deps.newId,
    actor: desk.situation.actor?.personId ?? null,
  };
  return enqueue(where, decision.messages, decision.tasks);
}

/** Nothing changed and nothing is to be told: there is no need to write a case. */
export function changesNothing(before: CaseState, decision: Accepted): boolean {
  return (
    decision.state === before &&
    decision.messages.length === 0 &&
    decision.tasks.length === 0 &&
    decision.audit.length === 0
  );
}
