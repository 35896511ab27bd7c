import { LIMITS } from '../web-api/limits.ts';

interface Trigger {
  readonly userId: string;
  /** The modal in which the person acted, for `views.push`. */
  readonly viewId: string | null;
  readonly expires: number;
  used: boolean;
}

/** The short-lived right to open a modal: three seconds, once. */
export interface Triggers {
  issue(userId: string, viewId: string | null): string;
  /** Spends it, or says why not. */
  take(id: string): Trigger | string;
}

export function createTriggers(now: () => number): Triggers {
  const issued = new Map<string, Trigger>();
  return {
    issue(userId, viewId) {
      const id = `${issued.size + 1}.${userId}.${Math.floor(now())}`;
      issued.set(id, { userId, viewId, expires: now() + LIMITS.triggerMs, used: false });
      return id;
    },
    take(id) {
      const trigger = issued.get(id);
      if (trigger === undefined) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (now() > trigger.expires) return 'expired_trigger_id';
      trigger.used = true;
      return trigger;
    },
  };
}
