import type { Clock } from '../../ports/clock.ts';
import type { Pulse } from '../../ports/pulse.ts';

interface Beating {
  readonly clock: Clock;
  readonly pulse: Pulse;
  readonly everyMinute: () => void;
  /** Once for each night, and at the start. */
  readonly nightly: () => void;
  /** The clock was set back by so many ms. */
  readonly wentBack: (ms: number) => void;
}

export interface Beat {
  /** Somebody else reads the clock: what it shows is remembered, to see when it goes back. */
  readonly seen: () => void;
  stop(): void;
}

const MINUTE_MS = 60_000;
/** The night's work is done from seventeen past two on, when nobody works and no summer time begins or ends. */
const NIGHT_MS = (2 * 60 + 17) * MINUTE_MS;
/** Less is a clock that is kept right by little steps. */
const STEP_MS = 2_000;

/**
 * Wakes the jobs each minute, at the full minute of the clock. However that clock is set, no wait is longer than a
 * minute: a schedule that waits for a moment of the clock stands still for as long as the clock is set back.
 */
export function startBeat({ clock, pulse, everyMinute, nightly, wentBack }: Beating): Beat {
  let latest = Number.NEGATIVE_INFINITY;
  let night = '';
  let cancel = (): void => undefined;
  const seen = (): number => {
    const now = clock.now().getTime();
    if (latest - now > STEP_MS) wentBack(latest - now);
    latest = now;
    return now;
  };
  const wait = (): void => {
    cancel = pulse.after(MINUTE_MS - (clock.now().getTime() % MINUTE_MS), beat);
  };
  const beat = (): void => {
    const now = seen();
    const tonight = new Date(now - NIGHT_MS).toDateString();
    if (tonight !== night) nightly();
    night = tonight;
    everyMinute();
    wait();
  };
  beat();
  return { seen, stop: () => cancel() };
}
