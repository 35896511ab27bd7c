import type { Uuid } from '../../domain/vocabulary.ts';
import type { Reading } from '../../ports/web.ts';
import type { Deps } from '../request-context.ts';

/** Parts of every page. */
export interface PageParts {
  readonly deps: Deps;
  readonly reading: Reading;
  /** Before anything is shown (invariant 9): when it rejects, nothing may be. */
  readonly noteRead: (actor: Uuid, action: `read.${string}`, caseIds: readonly Uuid[]) => Promise<void>;
}

export function pageParts(deps: Deps, reading: Reading): PageParts {
  return {
    deps,
    reading,
    noteRead: (actor, action, caseIds) =>
      deps.store.noteRead({ now: deps.clock.now().toISOString(), actor, action, caseIds }),
  };
}
