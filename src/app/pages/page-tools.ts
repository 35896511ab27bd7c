import type { Uuid } from '../../domain/vocabulary.ts';
import type { Reading } from '../../ports/web.ts';
import type { Deps } from '../request-context.ts';

/** Parts of every page. */
export interface PageTools {
  readonly deps: Deps;
  readonly reading: Reading;
  /** Before anything is shown (invariant 9): when it rejects, nothing may be. */
  readonly noteRead: (actor: Uuid, action: `read.${string}`, caseIds: readonly Uuid[]) => Promise<void>;
}

export function pageTools(deps: Deps, reading: Reading): PageTools {
  return {
    deps,
    reading,
    noteRead: (actor, action, caseIds) =>
      deps.store.noteRead({ now: deps.clock.now().toISOString(), actor, action, caseIds }),
  };
}
