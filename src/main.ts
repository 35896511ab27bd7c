import { randomUUID } from 'node:crypto';
import { createLetters, type Letters } from '../adapters/letters/index.ts';
import { createSlack, type Slack } from '../adapters/slack/index.ts';
import { renderMessage as slackMessage } from '../adapters/slack/render.ts';
import type { Teams } from '../adapters/teams/index.ts';
import type { TenantInspection } from '../adapters/teams/install/inspect.ts';
import { renderMessage as teamsMessage } from '../adapters/teams/render.ts';
import { createWeb, type Web } from '../adapters/web/index.ts';
import { createUseCases } from './app/handle-request.ts';
import type { Deps } from './app/request-context.ts';
import type { Config } from './config/env/env.ts';
import { createSlowLines } from './jobs/delivery/find-sent.ts';
import type { DeliveryDeps } from './jobs/delivery.ts';
import { demonstrationClock, systemClock } from './main/clock.ts';
import { openData } from './main/data.ts';
import { openEntryMeans } from './main/entry-means.ts';
import { createHealth } from './main/http/health.ts';
import { listenHttp } from './main/http/http.ts';
import { watchProxies } from './main/http/proxies.ts';
import { installing, openInstallations, secretsOf } from './main/installations.ts';
import { watchKey } from './main/keys/key-watch.ts';
import { createLogger, type Logger } from './main/log.ts';
import { regionFiles } from './main/region-files.ts';
import { startLinks } from './main/start-links.ts';
import { openSubstance } from './main/substance.ts';
import { openWeb } from './main/web.ts';
import { keptHere } from './main/work/demonstration-sends-nothing.ts';
import { systemPulse } from './main/work/pulse.ts';
import { letterUnsent, tellTrouble } from './main/work/trouble.ts';
import { startWork, type Work } from './main/work/work.ts';
import { isGone, workerName } from './main/work/worker.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/database/index.ts';
import type { Pulse } from './ports/pulse.ts';
import { createAnchoring } from './store/audit/anchors.ts';
import { auditKeys } from './store/audit/audit.ts';
import { createStore, type PostgresStore } from './store/index.ts';
import type { Database } from './store/postgres/database.ts';
import { createWriteProbe } from './store/postgres/write-probe.ts';

export { inspect as inspectSlack, inspectInstalled } from '../adapters/slack/install/inspect.ts';
export { SCOPES as SLACK_SCOPES, slackManifest } from '../adapters/slack/install/manifest.ts';
export { teamsPackage } from '../adapters/teams/install/app-package.ts';

/** Loaded when it is asked: an installation without Teams does without its libraries. */
export async function inspectTeams(apps: Config['teams']): Promise<TenantInspection[]> {
  const { inspect } = await import('../adapters/teams/install/inspect.ts');
  return inspect(apps);
}

export interface Running {
  readonly port: number;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly store: PostgresStore;
  readonly work: Work;
  /** Tells whoever started it about getting in: lines, or none. */
  startLinks(): Promise<readonly string[]>;
  /** Resolves when another process replaced the key: this one must not go on. */
  readonly replaced: Promise<void>;
  /** Takes nothing new, finishes what is in progress, and stops what it started; the database last. */
  stop(): Promise<void>;
}

/** The parts that a test, the demonstration or the crash test replaces. In production nothing is. */
export interface Overrides {
  readonly clock?: Clock;
  readonly pulse?: Pulse;
  readonly log?: Logger;
  /** Somebody turns the clock by hand and calls `work.settle`. */
  readonly byHand?: boolean;
  /** Named points of the crash test. */
  readonly point?: DeliveryDeps['point'];
  /** Stands around the store that commands and rounds write through. */
  readonly store?: (store: Store) => Store;
  /** Stands around the sending side of Slack. */
  readonly sending?: (sending: Sending) => Sending;
  /** How many pages are told of changes, and how often. */
  readonly openPages?: Parameters<typeof createWeb>[1];
}

type Sending = DeliveryDeps['platforms'][string];

/** The demonstration shows how the same words look elsewhere: drawn from what is really sent there. */
const PICTURES = { slack: slackMessage, teams: teamsMessage };

