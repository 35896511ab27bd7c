import { platformEvent } from '../../app/events/platform-events.ts';
import type { PlatformEvent } from '../../app/inbound.ts';
import type { Deps } from '../../app/request-context.ts';
import { compareOne, compareSharing } from '../../jobs/compare-sharing.ts';
import { type DeliveryDeps, deliverOnce } from '../../jobs/delivery.ts';
import { replanChanged } from '../../jobs/replan.ts';
import { runRound } from '../../jobs/round.ts';
import { createRunner, type Runner } from '../../jobs/runner.ts';
import { createWatch } from '../../jobs/watch.ts';
import { StoreUnavailable } from '../../ports/database/index.ts';
import type { Pulse } from '../../ports/pulse.ts';
import type { PostgresStore } from '../../store/index.ts';
import { listen } from '../../store/outbox/wake.ts';
import { type Beat, startBeat } from './beat.ts';

/** The work beside the requests: the rounds of the regions and the delivery of what waits. */
export interface Work {
  /** Something was opened that must not be without a mark outside the database until the hour is over. */
  anchorSoon(): void;
  readonly rounds: Runner;
  readonly delivery: Runner;
  /** Holds what is known of who reads along against what the platforms say. */
  readonly sharing: Runner;
  /** The same for one room, at once: something was heard of it. */
  compareSoon(platform: string, channel: string): void;
  /** How long ago the last round of all regions ended well, or this process began; null when rounds run by hand. */
  sinceRound(): number | null;
  /** Tells for how long the audit could not be written down outside the database; null: it can. */
  sinceUnwritten(): number | null;
  /** Resolves when what other processes announced by now has been heard. */
  caughtUp(): Promise<void>;
  /** Runs rounds and delivery until nothing is left to do at this moment of the clock. For tests and the demonstration. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface WorkOptions {
  readonly deps: Deps;
  readonly store: PostgresStore;
  readonly delivery: DeliveryDeps;
  readonly databaseUrl: string;
  readonly pulse: Pulse;
  /** False when somebody turns the clock by hand: then only `settle` and new messages wake the jobs. */
  readonly bySchedule: boolean;
  /** The heads of the audit go outside the database: those that moved, or once a day all that are not there yet. */
  readonly anchor: (which: 'moved' | 'all') => Promise<unknown>;
  /** Forgets what was counted at the door and no longer counts. */
  readonly forgetTries: (now: string) => Promise<void>;
  /** Something was written, here or in another process. */
  readonly onNews?: () => void;
  /** A region changed, here or in another process; also at the start and after a lost connection. */
  readonly onRegion?: () => void;
}

const HOUR_MS = 3_600_000;
/** A request comes again within minutes; two weeks is far beyond any platform's patience. */
const KEEP_REQUESTS_MS = 14 * 24 * 3_600_000;

