import type { Log } from '../app/request-context.ts';
import { StoreUnavailable } from '../ports/database/index.ts';

export interface Runner {
  /** Something may have to be done now. Wakes that come while it works are one more run after it. */
  wake(): void;
  /** Waits for the run in progress and runs no more. */
  stop(): Promise<void>;
  /** When a run last ended well, and what came of it. For health. */
  readonly lastGoodAt: () => Date | null;
  /** Resolves when no run is going on or asked for. For tests and the demonstration, which turn the clock by hand. */
  idle(): Promise<void>;
}

/**
 * Runs one job, one run at a time. A run that fails is logged and tried again at the next wake; a database that is
 * away is no error of the job.
 */
export function createRunner(name: string, run: () => Promise<void>, now: () => Date, log: Log): Runner {
  let asked = false;
  let stopped = false;
  let lastGood: Date | null = null;
  let working: Promise<void> | null = null;
  const loop = async (): Promise<void> => {
    while (asked && !stopped) {
      asked = false;
      try {
        await run();
        lastGood = now();
      } catch (error) {
        const away = error instanceof StoreUnavailable;
        log[away ? 'warn' : 'error'](
          { job: name, err: error },
          away ? 'the database is away; the job waits' : 'a run of a job failed',
        );
      }
    }
  };
  const wake = (): void => {
    if (stopped) return;
    asked = true;
    working ??= loop().finally(() => {
      working = null;
      if (asked && !stopped) wake();
    });
  };
  return {
    wake,
    stop: async () => {
      stopped = true;
      await working;
    },
    lastGoodAt: () => lastGood,
    idle: async () => {
      while (working) await working;
    },
  };
}
