import type { Decision, Situation } from '../../domain/case/decision.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { settle } from '../../domain/follow-up.ts';
import type { Change } from '../../ports/store.ts';
import type { Notice } from '../inbound.ts';
import { enqueue } from '../outgoing/enqueue.ts';
import { type Deps, situationOf } from '../request-context.ts';

const ATTEMPTS = 5;

/** Decides on the one case and writes it, again when somebody else was faster. Time acts, not a person. */
export async function decide(
  deps: Pick<Deps, 'store' | 'clock' | 'newId' | 'entering'>,
  notice: Pick<Notice, 'key'>,
  load: () => Promise<CaseState | null>,
  rule: (state: CaseState, s: Situation) => Decision,
  change: Partial<Change> = {},
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await load();
    const region = before ? await deps.store.region(before.case.regionId) : null;
    if (!before || !region) return;
    const s = situationOf(deps, region, null, before);
    const decision = rule(before, s);
    if (!decision.ok || (decision.state === before && decision.messages.length === 0)) return;
    const settled = settle(before, decision, s);
    const result = await deps.store.commit({
      ...change,
      now: s.now,
      inbound: { key: notice.key, reply: null },
      cases: [
        {
          before,
          after: settled.state,
          audit: settled.audit.map((e) => ({ actor: 'schakel' as const, ...e })),
        },
      ],
      messages: enqueue(
        { state: settled.state, region, now: s.now, newId: deps.newId },
        settled.messages,
        settled.tasks,
      ),
    });
    if (result.result !== 'conflict') return;
  }
  throw new Error('a platform notice kept meeting newer versions of its case');
}