/** Starts the jobs. A schedule, a new message and a message that comes due only wake them; the rows decide what is done. */
export function startWork(options: WorkOptions): Work {
  const { deps, store, pulse } = options;
  const now = (): Date => deps.clock.now();
  // A large backlog must not hold up a stop: what is in progress is finished, the rest is for the next start.
  let stopping = false;
  let roundAt = pulse.ms();
  let beat: Beat | null = null;
  const rounds = createRunner(
    'round',
    async () => {
      for (const id of await store.allRegionIds())
        if (!stopping) await runRound({ ...deps, caseload: store.caseload }, id);
      roundAt = pulse.ms();
    },
    now,
    deps.log,
  );
  const replanning = createRunner('replan', () => replanChanged(deps, () => stopping), now, deps.log);
  const nap = createNap(pulse);
  const delivery = createRunner(
    'delivery',
    async () => {
      beat?.seen();
      while (!stopping && (await deliverOnce(options.delivery)) > 0);
      if (stopping) return;
      const next = await store.outbox.nextAt(now().toISOString());
      if (next && options.bySchedule) nap.until(Date.parse(next) - now().getTime(), () => delivery.wake());
    },
    now,
    deps.log,
  );
  let unwrittenAt: number | null = null;
  const writeDown = async (which: 'moved' | 'all'): Promise<void> => {
    try {
      await options.anchor(which);
      unwrittenAt = null;
    } catch (error) {
      // A database that is away says so itself.
      if (!(error instanceof StoreUnavailable)) unwrittenAt ??= pulse.ms();
      throw error;
    }
  };
  // A start does only what moved meanwhile: all chains of a large region at once would be felt.
  let isNight = false;
  const daily = createRunner(
    'daily',
    async () => {
      await writeDown(isNight ? 'all' : 'moved');
      isNight = true;
      await store.forgetInbound(new Date(now().getTime() - KEEP_REQUESTS_MS).toISOString());
    },
    now,
    deps.log,
  );
  const comparing = new AbortController();
  const comparison = {
    signal: comparing.signal,
    ...{ clock: deps.clock, log: deps.log, openRooms: store.openRooms },
    platforms: options.delivery.platforms,
    notice: (notice: PlatformEvent) => platformEvent(deps, notice),
  };
  const sharing = createRunner('sharing', () => compareSharing(comparison), now, deps.log);
  const heardOf = new Map<string, string>();
  const comparingSoon = createRunner(
    'sharing soon',
    async () => {
      for (const [channel, platform] of [...heardOf]) {
        heardOf.delete(channel);
        await compareOne(comparison, platform, channel);
      }
    },
    now,
    deps.log,
  );
  const forgetting = createRunner('forget', () => options.forgetTries(now().toISOString()), now, deps.log);
  // After the commit, so that a disk that is full holds up nobody; what was not written is written the next time.
  const anchoring = createRunner('anchor', () => writeDown('moved'), now, deps.log);
  // Beside the delivery: what is told must not wait behind what stands still.
  const look = createWatch({ ...deps, outbox: store.outbox, deliver: () => deliverOnce(options.delivery) });
  const watch = createRunner('watch', look, now, deps.log);
  const ear = listen(options.databaseUrl, {
    outbox: () => {
      delivery.wake();
      options.onNews?.();
    },
    region: () => {
      store.forgetRegions();
      replanning.wake();
      anchoring.wake();
      options.onRegion?.();
    },
  });
  let anchoredAt = pulse.ms();
  if (options.bySchedule)
    beat = startBeat({
      ...{ clock: deps.clock, pulse },
      everyMinute: () => {
        for (const job of [rounds, delivery, replanning, watch, forgetting]) job.wake();
        if (unwrittenAt === null && pulse.ms() - anchoredAt < HOUR_MS) return;
        anchoredAt = pulse.ms();
        anchoring.wake();
      },
      nightly: () => {
        daily.wake();
        sharing.wake();
      },
      wentBack: (ms) => void comeBack(options, ms),
    });
  delivery.wake();
  return {
    anchorSoon: () => anchoring.wake(),
    rounds,
    delivery,
    sharing,
    compareSoon: (platform, channel) => {
      heardOf.set(channel, platform);
      comparingSoon.wake();
    },
    sinceRound: () => (options.bySchedule ? pulse.ms() - roundAt : null),
    sinceUnwritten: () => (unwrittenAt === null ? null : pulse.ms() - unwrittenAt),
    caughtUp: ear.caughtUp,
    settle: async () => {
      await ear.caughtUp();
      replanning.wake();
      await replanning.idle();
      rounds.wake();
      await rounds.idle();
      await comparingSoon.idle();
      delivery.wake();
      await delivery.idle();
      forgetting.wake();
      await forgetting.idle();
      await anchoring.idle();
    },
    stop: async () => {
      stopping = true;
      comparing.abort();
      beat?.stop();
      nap.stop();
      await ear.stop();
      await Promise.all([
        rounds.stop(),
        delivery.stop(),
        daily.stop(),
        forgetting.stop(),
        anchoring.stop(),
        replanning.stop(),
        watch.stop(),
        sharing.stop(),
        comparingSoon.stop(),
      ]);
    },
  };
}

/** Anything put off by the clock as it was is put off by no more than was meant. */
async function comeBack({ deps, store, delivery: { log } }: WorkOptions, ms: number): Promise<void> {
  log.warn({ seconds: Math.round(ms / 1000) }, 'the clock of this machine was set back; work goes on');
  const now = deps.clock.now().toISOString();
  await store.outbox.clockWentBack(now, ms).catch(() => undefined);
}

/** One timer for the next message that comes due; at most a minute, after which the beat looks anyway. */
function createNap(pulse: Pulse): { until(ms: number, then: () => void): void; stop(): void } {
  let cancel = (): void => undefined;
  return {
    until: (ms, then) => {
      cancel();
      cancel = pulse.after(Math.min(60_000, Math.max(5, ms)), then);
    },
    stop: () => cancel(),
  };
}
