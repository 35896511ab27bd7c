import { participantOfPerson, ref } from '../../domain/case/participants.ts';
import { inCase, toCoordinators, toParticipant } from '../../domain/rules/tools.ts';
import type { Waiting } from '../../ports/entry.ts';
import type { Deps } from '../request-context.ts';
import { enqueue } from './enqueue.ts';

/**
 * The lead of the case and the coordinators of the region hear that somebody says of a number or address: that is not
 * mine. Whoever wrote it may have meant to come in as them, and nobody looks at a page for that.
 */
export type TellRefused = (waiting: Pick<Waiting, 'personId' | 'caseId'>) => Promise<void>;

export function createTellRefused({ store, clock, newId }: Deps): TellRefused {
  return async ({ personId, caseId }) => {
    const [state] = caseId === null ? [] : await store.cases([caseId]);
    const region = state && (await store.region(state.case.regionId));
    const who = state && participantOfPerson(state, personId);
    if (!state || !region || !who) return;
    const now = clock.now().toISOString();
    const message = { type: 'AddressRefused' as const, ...inCase(state), person: ref(state, who.id) };
    const outgoing = [
      toCoordinators(state, 'address-refused', message),
      ...toParticipant(state, state.case.leadId, 'address-refused', message),
    ];
    await store.commit({ now, cases: [], messages: enqueue({ state, region, now, newId }, outgoing, []) });
  };
}
