import type { Uuid } from '../../domain/vocabulary.ts';
import type { Read } from '../../ports/database/index.ts';

/** Connections that reading may hold at once: the rest are for what people do. */
const LANES = 4;
/** Looks written in one go: the rows they are about are held no longer than that takes. */
const MOST = 200;

interface Waiting {
  readonly read: Read;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Looks of the same case that come while one is being written wait, and are then written together
 * (docs/decisions/storage.md#looks-wait-at-the-row). Cases that have nothing to do with each other do not wait for each
 * other as long as there is a lane.
 */
export function createReadQueue(
  write: (reads: readonly Read[]) => Promise<void>,
): (read: Read) => Promise<void> {
  let waiting: Waiting[] = [];
  const busy = new Set<Uuid>();
  let lanes = 0;
  const run = async (batch: readonly Waiting[], taken: ReadonlySet<Uuid>): Promise<void> => {
    try {
      await write(batch.map((one) => one.read));
      for (const one of batch) one.done();
    } catch (error) {
      for (const one of batch) one.failed(error);
    } finally {
      lanes -= 1;
      for (const id of taken) busy.delete(id);
      begin();
    }
  };
  const begin = (): void => {
    while (lanes < LANES) {
      const first = nextOf(waiting, busy);
      if (!first) return;
      const own = new Set(first.read.caseIds);
      const batch = waiting.filter(({ read }) => read.caseIds.every((id) => own.has(id))).slice(0, MOST);
      const going = new Set(batch);
      waiting = waiting.filter((one) => !going.has(one));
      for (const id of own) busy.add(id);
      lanes += 1;
      void run(batch, own);
    }
  };
  return (read) =>
    read.caseIds.length === 0
      ? Promise.resolve()
      : new Promise((done, failed) => {
          // A browser may write an id in capitals; it is the same case.
          const caseIds = read.caseIds.map((id) => id.toLowerCase());
          waiting.push({ read: { ...read, caseIds }, done, failed });
          begin();
        });
}

/** The oldest whose cases are free; who waits for several is not overtaken by all who want one of them. */
function nextOf(waiting: readonly Waiting[], busy: ReadonlySet<Uuid>): Waiting | undefined {
  const wanted = new Set(busy);
  return waiting.find(({ read }) => {
    if (read.caseIds.every((id) => !wanted.has(id))) return true;
    for (const id of read.caseIds) wanted.add(id);
    return false;
  });
}
