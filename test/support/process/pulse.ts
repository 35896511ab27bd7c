import type { Pulse } from '../../../src/ports/pulse.ts';

/** The time of a machine that passes only when somebody lets it: what was to be called in it is called, in order. */
export interface TurnedPulse extends Pulse {
  pass(ms: number): void;
}

export function turnedPulse(): TurnedPulse {
  let at = 0;
  let waiting: { until: number; work: () => void }[] = [];
  return {
    ms: () => at,
    after: (ms, work) => {
      const one = { until: at + ms, work };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    pass: (ms) => {
      const end = at + ms;
      for (;;) {
        const next = waiting.filter((w) => w.until <= end).sort((a, b) => a.until - b.until)[0];
        if (!next) break;
        at = next.until;
        waiting = waiting.filter((other) => other !== next);
        next.work();
      }
      at = end;
    },
  };
}
