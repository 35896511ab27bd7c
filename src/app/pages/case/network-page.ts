import { type NetworkMap, networkMap } from '../../../domain/views/network/network-map.ts';
import type { PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { Action, Reader } from '../../../ports/document.ts';
import { readerIn, situationOf } from '../../request-context.ts';
import { findCase } from '../find-case.ts';
import { mayDo } from '../may-do.ts';
import type { PageTools } from '../page-tools.ts';

/** The map of who is who around one code, as a page that prints. */
export interface NetworkPage {
  readonly map: NetworkMap;
  readonly reader: Reader;
  readonly today: PlainDate;
  /** Whether this person may press that; the application asks again. */
  readonly mayDo: (action: Action) => boolean;
}

/** Null when the case is not theirs to see, or they are only asked for help in it. */
export async function networkOf(tools: PageTools, personId: Uuid, caseId: Uuid): Promise<NetworkPage | null> {
  const one = await findCase(tools.deps, personId, caseId);
  if (!one) return null;
  const { person, state, region } = one;
  const { today } = situationOf(tools.deps, region, person, state);
  const map = networkMap(state, region, personId, today);
  if (!map) return null;
  await tools.noteRead(personId, 'read.network', [caseId]);
  return {
    map,
    reader: readerIn(tools.deps, region, person, state),
    today,
    mayDo: (action) => mayDo(state, region, personId, today, action),
  };
}
