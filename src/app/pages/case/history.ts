import type { CaseState } from '../../../domain/case/state.ts';
import { limitOf } from '../../../domain/consent/consent.ts';
import { receivableInRoom } from '../../../domain/consent/receivable-part.ts';
import { limitOfParty } from '../../../domain/views/limited-view.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { HistoryItem, Reading } from '../../../ports/web.ts';

/** A page is for reading: as many as one looks back on. */
const HISTORY = 40;

/** Returns what was told to everybody, and to a limited participant only what is about their own agreements. */
export async function historyOf(
  reading: Reading,
  state: CaseState,
  personId: Uuid,
): Promise<readonly HistoryItem[]> {
  const party = limitOf(state, personId);
  if (party === null) return reading.history(state.case.id, null, HISTORY);
  const limit = limitOfParty(state, party);
  const ids = limit.own.map((o) => o.id);
  const told = await reading.history(state.case.id, null, HISTORY, ids);
  return told.flatMap((one) => {
    const message = receivableInRoom(limit, one.message);
    return message ? [{ ...one, message }] : [];
  });
}
