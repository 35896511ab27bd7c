import { coordinates, type Receiver, receivablePart } from '../../domain/consent/receivable-part.ts';
import type { Payload } from '../../domain/messages/index.ts';
import { isRoomTask } from '../../domain/messages/room-tasks.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Also, Claimed } from '../../ports/outbox.ts';

/** The recipient as a claimed row has it. The outbox's SQL answers what `receiverIn` answers from the case itself. */
type OfRow = Pick<Also, 'caseId' | 'participantPersonIds' | 'limits'> | Claimed;

/**
 * Makes the receiver that a recipient is at the moment of sending. `calls`: those that wait for them now, in its
 * case.
 */
export function receiverOf(
  row: OfRow,
  personId: Uuid,
  region: Region | null,
  calls: readonly Uuid[],
): Receiver {
  const left = 'leftCaseIds' in row && !coordinates({ region, personId }) ? row.leftCaseIds : [];
  return {
    personId,
    region,
    participates: row.caseId === null || row.participantPersonIds.includes(personId),
    calls,
    limits: [...row.limits, ...left.map((caseId) => ({ caseId, own: [] }))],
  };
}

/** Returns what of it this person may have now; null: nothing. What goes to a room was asked when it was written. */
export function asTheyMay(claimed: Claimed, region: Region | null, calls: readonly string[]): Payload | null {
  const { recipientId, payload } = claimed;
  return recipientId && !isRoomTask(payload)
    ? receivablePart(receiverOf(claimed, recipientId, region, calls), payload)
    : payload;
}

/** A message that they may not have any more waits for its own turn, and is dropped there. */
export function alsoAsTheyMay({ recipientId, also = [] }: Claimed, region: Region | null): readonly Also[] {
  if (!recipientId) return also;
  return also.flatMap((one) => {
    const payload = receivablePart(receiverOf(one, recipientId, region, []), one.payload);
    return payload === null ? [] : { ...one, payload };
  });
}
