import { performance } from 'node:perf_hooks';
import type { Pulse } from '../../ports/pulse.ts';

/** The machine's own count since its start, which setting its clock does not touch. */
export const systemPulse: Pulse = {
  ms: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};
