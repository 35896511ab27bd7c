import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import { createLogger } from '../../../src/main/log.ts';
import { type Overrides, type Running, start } from '../../../src/main.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import { type ManySlacks, startManySlacks } from '../../fakes/slack/many/index.ts';
import { copyTemplate, type TestDatabase } from '../database/test-server.ts';
import { ALL_PEOPLE, ORGANISATION, REGION_FILES, WORKSPACES } from '../people/in-many-workspaces.ts';
import { readMessage } from '../reading/in-slack.ts';
import { type Browser, openBrowser, type Page } from '../web/browser.ts';
import { type TurnedClock, turnedClock } from './clock.ts';
import { openReverseProxy, type ReverseProxy } from './proxy.ts';
import { comeToRest } from './rest.ts';

export const SECRET = 'a-secret-that-only-tests-know-0123456789abcdef';
const ZONE = 'Europe/Amsterdam';

/** Schakel for several regions in many workspaces of Slack, each of which installs the app by itself. */
export interface Realm {
  readonly slack: ManySlacks;
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  /** The newest process; see `restart` and `second`. */
  readonly app: Running;
  /** Where browsers and Slack reach it. */
  readonly address: string;
  readonly config: Config;
  /** Every line that was logged so far. */
  readonly log: readonly string[];
  browser(language?: string): Browser;
  /** Somebody installs the app: Slack's page, the link with the place's name, and what they read then. */
  install(place: string, browser?: Browser): Promise<Page>;
  at(date: string, time: string): Promise<void>;
  settle(): Promise<void>;
  /** Returns the messages in a channel. */
  channel(team: string, name: string): string[];
  direct(team: string, userId: string): string[];
  /** Nobody answers at the address, as with a proxy that is down, until it is opened again. */
  closed(isClosed: boolean): void;
  /** Stops, and starts with other settings. */
  restart(changed?: Partial<Config>): Promise<void>;
  /** One more process beside it, which takes its turn with what comes in. */
  second(): Promise<Running>;
  /** Everything in the database, as text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

export interface RealmOptions {
  readonly overrides?: Overrides;
  /** Workspaces beside the usual ones. */
  readonly workspaces?: typeof WORKSPACES;
  /** Regions beside the usual ones. */
  readonly regions?: readonly string[];
}

export async function openRealm(options: RealmOptions = {}): Promise<Realm> {
  const { overrides = {}, workspaces = [], regions = [] } = options;
  const clock = turnedClock('2027-03-11T08:00:00.000Z');
  const now = (): number => clock.now().getTime();
  const slack = await startManySlacks({
    teams: [...WORKSPACES, ...workspaces],
    enterprise: ORGANISATION,
    now,
  });
  const proxy = await openReverseProxy();
  const database = await copyTemplate(inject('adminUrl'));
  for (const file of [...REGION_FILES, ...regions])
    await importFile(database, file, clock.now().toISOString());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-realm-'));
  const log: string[] = [];
  slack.connect(proxy.address);
  const config = configOf(slack, proxy, database.url, dataDir);
  const launch = (changed: Partial<Config> = {}): Promise<Running> => {
    const logger = createLogger('debug', { write: (line: string) => void log.push(line) });
    return start({ ...config, ...changed }, { clock, byHand: true, log: logger, ...overrides });
  };
  let app = await launch();
  proxy.lead(app.port);
  const more: Running[] = [];
  const settle = (): Promise<void> => comeToRest(app, slack, clock);
  const read = { users: ALL_PEOPLE };
  return {
    slack,
    clock,
    database,
    log,
    config,
    address: proxy.address,
    get app() {
      return app;
    },
    browser: (language) => openBrowser(language),
    install: async (place, browser = openBrowser()) =>
      (await browser.open(`${proxy.address}/slack/install`)).press(`Allow in ${place}`),
    settle,
    at: async (date, time) => {
      clock.turnTo(instantAt(ZONE, date, time));
      await settle();
    },
    channel: (team, name) =>
      slack
        .team(team)
        .history(name)
        .map((m) => readMessage(m, read.users)),
    direct: (team, userId) =>
      slack
        .team(team)
        .dm(userId)
        .map((m) => readMessage(m, read.users)),
    closed: (isClosed) => (isClosed ? proxy.lead() : proxy.lead(app.port)),
    restart: async (changed) => {
      await app.stop();
      app = await launch(changed);
      proxy.lead(app.port);
    },
    second: async () => {
      const another = await launch();
      more.push(another);
      proxy.lead(app.port, ...more.map((one) => one.port));
      return another;
    },
    dump: () => dumpOf(database),
    close: async () => {
      for (const one of [...more, app]) await one.stop();
      await proxy.close();
      await slack.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function configOf(slack: ManySlacks, proxy: ReverseProxy, databaseUrl: string, dataDir: string): Config {
  const { clientId, clientSecret } = slack.app;
  return {
    databaseUrl,
    port: 0,
    publicUrl: proxy.address,
    dataDir,
    key: SECRET,
    logLevel: 'debug',
    teams: [],
    slack: {
      botToken: null,
      signingSecret: slack.signingSecret,
      appToken: null,
      apiUrl: slack.apiUrl,
      oauth: { clientId, clientSecret, publicUrl: proxy.address },
    },
  };
}

export async function importFile(database: TestDatabase, file: string, now: string): Promise<void> {
  const parsed = parseRegionFile(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  await importRegion(database.database, auditKeys(SECRET), parsed.region, now);
}

/** Every row of every table: what somebody reads who gets hold of a backup. */
async function dumpOf({ database }: TestDatabase): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS "name" FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    const found = await database.pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS "row" FROM "${name}" t`,
    );
    parts.push(name, ...found.rows.map((r) => r.row));
  }
  return parts.join('\n');
}
