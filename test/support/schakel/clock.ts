import type { Clock } from '../../../src/ports/clock.ts';

/** A clock that moves only when somebody turns it. */
export interface TurnedClock extends Clock {
  /** Forward to an instant; never back. */
  turnTo(instant: string): void;
  advance(ms: number): void;
}

export function turnedClock(start: string): TurnedClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    sleep: async (ms) => {
      at += ms;
    },
    turnTo(instant) {
      const to = Date.parse(instant);
      if (to < at)
        throw new Error(
          `the clock stands at ${new Date(at).toISOString()} and does not go back to ${instant}`,
        );
      at = to;
    },
    advance(ms) {
      at += ms;
    },
  };
}
