import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import type { Running } from '../../../src/main.ts';
import { copyTemplate, emptyDatabase, type TestDatabase } from '../database/test-server.ts';
import type { Asked } from './asked.ts';
import { type TurnedClock, turnedClock } from './clock.ts';
import { configOf } from './config.ts';
import { type Others, type Parts, startOthers } from './parts/parts.ts';
import { beyondTheManifest } from './parts/slack.ts';
import { openWeb } from './parts/web.ts';
import { type Processes, startProcesses } from './processes.ts';
import { personOf, personWith, readRegion } from './region.ts';
import { comeToRest } from './rest.ts';

/** Schakel as it runs, on a database of its own, with a clock that is turned by hand. */
interface Core extends Pick<Processes, 'restart' | 'second'> {
  /** The newest process; `restart` starts another in its place, `second` one that takes turns with it. */
  readonly app: Running;
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  readonly config: Config;
  /** Where browsers and platforms reach it, without a slash at the end. */
  readonly base: string;
  /** Turns the clock to a local time in the region and lets everything happen that is due by then. */
  at(date: string, time: string): Promise<void>;
  /** Lets everything happen that is due now, the time in which a platform's pace holds messages back included. */
  settle(): Promise<void>;
  /** Person id behind a key of the region file; with several regions, that of one. */
  person(key: string, region?: string): Promise<string>;
  /** Person id behind an account on a platform. */
  personWith(account: string): Promise<string>;
  /** Another region beside the first, or the first once more. */
  addRegion(file: string): Promise<void>;
  /** Ends all that was started. Rejects when the story asked of Slack what the manifest asks no right for. */
  stop(): Promise<void>;
}

type PartName = keyof Parts<string>;

/** A running Schakel with these parts; `T` are the names of its tenants. */
export type Schakel<P extends PartName = never, T extends string = string> = Core & Pick<Parts<T>, P>;

/** The parts that were surely asked for: one that a story may leave out is none. */
type PartsOf<A> = {
  [K in keyof A & PartName]-?: Record<never, never> extends Pick<A, K> ? never : K;
}[keyof A & PartName];
type TenantsOf<A> = A extends { readonly teams: infer T } ? Extract<keyof T, string> : never;

/** A part that nobody knows how to start cannot be asked for. */
type Known<A> = { readonly [K in Exclude<keyof A, keyof Asked>]: never };

const ZONE = 'Europe/Amsterdam';

/** Starts the real Schakel with the parts that a story asks for, and gives it these and no others. */
export async function startSchakel<const A extends Asked>(
  asked: A & Known<A>,
): Promise<Schakel<PartsOf<A>, TenantsOf<A>>> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const running: Core & Partial<Parts<string>> = await startAll(asked, ends, stop);
    return running as Schakel<PartsOf<A>, TenantsOf<A>>;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  asked: Asked,
  ends: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Core & Partial<Parts<string>>> {
  const clock = turnedClock(asked.start ?? '2027-03-11T08:00:00.000Z');
  const others = await startOthers(asked, clock, ends);
  const { database, dataDir } = await prepare(asked, others, clock, ends);
  const config = configOf(asked, others, { databaseUrl: database.url, dataDir });
  const log: string[] | undefined = asked.log && [];
  const processes = await startProcesses({ asked, others, config }, clock, log);
  ends.push(() => processes.stop());
  const core = coreOf({ clock, database, config }, others, processes, stop);
  const web = asked.web && openWeb(core);
  if (web) ends.push(web.close);
  return Object.assign(core, given({ ...others, web, log }));
}

/** A database and a folder, with what is in them before Schakel starts. */
async function prepare(
  asked: Asked,
  others: Others,
  clock: TurnedClock,
  ends: (() => Promise<void>)[],
): Promise<{ readonly database: TestDatabase; readonly dataDir: string }> {
  const database = await startDatabase(asked);
  ends.push(() => database.drop());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-story-'));
  ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  for (const file of filesOf(asked, others)) await readRegion(database, file, clock.now());
  await asked.earlier?.({ database, dataDir, slack: others.slack });
  return { database, dataDir };
}

function coreOf(
  here: Pick<Core, 'clock' | 'database' | 'config'>,
  others: Others,
  processes: Processes,
  stop: () => Promise<void>,
): Core {
  const { clock, database } = here;
  const settle = (): Promise<void> => settled(processes.newest, others, clock);
  return {
    ...here,
    get app() {
      return processes.newest;
    },
    get base() {
      return others.workspaces?.proxy.address ?? `http://127.0.0.1:${processes.newest.port}`;
    },
    settle,
    at: async (date, time) => {
      clock.turnTo(instantAt(ZONE, date, time));
      await settle();
    },
    person: (key, region) => personOf(database, key, region),
    personWith: (account) => personWith(database, account),
    addRegion: async (file) => {
      await readRegion(database, file, clock.now());
      await processes.newest.work.caughtUp();
    },
    restart: processes.restart,
    second: processes.second,
    stop: async () => {
      const beyond = others.slack ? beyondTheManifest(others.slack) : [];
      await stop();
      if (beyond.length > 0) throw new Error(`asked of Slack beyond the manifest: ${beyond.join(', ')}`);
    },
  };
}

function startDatabase({ database: asked = {} }: Asked): Promise<TestDatabase> {
  const adminUrl = asked.adminUrl ?? inject('adminUrl');
  return asked.isEmpty ? emptyDatabase(adminUrl) : copyTemplate(adminUrl);
}

function filesOf({ region = [] }: Asked, { teams = {} }: Others): readonly string[] {
  if (typeof region !== 'function') return [region].flat();
  const teamOf = (name: string): string => {
    const tenant = teams[name];
    if (!tenant) throw new Error(`no tenant is called ${name}`);
    return tenant.graph.team().id;
  };
  return [region(teamOf)];
}

/** The pace of a platform holds nothing back on the web and by letter. */
function settled(app: Running, { slack, workspaces, teams = {} }: Others, clock: TurnedClock): Promise<void> {
  const platforms = [slack, workspaces, ...Object.values(teams).map((tenant) => tenant.teams)].filter(
    (platform) => platform !== undefined,
  );
  if (platforms.length === 0) return app.work.settle();
  const all = async (): Promise<void> => {
    for (const platform of platforms) await platform.settled();
  };
  return comeToRest(app, { settled: all }, clock);
}

function given(
  parts: { readonly [K in keyof Parts<string>]: Parts<string>[K] | undefined },
): Partial<Parts<string>> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
