/** Counts what is under way, so that a test waits for all of it and for nothing else. */
export interface InFlight {
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export function createInFlight(): InFlight {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    during: async (work) => {
      count++;
      try {
        return await work();
      } finally {
        count--;
        if (count === 0) {
          for (const done of waiting) done();
          waiting = [];
        }
      }
    },
    settled: async () => {
      while (count > 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.push(resolve);
        await promise;
      }
    },
  };
}
