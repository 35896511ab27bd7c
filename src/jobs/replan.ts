import { type Deps, situationOf } from '../app/request-context.ts';
import {
  changeOf,
  unlessOvertaken,
  untilWritten,
  type Written,
  written,
} from '../app/write/decide-and-write.ts';
import { accept } from '../domain/case/decision.ts';
import type { CaseState } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import type { Uuid } from '../domain/vocabulary.ts';

const CHUNK = 100;

type ReplanDeps = Pick<Deps, 'store' | 'clock' | 'newId' | 'entryMeans'>;

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

/** Nothing is decided: what follows from the case as it is, in the region as it is now. */
async function replanCase(deps: ReplanDeps, region: Region, id: Uuid): Promise<number> {
  const changed = await untilWritten(async () => {
    const [before] = await deps.store.cases([id]);
    if (!before) return 0;
    const situation = situationOf(deps, region, null, before);
    const planned = written({ before, decision: accept(before, 'done.nothing'), situation });
    if (isAsBefore(before, planned)) return 0;
    return unlessOvertaken(
      await deps.store.commit(changeOf([planned], { now: situation.now, messages: [] })),
      () => 1,
    );
  });
  if (changed === null) throw new Error('planning anew kept meeting newer versions of a case');
  return changed;
}

function isAsBefore(before: CaseState, { case: { after }, messages }: Written): boolean {
  return (
    messages.length === 0 &&
    after.participants === before.participants &&
    after.timers.length === before.timers.length &&
    after.timers.every((t) => before.timers.includes(t))
  );
}
