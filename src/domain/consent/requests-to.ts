import { type InformationRequest, isWaiting } from '../case/requests/information-request.ts';
import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';
import { isContactOf } from './party-contacts.ts';

/** The requests that wait for this person's answer now: they were asked, and are still of that party. */
export function requestsTo(state: CaseState, region: Region, personId: Uuid): InformationRequest[] {
  if (state.case.status === 'closed') return [];
  return state.case.requests.filter(
    (one) =>
      isWaiting(one) && one.askedIds.includes(personId) && isContactOf(state, region, one.partyKey, personId),
  );
}

/** They were asked once. What waits for them now is `requestsTo`. */
export function wasAskedForInformation(state: CaseState, personId: Uuid): boolean {
  return state.case.requests.some((one) => one.askedIds.includes(personId));
}
