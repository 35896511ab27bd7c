import type { Reading } from '../../src/ports/web.ts';

/** Pages that are open somewhere, and are told when their case changes. */
export interface Live {
  /** Calls `changed` whenever the case has another version than the last one seen. Gives the way to stop watching. */
  watch(caseId: string, version: number, on: Watching): () => void;
  /** Something was written somewhere: look now. */
  wake(): void;
  /** Ends what is watched: an open page must not hold up a stop. */
  stop(): void;
}

interface Watching {
  readonly changed: (version: number) => void;
  readonly ended: () => void;
}

/** When nobody said that something was written, look all the same. */
const LOOK_MS = 5_000;

/** One question for all pages that are open in this process; none when there are none. */
export function createLive(reading: Pick<Reading, 'versions'>): Live {
  const watchers = new Set<{ readonly caseId: string; version: number; readonly on: Watching }>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let asked = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    do {
      asked = false;
      const versions = await reading.versions([...new Set([...watchers].map((w) => w.caseId))]);
      for (const watcher of watchers) {
        const now = versions.get(watcher.caseId);
        if (now === undefined || now === watcher.version) continue;
        watcher.version = now;
        watcher.on.changed(now);
      }
    } while (asked);
  };
  const wake = (): void => {
    if (watchers.size === 0) return;
    asked = true;
    if (looking) return;
    looking = true;
    void look()
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  };
  return {
    watch: (caseId, version, on) => {
      // A browser asks again at once, over a connection that it kept.
      if (stopped) on.ended();
      if (stopped) return () => undefined;
      const watcher = { caseId, version, on };
      watchers.add(watcher);
      timer ??= setInterval(wake, LOOK_MS).unref();
      wake();
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    wake,
    stop: () => {
      stopped = true;
      clearInterval(timer);
      for (const watcher of watchers) watcher.on.ended();
      watchers.clear();
    },
  };
}
