import type { Fault } from '../types.ts';
import { findRoom, type World } from '../world.ts';

/** Faults that wait for their call. */
export interface Faults {
  add(fault: Fault): void;
  /** Takes the first fault that fits, counting it down. */
  take(method: string, conversation: string): Fault | undefined;
  /** Everything works again. */
  heal(): void;
}

export function createFaults(world: World): Faults {
  let waiting: { fault: Fault; left: number }[] = [];

  const fits = (fault: Fault, method: string, conversation: string): boolean => {
    if (fault.method !== undefined && fault.method !== method) return false;
    if (fault.channel === undefined) return true;
    const meant = findRoom(world, fault.channel);
    return conversation === (meant?.person ?? meant?.id ?? fault.channel);
  };

  return {
    add(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(method, conversation) {
      const found = waiting.find(({ fault }) => fits(fault, method, conversation));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    heal() {
      waiting = [];
    },
  };
}
