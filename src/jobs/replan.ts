import { enqueue } from '../app/outgoing/enqueue.ts';
import { type Deps, situationOf } from '../app/request-context.ts';
import { accept } from '../domain/case/decision.ts';
import { settle } from '../domain/follow-up.ts';

const CHUNK = 100;

type ReplanDeps = Pick<Deps, 'store' | 'clock' | 'newId' | 'entering'>;

/**
 * Plans anew where a region changed since its cases were planned, whoever changed it and whatever stopped in between.
 * In several processes at once the work is done twice and comes out once.
 */
export async function replanChanged(deps: ReplanDeps, isStopping: () => boolean): Promise<void> {
  for (const { regionId, version } of await deps.store.regionsToReplan()) {
    if (isStopping()) return;
    await replanRegion(deps, regionId, isStopping);
    if (!isStopping()) await deps.store.replanned(regionId, version);
  }
}

/**
 * Plans the timers of every open case of a region anew: after its calendar, its timers, its contacts or its rule of consent changed. What
 * people agreed stays as it is; only what follows from it moves. Returns how many cases changed.
 */
export async function replanRegion(
  deps: ReplanDeps,
  regionId: string,
  isStopping: () => boolean = () => false,
): Promise<number> {
  const region = await deps.store.region(regionId);
  let changed = 0;
  let after: string | null = null;
  while (region && !isStopping()) {
    const ids = await deps.store.openCaseIds(regionId, after, CHUNK);
    if (ids.length === 0) break;
    for (const id of ids) changed += await replanCase(deps, region, id);
    after = ids.at(-1) ?? null;
  }
  return changed;
}

async function replanCase(
  deps: ReplanDeps,
  region: NonNullable<Awaited<ReturnType<Deps['store']['region']>>>,
  id: string,
): Promise<number> {
  for (;;) {
    const [before] = await deps.store.cases([id]);
    if (!before) return 0;
    const s = situationOf(deps, region, null, before);
    const decision = settle(before, accept(before, 'done.nothing'), s);
    const same =
      decision.state.timers.length === before.timers.length &&
      decision.state.timers.every((t) => before.timers.includes(t));
    const sameRights = decision.state.participants === before.participants;
    if (same && sameRights && decision.messages.length === 0) return 0;
    const messages = enqueue(
      { state: decision.state, region, now: s.now, newId: deps.newId },
      decision.messages,
      decision.tasks,
    );
    const { result } = await deps.store.commit({
      now: s.now,
      cases: [{ before, after: decision.state, audit: [] }],
      messages,
    });
    if (result !== 'conflict') return 1;
  }
}
