import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../domain/vocabulary.ts';
import type { Clock } from '../ports/clock.ts';

/** The real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
};

/** A clock that can be made to stand still. */
export interface DemonstrationClock extends Clock {
  /** It stands at this instant until it is told otherwise; null: it runs again. */
  standAt(instant: Instant | null): void;
  /** It does: this database holds the demonstration. */
  stands(): boolean;
}

/** Real time, except in the demonstration, where it stands where somebody turned it to. */
export function demonstrationClock(real: Clock): DemonstrationClock {
  let at: number | null = null;
  return {
    now: () => (at === null ? real.now() : new Date(at)),
    sleep: (ms, signal) => real.sleep(ms, signal),
    standAt: (instant) => {
      at = instant === null ? null : Date.parse(instant);
    },
    stands: () => at !== null,
  };
}
