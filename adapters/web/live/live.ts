import { LIMITS, type LiveLimits } from './limits.ts';
import { type OpenPage, openPages, type Versions } from './open-pages.ts';

/** Pages that are open somewhere, and are told when what stands on them changes. */
export interface Live {
  /**
   * Tells this page from now on, and gives the way to stop; null when this process has as many as it may. Of one browser
   * and of one person only so many are told: for a new one the oldest gives way.
   */
  watch(page: OpenPage): (() => void) | null;
  /** Something was written somewhere: look now. */
  wake(): void;
  /** How many are open, and how many may be. */
  count(): { readonly open: number; readonly most: number };
  /** Ends what is watched: an open page must not hold up a stop. */
  stop(): void;
}

/** Questions that tell whether a page changed. */
export interface LiveDeps {
  versions(ids: readonly string[]): Promise<Versions>;
  /** Returns those of these tokens whose session goes on. */
  alive(tokens: readonly string[]): Promise<ReadonlySet<string>>;
  /** Returns the others of theirs whose pages whoever came in opens now. */
  opened(came: NonNullable<OpenPage['also']>['came']): Promise<readonly string[]>;
  /** Returns a word that changes with what stands on the page of this person; null: it is not theirs any more. */
  fingerprint(personId: string, of: string): Promise<string | null>;
}

/** One question for all pages that are open in this process; none when there are none. */
export function createLive(deps: LiveDeps, given: Partial<LiveLimits> = {}): Live {
  const limits = { ...LIMITS, ...given };
  const pages = openPages(limits);
  /** The versions as they were when the pages that depend on them were looked at last. */
  const looked = new Map<string, string>();
  let asked = false;
  let looking = false;
  let stopped = false;
  let timers: NodeJS.Timeout[] = [];

  const look = async (): Promise<void> => {
    const open = pages.all();
    const needed = new Set(open.flatMap((page) => [...page.versions.keys()]));
    for (const id of looked.keys()) if (!needed.has(id)) looked.delete(id);
    const versions = await deps.versions([...needed]);
    const moved = new Set([...versions].filter(([id, now]) => now !== looked.get(id)).map(([id]) => id));
    if (moved.size === 0) return;
    const touched = open.filter((page) => [...page.versions.keys()].some((id) => moved.has(id)));
    await endOver(touched);
    await tell(touched);
    for (const id of moved) looked.set(id, versions.get(id) ?? '');
  };
  /** Once for each person, however many pages they have open; one after another, so that others are served meanwhile. */
  const tell = async (some: readonly OpenPage[]): Promise<void> => {
    for (const theirs of Map.groupBy(some, ({ personId, of }) => `${personId} ${of}`).values()) {
      const [{ personId, of }] = theirs as [OpenPage];
      const now = await deps.fingerprint(personId, of);
      for (const page of theirs.filter((one) => pages.has(one))) {
        if (now === null) pages.end(page, 'over');
        if (now === null || page.seen === now) continue;
        page.seen = now;
        page.on.changed(now);
      }
    }
  };
  const endOver = async (some: readonly OpenPage[]): Promise<void> => {
    const alive = await deps.alive([...new Set(some.map((page) => page.token))]);
    for (const page of some) if (!alive.has(page.token) || !(await opensAll(page))) pages.end(page, 'over');
  };
  /** Pages that were put together may be apart by now: then nothing of the other is heard any more. */
  const opensAll = async ({ also }: OpenPage): Promise<boolean> => {
    if (also === undefined) return true;
    const opened = await deps.opened(also.came);
    return also.ids.every((id) => opened.includes(id));
  };
  const beat = async (): Promise<void> => {
    const open = pages.all();
    // While the database is away nobody is signed out.
    await endOver(open).catch(() => undefined);
    for (const page of open) if (pages.has(page)) page.on.beat();
    if (pages.all().length === 0) rest();
  };
  const rest = (): void => {
    for (const timer of timers) clearInterval(timer);
    timers = [];
  };
  const wake = (): void => {
    if (pages.all().length === 0) return;
    asked = true;
    if (looking) return;
    looking = true;
    asked = false;
    void look()
      .catch(() => undefined)
      .finally(() => {
        setTimeout(() => {
          looking = false;
          if (asked && !stopped) wake();
        }, limits.gapMs).unref();
      });
  };
  return {
    watch: (page) => {
      // A browser asks again at once, over a connection that it kept.
      if (stopped) return null;
      if (!pages.add(page)) return null;
      for (const [id, version] of page.versions) if (!looked.has(id)) looked.set(id, version);
      if (timers.length === 0)
        timers = [setInterval(wake, limits.lookMs).unref(), setInterval(beat, limits.beatMs).unref()];
      wake();
      return () => pages.remove(page);
    },
    wake,
    count: () => ({ open: pages.all().length, most: limits.inAll }),
    stop: () => {
      stopped = true;
      rest();
      for (const page of pages.all()) pages.end(page, 'over');
    },
  };
}
