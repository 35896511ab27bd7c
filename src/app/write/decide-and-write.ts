import type { Accepted, Decision, Situation } from '../../domain/case/decision.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { followUp } from '../../domain/follow-up.ts';
import type { Change, CommitResult, NewMessage, Store } from '../../ports/database/index.ts';
import { enqueue } from '../outgoing/enqueue.ts';
import { type Deps, situationOf } from '../request-context.ts';

/**
 * The one way of a decision to the database: decide, follow up, address, commit, and from the beginning when somebody
 * else was faster. Commands, codes, events of a platform, failed deliveries, the round and planning anew all go it.
 */

/** A decision on one case, at the moment and by the person of `situation`; no person: Schakel itself. */
export interface Decided {
  readonly before: CaseState;
  readonly decision: Accepted;
  readonly situation: Situation;
}

/** The rows that are written of one decision. */
export interface Written {
  readonly case: Change['cases'][number];
  readonly messages: readonly NewMessage[];
}

/**
 * Adds what always follows from a decision, and a row for each place that hears of it. Calculates, writes nothing.
 */
export function written({ before, decision, situation: s }: Decided): Written {
  const { state, messages, tasks, audit } = followUp(before, decision, s);
  const actor = s.actor?.personId ?? null;
  return {
    case: {
      before: before.case.version === 0 ? null : before,
      after: state,
      audit: audit.map((event) => ({ actor: actor ?? 'schakel', ...event })),
    },
    messages: enqueue({ state, region: s.region, now: s.now, newId: s.newId, actor }, messages, tasks),
  };
}

/** One change of everything that was decided together, with what else is written in the same commit. */
export function changeOf(decided: readonly Written[], rest: Omit<Change, 'cases'>): Change {
  return {
    ...rest,
    cases: decided.map((one) => one.case),
    messages: [...decided.flatMap((one) => one.messages), ...rest.messages],
  };
}

/** Somebody else was faster: what was loaded is no longer so. */
export const OVERTAKEN = Symbol('overtaken');

/** Two people pressing at once is rare and a third time rarer. */
const ATTEMPTS = 5;

/**
 * Loads, decides and commits, again from the beginning when somebody else was faster. Null: that happened every time, and
 * nothing was written.
 */
export async function untilWritten<T>(attempt: () => Promise<T | typeof OVERTAKEN>): Promise<T | null> {
  for (let made = 0; made < ATTEMPTS; made++) {
    const outcome = await attempt();
    if (outcome !== OVERTAKEN) return outcome;
  }
  return null;
}

/** Turns what a commit came to into an answer for `untilWritten`. */
export function unlessOvertaken<T>(
  result: CommitResult,
  otherwise: (result: Exclude<CommitResult, { result: 'conflict' }>) => T,
): T | typeof OVERTAKEN {
  return result.result === 'conflict' ? OVERTAKEN : otherwise(result);
}

/** One case that is decided on by itself, and the name under which that counts as done. */
export interface OnOneCase {
  /** Left out: doing it twice comes out once without it. */
  readonly key?: string;
  readonly load: () => Promise<CaseState | null>;
  readonly rule: (state: CaseState, s: Situation) => Decision;
  /** The rest that is written with it. */
  readonly change?: Partial<Change>;
}

/**
 * Decides on one case where nobody asked: something happened on a platform, or time passed. True: something was written.
 *
 * @throws when the case met a newer version of itself every time; whoever called does it again later
 */
export async function decideAndWrite(
  deps: Pick<Deps, 'clock' | 'newId' | 'entryMeans'> & { readonly store: Pick<Store, 'region' | 'commit'> },
  { key, load, rule, change }: OnOneCase,
): Promise<boolean> {
  const outcome = await untilWritten(async () => {
    const before = await load();
    const region = before ? await deps.store.region(before.case.regionId) : null;
    if (!before || !region) return false;
    const situation = situationOf(deps, region, null, before);
    const decision = rule(before, situation);
    if (!decision.ok || changesNothing(before, decision)) return false;
    const inbound = key === undefined ? {} : { inbound: { key, reply: null } };
    const rest = { messages: [], ...change, ...inbound, now: situation.now };
    const result = await deps.store.commit(changeOf([written({ before, decision, situation })], rest));
    return unlessOvertaken(result, () => true);
  });
  if (outcome === null) throw new Error('a decision kept meeting newer versions of its case');
  return outcome;
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
