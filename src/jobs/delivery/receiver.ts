import { coordinates, type Receiver } from '../../domain/consent/recipients.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Also, Claimed } from '../../ports/outbox.ts';

/** What a claimed row says of its recipient. The outbox's SQL answers what `receiverIn` answers from the case itself. */
type OfRow = Pick<Also, 'caseId' | 'participantPersonIds' | 'limits'> | Claimed;

/** As whom the recipient of a row gets it at the moment of sending. `calls`: those that wait for them now, in its case. */
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
