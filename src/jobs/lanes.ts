/** The pieces under way at once: one is decided on while another is loaded or written. */
const LANES = 2;

/** A part of the work that only one lane does at a time. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Works a list in pieces of `size`, two of them under way at once, and gives the sum of what came of them. What computes
 * goes through `oneAtATime`, so that the other lane uses the database meanwhile. After a failure no piece is begun; it is
 * thrown when none is under way any more.
 */
export async function inLanes<T>(
  list: readonly T[],
  size: number,
  work: (piece: readonly T[], oneAtATime: OneAtATime) => Promise<number>,
): Promise<number> {
  let [from, sum] = [0, 0];
  const oneAtATime = createOneAtATime();
  const lane = async (): Promise<void> => {
    while (from < list.length) {
      const piece = list.slice(from, from + size);
      from += size;
      try {
        const came = await work(piece, oneAtATime);
        sum += came;
      } catch (error) {
        from = list.length;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return sum;
}

function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** A person who presses a button meanwhile is answered now: a job goes on after what came in. */
export function letOthersIn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
