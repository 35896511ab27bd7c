import { participantOfPerson } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { limitOf } from '../consent/consent.ts';
import type { Receiver } from '../consent/receivable-part.ts';
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
    calls: state ? callsOf(state, region, personId).map((e) => e.id) : [],
    limits: state === null || partyKey === null ? [] : [limitOfParty(state, partyKey)],
  };
}
