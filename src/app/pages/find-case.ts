import { isOnlyReport } from '../../domain/case/report.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { requestsTo } from '../../domain/consent/requests-to.ts';
import type { Region } from '../../domain/region/region.ts';
import { callsOf } from '../../domain/views/calls.ts';
import { seesAsRole, viewOf } from '../../domain/views/limited-view.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { About } from '../../ports/web.ts';
import type { Deps } from '../request-context.ts';

/** A case, its region, and somebody as that region calls them. */
export interface FoundCase {
  readonly person: Person;
  readonly state: CaseState;
  readonly region: Region;
}

/** Null when there is no such person or case. Says nothing of what they may see. */
export async function findAnyCase({ store }: Deps, personId: Uuid, caseId: Uuid): Promise<FoundCase | null> {
  const [[person], [state]] = await Promise.all([store.people([personId]), store.cases([caseId])]);
  const region = state ? await store.region(state.case.regionId) : null;
  const me = state?.people.find((p) => p.id === personId) ?? person;
  return me && person && state && region
    ? { person: { ...me, address: person.address ?? null }, state, region }
    : null;
}

/** A case that is theirs to see, in whatever part. What is only reported has no page but its own. */
export async function findCase(deps: Deps, personId: Uuid, caseId: Uuid): Promise<FoundCase | null> {
  const one = await findCaseOrReport(deps, personId, caseId);
  return one && !isOnlyReport(one.state.case) ? one : null;
}

/** The same, and a report that is no case yet or never became one. */
export async function findCaseOrReport(deps: Deps, personId: Uuid, caseId: Uuid): Promise<FoundCase | null> {
  const one = await findAnyCase(deps, personId, caseId);
  return one && maySee(one.state, one.region, personId) ? one : null;
}

/** True for anybody who takes part, coordinates the region, or was asked for help or information while that waits. */
export function maySee(state: CaseState, region: Region, personId: Uuid): boolean {
  return (
    seesAsRole(state, region, personId) ||
    callsOf(state, region, personId).length > 0 ||
    requestsTo(state, region, personId).length > 0
  );
}

/** An agreement or a call that is not theirs does not exist for who sees only their own. */
export function isTheirs(state: CaseState, region: Region, personId: Uuid, about: About): boolean {
  const view = viewOf(state, region, personId);
  if (view === state || 'caseId' in about) return true;
  return 'agreementId' in about
    ? view.agreements.some((a) => a.id === about.agreementId)
    : view.escalations.some((e) => e.id === about.escalationId);
}
