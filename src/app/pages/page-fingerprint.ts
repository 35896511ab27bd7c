import { isOnlyReport } from '../../domain/case/report.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import { seesAsRole, seesWhole } from '../../domain/views/limited-view.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Deps } from '../request-context.ts';
import { calledPage } from './case/called-page.ts';
import { casePage } from './case/case-page.ts';
import { findCaseOrReport } from './find-case.ts';
import { NOTHING_FOR_YOU } from './for-you.ts';
import { caseIdsOf, casesOf } from './own-page.ts';
import type { PageTools } from './page-tools.ts';
import { tokenOf } from './seen.ts';

/**
 * A word that changes with what an open page shows, and the versions it depends on, by the id of a case or person.
 */
export interface PageFingerprint {
  readonly seen: string;
  readonly versions: ReadonlyMap<Uuid, string>;
}

/** Joins what stands on a page with the last that its reader was told. */
export function seenWith(seen: string | readonly string[], lastTold: string | undefined): string {
  return tokenOf([seen, lastTold ?? '']);
}

/** Returns what stands on somebody's page of a case now, as its `seen`. */
function seenBy(deps: Deps, region: Region, person: Person, state: CaseState): string {
  if (isOnlyReport(state.case) || seesWhole(state, region, person.id)) return String(state.case.version);
  return seesAsRole(state, region, person.id)
    ? casePage(deps, region, person, state, { history: [], forYou: NOTHING_FOR_YOU }).seen
    : calledPage(deps, region, person, state).seen;
}

/** The same of a case whose region and reader are still to be found. */
export async function seenOf({ deps }: PageTools, personId: Uuid, state: CaseState): Promise<string> {
  const region = await deps.store.region(state.case.regionId);
  const person = state.people.find((p) => p.id === personId) ?? (await deps.store.people([personId]))[0];
  return region && person ? seenBy(deps, region, person, state) : '';
}

/**
 * Returns what stands on somebody's page of a case or their own page now. The versions come first: what changes after
 * them is newer.
 */
export async function pageFingerprint(
  tools: PageTools,
  personId: Uuid,
  of: Uuid | 'home',
): Promise<PageFingerprint | null> {
  const { deps, reading } = tools;
  if (of === 'home') {
    const ids = await caseIdsOf(tools, personId);
    const versions = await reading.versions([personId, ...ids]);
    const states = await casesOf(tools, personId, ids);
    const seen = await Promise.all(states.map((one) => seenOf(tools, personId, one)));
    return { seen: seenWith(seen, versions.get(personId)), versions };
  }
  const versions = await reading.versions([personId, of]);
  const one = await findCaseOrReport(deps, personId, of);
  if (!one) return null;
  const seen = seenBy(deps, one.region, one.person, one.state);
  return { seen: seenWith(seen, versions.get(personId)), versions };
}
