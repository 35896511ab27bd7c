import { participantOfPerson } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { callsOf } from '../help/calls.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';
import { limitOf } from './consent.ts';
import { limitOfParty } from './limited-view.ts';
import type { Receiver } from './recipients.ts';

/** As whom somebody gets messages of a case now. */
export function receiverIn(state: CaseState, region: Region, personId: Uuid): Receiver {
  const partyKey = limitOf(state, personId);
  return {
    participates: participantOfPerson(state, personId) !== null,
    coordinates: region.coordinatorPersonIds.includes(personId),
    calls: callsOf(state, region, personId).map((e) => e.id),
    limits: partyKey === null ? [] : [limitOfParty(state, partyKey)],
  };
}
