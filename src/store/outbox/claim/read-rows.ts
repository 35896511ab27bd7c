import { readMessage, readPayload, UnreadablePayload } from '../../../domain/messages/read-payload.ts';
import type { Also, Claimed } from '../../../ports/outbox.ts';

/** A claimed message as the database gives it: nobody has asked yet what its payload is. */
export type ClaimedRow = Omit<Claimed, 'payload' | 'isPinned' | 'also'> & {
  readonly payload: { readonly pin?: boolean } | null;
  readonly also: readonly (Omit<Also, 'payload'> & { readonly payload: unknown })[];
};

export interface UnreadRow {
  readonly row: ClaimedRow;
  readonly why: string;
}

/** The rows that can be read, each with its payload by its type, and those that cannot. */
export function readRows(rows: readonly ClaimedRow[]): { read: Claimed[]; failed: UnreadRow[] } {
  const failed: UnreadRow[] = [];
  const read = rows.flatMap((row): Claimed[] => {
    const payload = ifReadable(() => readPayload(row.payload));
    if (payload instanceof UnreadablePayload) {
      failed.push({ row, why: payload.message });
      return [];
    }
    return [{ ...row, payload, isPinned: row.payload?.pin === true, also: alsoRead(row) }];
  });
  return { read, failed };
}

/** A message that cannot be read is not said with it, and is put aside at its own turn. */
function alsoRead({ also }: ClaimedRow): Also[] {
  return also.flatMap((one) => {
    const payload = ifReadable(() => readMessage(one.payload));
    return payload instanceof UnreadablePayload ? [] : [{ ...one, payload }];
  });
}

function ifReadable<T>(read: () => T): T | UnreadablePayload {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadablePayload) return error;
    throw error;
  }
}
