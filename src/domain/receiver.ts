import { callsOf } from './calls.ts';
import type { CaseState } from './case-state.ts';
import { limitOf } from './consent.ts';
import type { Receiver } from './may-receive.ts';
import type { Uuid } from './names.ts';
import type { Region } from './region.ts';
import { limitOfParty } from './view.ts';
import { participantOfPerson } from './who.ts';

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
