import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import { createLogger } from '../../../src/main/log.ts';
import { type Overrides, type Running, SLACK_SCOPES, start } from '../../../src/main.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import {
  type SlackStandIn,
  type StandInOptions,
  type StandInUser,
  type StoredMessage,
  startSlackStandIn,
} from '../../fakes/slack/index.ts';
import { copyTemplate, type TestDatabase } from '../database/test-server.ts';
import { REGION_FILE, TEAM, USERS } from '../people/in-slack.ts';
import { readMessage } from '../reading/in-slack.ts';
import { type TurnedClock, turnedClock } from './clock.ts';
import { comeToRest } from './rest.ts';

export const SECRET = 'a-secret-that-only-tests-know-0123456789abcdef';

/** Schakel as it runs, on a real database and a local Slack, with a clock that is turned by hand. */
export interface Town {
  readonly slack: SlackStandIn;
  readonly clock: TurnedClock;
  readonly app: Running;
  /** Its SCHAKEL_DATA. */
  readonly dataDir: string;
  readonly database: TestDatabase;
  /** Turns the clock to a local time in the region and lets everything happen that is due by then. */
  at(date: string, time: string): Promise<void>;
  /** Lets everything happen that is due now, the time in which Slack's pace holds messages back included. */
  settle(): Promise<void>;
  /** Returns the messages in a channel, as a person reads them. */
  channel(name: string): string[];
  /** Returns what the app wrote to a person directly. */
  direct(userId: string): string[];
  /** The newest message of the direct conversation, or of a channel, that a person can press on. */
  lastDirect(userId: string): StoredMessage;
  restart(overrides?: Overrides): Promise<void>;
  /** Rejects when the story asked of Slack what the manifest asks no right for, or a method that Slack has not. */
  close(): Promise<void>;
}

export interface TownOptions {
  readonly transport?: 'http' | 'socket';
  readonly start?: string;
  readonly region?: string;
  readonly overrides?: Overrides;
  readonly pace?: boolean;
  /** The people of the town, when not those of the stories as they are. */
  readonly users?: readonly StandInUser[];
  /** People of other workspaces, beside those of the town. */
  readonly strangers?: readonly StandInUser[];
  /** False: a workspace without a paid plan. */
  readonly paidPlan?: boolean;
  /** Other traits of this Slack. */
  readonly slack?: Pick<StandInOptions, 'limitedHistoryMs' | 'knowsClientMsgIds'>;
  /** The scopes that were granted; left out: those of the manifest. */
  readonly scopes?: readonly string[];
}

const ZONE = 'Europe/Amsterdam';

export async function openTown(options: TownOptions = {}): Promise<Town> {
  const clock = turnedClock(options.start ?? '2027-03-11T08:00:00.000Z');
  const slack = await startSlackStandIn({
    users: [...(options.users ?? USERS), ...(options.strangers ?? [])],
    ...(options.paidPlan === undefined ? {} : { paidPlan: options.paidPlan }),
    teamId: TEAM,
    now: () => clock.now().getTime(),
    pace: options.pace ?? true,
    botScopes: options.scopes ?? SLACK_SCOPES,
    ...options.slack,
  });
  const database = await copyTemplate(inject('adminUrl'));
  const parsed = parseRegionFile(options.region ?? REGION_FILE);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  await importRegion(database.database, auditKeys(SECRET), parsed.region, clock.now().toISOString());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-town-'));
  const launch = async (overrides: Overrides = {}): Promise<Running> => {
    const http = (options.transport ?? 'http') === 'http';
    const running = await start(
      {
        databaseUrl: database.url,
        port: 0,
        publicUrl: null,
        dataDir,
        key: SECRET,
        logLevel: 'silent',
        teams: [],
        slack: {
          botToken: slack.botToken,
          signingSecret: http ? slack.signingSecret : null,
          appToken: http ? null : slack.appToken,
          apiUrl: slack.apiUrl,
        },
      },
      {
        clock,
        byHand: true,
        log: createLogger((process.env.TOWN_LOG as 'silent') ?? 'silent'),
        ...options.overrides,
        ...overrides,
      },
    );
    if (http) slack.connect(`http://127.0.0.1:${running.port}/slack/events`);
    else await slack.socketConnected();
    return running;
  };
  let app = await launch();
  const settle = (): Promise<void> => comeToRest(app, slack, clock);
  return {
    dataDir,
    slack,
    clock,
    database,
    get app() {
      return app;
    },
    settle,
    at: async (date, time) => {
      clock.turnTo(instantAt(ZONE, date, time));
      await settle();
    },
    channel: (name) => slack.history(name).map((m) => readMessage(m)),
    direct: (userId) => slack.dm(userId).map((m) => readMessage(m)),
    lastDirect: (userId) => {
      const last = slack
        .dm(userId)
        .filter((m) => m.author === slack.botUserId)
        .at(-1);
      if (!last) throw new Error(`nothing was written to ${userId}`);
      return last;
    },
    restart: async (overrides = {}) => {
      await app.stop();
      app = await launch(overrides);
    },
    close: async () => {
      const beyond = beyondTheManifest(slack);
      await app.stop();
      await slack.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
      if (beyond.length > 0) throw new Error(`asked of Slack beyond the manifest: ${beyond.join(', ')}`);
    },
  };
}

/** Every story is held against the rights that an administrator grants. */
function beyondTheManifest(slack: SlackStandIn): string[] {
  const found = slack
    .calls()
    .filter((call) => call.error === 'missing_scope' || call.error === 'unknown_method')
    .map((call) => `${call.method} (${call.error})`);
  return [...new Set(found)];
}
