import { participantOfPerson } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { limitOf } from '../consent/consent.ts';
import type { Receiver } from '../consent/receivable-part.ts';
import { requestsTo } from '../consent/requests-to.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';
import { callsOf } from './calls.ts';
import { limitOfParty } from './limited-view.ts';

/** The quality in which somebody gets messages now, of a case or (null) of none. */
export function receiverIn(state: CaseState | null, region: Region, personId: Uuid): Receiver {
  const partyKey = state && limitOf(state, personId);
  return {
    personId,
    region,
    participates: state === null || participantOfPerson(state, personId) !== null,
    calls: state ? waitingIds(state, region, personId) : [],
    limits: state === null || partyKey === null ? [] : [limitOfParty(state, partyKey)],
  };
}

/** The calls for help and the questions for information that wait for them. */
export function waitingIds(state: CaseState, region: Region, personId: Uuid): Uuid[] {
  return [...callsOf(state, region, personId), ...requestsTo(state, region, personId)].map((one) => one.id);
}
