import { administratorsOf } from '../app/coordinators.ts';
import { alarmLetters } from '../app/outgoing/alarm-letters.ts';
import { regionNews } from '../app/outgoing/region-news.ts';
import type { Deps } from '../app/request-context.ts';
import { localDate, nextContactWindow } from '../domain/calendar/index.ts';
import type { DeliveryTrouble } from '../domain/messages/index.ts';
import type { Instant, Uuid } from '../domain/vocabulary.ts';
import type { Outbox, Troubles } from '../ports/outbox.ts';

type WatchDeps = Pick<Deps, 'store' | 'clock' | 'newId' | 'log' | 'entryMeans'> & {
  readonly outbox: Pick<Outbox, 'troubles'>;
  /** Sends what waits, beside a delivery that may be standing still. */
  readonly deliver: () => Promise<unknown>;
};

/** A message that is due and has waited so long says that something stands still. */
export const STALLED_MS = 5 * 60_000;
/**
 * A look comes every minute. After a longer gap (a start, a machine that slept, a database that was away, a clock that was
 * set forward) waiting is counted anew, and so it is by a clock that was set back.
 */
const GAP_MS = 150_000;

/**
 * Looks every minute whether deliveries stand still or a platform is away, and tells the administrators of the regions
 * it is about, by a way that still works, for who has no other by a letter.
 * docs/decisions/operations.md#told-of-a-standstill says how often, and why not at night.
 */
export function createWatch(deps: WatchDeps): () => Promise<void> {
  let since = 0;
  let looked = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = deps.clock.now();
    const at = now.getTime();
    if (at < looked || at - looked > GAP_MS) since = at;
    const found = await deps.outbox.troubles(now.toISOString());
    looked = at;
    const lasts = (from: Instant | null): from is Instant =>
      from !== null && at - Math.max(since, Date.parse(from)) >= STALLED_MS;
    let told = 0;
    if (lasts(found.stalledSince)) told += await tell(deps, 'stalled', found.stalledSince, null);
    for (const one of found.away.filter((w) => lasts(w.since)))
      told += await tell(deps, 'away', one.since, one);
    if (told > 0) await deps.deliver();
  };
}

async function tell(
  deps: WatchDeps,
  what: DeliveryTrouble['what'],
  since: Instant,
  workspace: Troubles['away'][number] | null,
): Promise<number> {
  deps.log.error({ what, since, platform: workspace?.platform }, 'deliveries do not arrive');
  const now = deps.clock.now().toISOString();
  let count = 0;
  for (const id of workspace?.regionIds ?? (await deps.store.allRegionIds()))
    count += await tellRegion(deps, id, now, { what, since, workspace });
  return count;
}

function clockTime(timeZone: string, at: Instant): string {
  const parts = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('nl-NL', parts).format(new Date(at));
}

interface FoundTrouble {
  readonly what: DeliveryTrouble['what'];
  readonly since: Instant;
  readonly workspace: Troubles['away'][number] | null;
}

async function tellRegion(
  deps: WatchDeps,
  id: Uuid,
  now: Instant,
  { what, since, workspace }: FoundTrouble,
): Promise<number> {
  const region = await deps.store.region(id);
  if (!region || nextContactWindow(region.calendar, null, now).from > now) return 0;
  const key = `watch:${what}:${workspace?.id ?? ''}:${id}:${localDate(region.calendar.zone, now)}`;
  if (await deps.store.wasHandled(key)) return 0;
  const people = await deps.store.people(region.administratorPersonIds, id);
  const message: DeliveryTrouble = {
    type: 'DeliveryTrouble',
    what,
    date: localDate(region.calendar.zone, since),
    time: clockTime(region.calendar.zone, since),
    workspace: workspace ? workspace.name || workspace.platform : null,
  };
  const places = administratorsOf(region, people, workspace?.id ?? null);
  const messages = [
    ...regionNews({ region, now, newId: deps.newId, key }, message, places, people),
    ...(await alarmLetters(deps, { region, now, key }, people, places)),
  ];
  if (messages.length === 0) return 0;
  const { result } = await deps.store.commit({ now, inbound: { key, reply: null }, cases: [], messages });
  return result === 'done' ? messages.length : 0;
}