/** Starts Schakel. Throws in plain words when something is missing; nothing is left running then. */
export async function start(config: Config, overrides: Overrides = {}): Promise<Running> {
  const clock = demonstrationClock(overrides.clock ?? systemClock);
  const pulse = overrides.pulse ?? systemPulse;
  const log = overrides.log ?? createLogger(config.logLevel);
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const data = await openData(config, (line) => log.info({ database: 'embedded' }, line));
    closing.push(() => data.close());
    const { url: databaseUrl, database } = data;
    const secrets = secretsOf(config);
    const keys = auditKeys(secrets.secret, secrets.old);
    const key = watchKey(database, config, log);
    const anchoring = createAnchoring(database, keys, config.dataDir, () =>
      log.warn(
        {},
        'the audit is written down in the SCHAKEL_DATA of another process, and not in the one here',
      ),
    );
    let anchorSoon = (): void => undefined;
    const store = createStore(
      database,
      keys,
      () => clock.now().toISOString().slice(0, 10),
      (ids, isNew) => {
        anchoring.expect(ids);
        if (isNew) anchorSoon();
      },
    );
    const installations = await openInstallations(database, secrets, clock, log);
    const slack = config.slack
      ? createSlack(config.slack, clock, log, installing(secrets, installations, store, clock))
      : null;
    const teams = await openTeams(config.teams, log);
    const entryMeans = await openEntryMeans(database, secrets, config, clock, log);
    let port = config.port;
    const base = (): string => config.publicUrl ?? `http://localhost:${port}`;
    const letters = createLetters(config, { book: entryMeans.book, clock, base });
    closing.push(async () => letters.stop());
    const deps = {
      store: overrides.store?.(store) ?? store,
      clock,
      newId: randomUUID,
      directories: {
        ...(slack ? { slack: slack.directory } : {}),
        ...(teams ? { teams: teams.directory } : {}),
      },
      files: regionFiles,
      entryMeans,
      substance: await openSubstance(database, secrets, store, log),
      webUrl: config.publicUrl,
      log,
    } satisfies Deps;
    const turning = { keys, clock, settle: async (): Promise<void> => undefined };
    const proxies = watchProxies(config, log, clock);
    const parts = openWeb(database, deps, config, store.outbox, turning, proxies.clientOf);
    await parts.guide.refresh();
    const web = createWeb({ ...parts, pictures: PICTURES }, overrides.openPages);
    // Messages of a process that was killed here are looked for and sent now, not when its lease ends.
    await store.outbox.release(isGone);
    await store.outbox.clockWentBack(clock.now().toISOString(), null);
    const delivery = deliveryOf(deps, store, { slack, teams, web, letters }, parts.linked.notice, overrides);
    const work = startWork({
      deps,
      store,
      databaseUrl,
      pulse,
      bySchedule: !overrides.byHand,
      anchor: (which) => anchoring[which](clock.now().toISOString()),
      forgetTries: parts.tries.forget,
      onNews: () => web.wake(),
      onRegion: () => {
        void parts.guide.refresh().catch(() => undefined);
        void key.check();
      },
      delivery: { ...delivery, platforms: keptHere(delivery.platforms, clock) },
    });
    turning.settle = work.settle;
    anchorSoon = work.anchorSoon;
    closing.push(() => work.stop());
    if (slack) await openSlack(slack, deps, closing);
    if (teams) listenToTeams(teams, deps, work);
    const routes = {
      slack: slack?.requestListener() ?? null,
      teams: teams?.requestListener() ?? null,
      web: web.requestListener,
      clientOf: proxies.clientOf,
      ...createHealth({
        ...{ database, store, work, clock, slack, openPages: web.openPages, proxies },
        probe: createWriteProbe(database.pool, pulse),
      }),
    };
    // A Schakel that believes every caller must not be reached from elsewhere.
    const http = await listenHttp(
      config.port,
      routes,
      config.teams.some((t) => t.local) ? '127.0.0.1' : undefined,
    );
    port = http.port;
    closing.push(() => http.close());
    closing.push(async () => web.stop());
    log.info(
      {
        port: http.port,
        slack: slack ? (config.slack?.appToken ? 'socket' : 'http') : 'off',
        teams: teams ? 'http' : 'off',
      },
      'Schakel has started',
    );
    return {
      ...{ port, databaseUrl, database, store, work, stop, replaced: key.replaced },
      startLinks: () => startLinks({ database, clock, config, port }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Loaded only where Teams is used: its library takes as long to load as everything else together. */
async function openTeams(apps: Config['teams'], log: Logger): Promise<Teams | null> {
  if (apps.length === 0) return null;
  const { createTeams } = await import('../adapters/teams/index.ts');
  return createTeams(apps, log);
}

async function openSlack(slack: Slack, deps: Deps, closing: (() => Promise<void>)[]): Promise<void> {
  await slack.open(createUseCases(deps));
  closing.push(() => slack.stop());
  // A workspace that had let go of us and answers now is connected again.
  void slack
    .identify()
    .then((found) =>
      Promise.all(found.map(({ teamId, teamName }) => deps.store.enableWorkspace('slack', teamId, teamName))),
    )
    .catch(() => deps.log.warn({}, 'the workspaces of Slack could not be looked at; run "schakel doctor"'));
}

function listenToTeams(teams: Teams, deps: Deps, work: Work): void {
  const useCases = createUseCases(deps);
  teams.open({
    ...useCases,
    // Teams says with which team a channel is shared, and not with how many people.
    happened: async (notice) => {
      await useCases.happened(notice);
      const { what, platform } = notice;
      if (what === 'room_shared' || what === 'room_unshared') work.compareSoon(platform, notice.channel);
    },
  });
  // With a new secret a tenant is connected again; where the app was taken out, it has to be added again.
  void teams
    .connected()
    .then((found) =>
      Promise.all(found.map((id) => deps.store.enableWorkspace('teams', id, null, 'token_revoked'))),
    )
    .catch(() => deps.log.warn({}, 'the tenants of Teams could not be looked at; is Entra within reach?'));
}

function deliveryOf(
  deps: Deps,
  store: PostgresStore,
  { slack, teams, web, letters }: { slack: Slack | null; teams: Teams | null; web: Web; letters: Letters },
  notice: DeliveryDeps['notice'],
  overrides: Overrides,
): DeliveryDeps {
  const sending = slack && { chat: slack.platform, pace: slack.pace };
  return {
    outbox: store.outbox,
    clock: deps.clock,
    worker: workerName(),
    platforms: {
      ...(sending ? { slack: overrides.sending?.(sending) ?? sending } : {}),
      ...(teams ? { teams: { chat: teams.platform, pace: teams.pace } } : {}),
      web: { chat: web.platform, pace: web.pace },
      ...letters.platforms,
    },
    regionOf: (id) => store.region(id),
    personOf: async (id) => (await store.people([id]))[0] ?? null,
    caseOf: async (id) => (await store.cases([id]))[0] ?? null,
    webUrl: deps.webUrl,
    log: deps.log,
    slow: createSlowLines(),
    notice,
    onTrouble: tellTrouble(deps),
    onUnsent: (claimed) => letterUnsent(deps, claimed),
    point: overrides.point ?? (() => undefined),
  };
}
