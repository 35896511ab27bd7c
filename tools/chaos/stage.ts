import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseRegionFile } from '../../src/config/region/region-file.ts';
import { auditKeys } from '../../src/store/audit/audit.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { type SlackStandIn, startSlackStandIn } from '../../test/fakes/slack/index.ts';
import { copyTemplate, type TestDatabase } from '../../test/support/database/test-server.ts';
import { regionFile, TEAM, type Trio, trios, usersOf } from './people.ts';
import type { ChildSettings, Planted } from './settings.ts';

/** A Thursday morning, within contact hours for hours to come. */
const START = '2027-03-11T09:00:00.000Z';
const PACE_FACTOR = 10;
/** Once a minute, at the pace of this test. */
const LIMITED_HISTORY_MS = 60_000 / PACE_FACTOR;

/** The world around the process: a database, a local Slack, a region and its people. */
export interface Stage {
  readonly slack: SlackStandIn;
  readonly database: TestDatabase;
  readonly people: readonly Trio[];
  readonly settings: Omit<ChildSettings, 'kill'>;
  now(): Date;
  close(): Promise<void>;
}

export async function openStage(
  adminUrl: string,
  cases: number,
  { planted, limited }: { readonly planted: Planted | null; readonly limited: boolean },
): Promise<Stage> {
  const aheadMs = Date.parse(START) - Date.now();
  const now = (): Date => new Date(Date.now() + aheadMs);
  const people = trios(cases);
  // The pace is Schakel's own, made faster; here Slack does not count along, and its 429s come as faults.
  const slack = await startSlackStandIn({
    users: usersOf(people),
    teamId: TEAM,
    now: () => now().getTime(),
    pace: false,
    ...(limited ? { limitedHistoryMs: LIMITED_HISTORY_MS } : {}),
  });
  const database = await copyTemplate(adminUrl);
  const parsed = parseRegionFile(regionFile(people));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const key = randomBytes(32).toString('hex');
  await importRegion(database.database, auditKeys(key), parsed.region, now().toISOString());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-chaos-'));
  const { apiUrl, botToken, signingSecret } = slack;
  return {
    slack,
    database,
    people,
    now,
    settings: {
      databaseUrl: database.url,
      dataDir,
      key,
      apiUrl,
      botToken,
      signingSecret,
      aheadMs,
      paceFactor: PACE_FACTOR,
      planted,
    },
    close: async () => {
      await slack.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Looks again and again until it is so; says what was waited for when it never is. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  ms = 60_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${ms / 1000} s in vain: ${what}`);
    await wait(60);
  }
}
