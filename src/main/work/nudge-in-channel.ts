import { enqueue } from '../../app/outgoing/enqueue.ts';
import type { Deps } from '../../app/request-context.ts';
import { situationOf } from '../../app/request-context.ts';
import { participantOfPerson, refOfPerson } from '../../domain/case/participants.ts';
import type { NudgeDigest } from '../../domain/messages/index.ts';
import { belongsIn, usableRooms } from '../../domain/rooms/rooms.ts';
import type { Claimed } from '../../ports/outbox.ts';

/**
 * Somebody cannot be written to directly after all (they are of another tenant, or blocked the app): their day's
 * questions go to the room of each case, in the workspace where they are, revealing little (C36).
 */
export async function nudgeInChannel(deps: Deps, claimed: Claimed, digest: NudgeDigest): Promise<void> {
  const states = await deps.store.cases([...new Set(digest.items.map((i) => i.caseId))]);
  for (const state of states) {
    const region = await deps.store.region(state.case.regionId);
    const person = state.people.find((p) => p.id === claimed.recipientId);
    if (!region || !person) continue;
    const s = situationOf(deps, region, null, state);
    const me = participantOfPerson(state, person.id);
    const here = usableRooms(state).find(
      (r) => r.workspaceId === claimed.workspace.id && (me === null || belongsIn(r, me)),
    );
    const messages = enqueue(
      { state, region, now: s.now, newId: deps.newId },
      [
        {
          recipient: { to: 'room', ...(here ? { only: here.id } : {}) },
          urgency: 'unsolicited',
          key: `digest-in-channel:${claimed.id}:${state.case.id}`,
          message: {
            type: 'NudgeInChannel',
            instead: true,
            caseId: state.case.id,
            code: state.case.code,
            person: refOfPerson(person, person.id),
            items: digest.items.filter((i) => i.caseId === state.case.id),
          },
        },
      ],
      [],
    );
    await deps.store.commit({ now: s.now, cases: [], messages });
  }
}
