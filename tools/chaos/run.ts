import { setTimeout as wait } from 'node:timers/promises';
import { openCases } from './cases.ts';
import { chanceOf } from './chance.ts';
import { startTrouble } from './faults.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { type Load, startLoad } from './load.ts';
import { planOf } from './plan.ts';
import type { Planted } from './settings.ts';
import { openStage, type Stage, until } from './stage.ts';
import { type Findings, verify } from './verify.ts';

const CASES = 8;
/** How long the last process has to send what is left. */
const DRAIN_MS = 120_000;

const REDELIVERY_MS = 500;

export interface Run {
  readonly kills: ReadonlyMap<string, number>;
  readonly acknowledged: number;
  readonly tries: Load['tries'];
  readonly faults: number;
  readonly listening: readonly number[];
  readonly answering: readonly number[];
  readonly drainMs: number;
  readonly seconds: number;
  readonly crashes: readonly string[];
  readonly findings: Findings;
}

export interface RunOptions {
  readonly kills: number;
  readonly seed: number;
  readonly planted: Planted | null;
  /** Slack reads back as seldom as it does to an app outside its Marketplace. */
  readonly limited: boolean;
  readonly onKill: (count: number) => void;
}

/** One run on a stage of its own: set up in peace, killed under load, left to finish, and then read back. */
export async function runOnce(adminUrl: string, options: RunOptions): Promise<Run> {
  const started = Date.now();
  const stage = await openStage(adminUrl, CASES, options);
  const keeper = createKeeper(stage.settings, (port) => connect(stage, port), options.onKill);
  let load: Load | undefined;
  const endAgain = startRedelivery(stage);
  try {
    await keeper.begin();
    const cases = await openCases(stage);
    await settled(stage);
    const chance = chanceOf(options.seed);
    load = startLoad(stage, cases, chanceOf(options.seed + 1), () => keeper.answered());
    const trouble = startTrouble(stage.slack, chanceOf(options.seed + 2));
    await Promise.race([keeper.carryOut(planOf(options.kills, chance)), load.broken]);
    const faults = trouble.end();
    await load.finish();
    const drainMs = await settled(stage);
    return await outcome(stage, keeper, load, { faults, drainMs, seconds: (Date.now() - started) / 1000 });
  } finally {
    load?.leave();
    endAgain();
    await keeper.stop();
    await stage.close();
  }
}

async function outcome(
  stage: Stage,
  keeper: Keeper,
  load: Load,
  figures: Pick<Run, 'faults' | 'drainMs' | 'seconds'>,
): Promise<Run> {
  const { kills, listening, answering, crashes } = keeper;
  const findings = await verify(stage, load.acknowledged);
  const acknowledged = load.acknowledged.length;
  return { ...figures, kills, listening, answering, crashes, acknowledged, tries: load.tries, findings };
}

function connect(stage: Stage, port: number): void {
  stage.slack.connect(`http://127.0.0.1:${port}/slack/events`);
}

/** Slack sends again, in time, each event that nobody acknowledged. */
function startRedelivery(stage: Stage): () => void {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const next = async (): Promise<void> => {
    await stage.slack.retryDue().catch(() => undefined);
    if (!over) timer = setTimeout(() => void next(), REDELIVERY_MS);
  };
  void next();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** Waits until nothing is left to send, or gives up: what is left is then found. Returns how long it took. */
async function settled(stage: Stage): Promise<number> {
  const started = Date.now();
  const waiting = async (): Promise<boolean> => {
    const { rows } = await stage.database.database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS "count" FROM "message" WHERE "state" = 'pending'`,
    );
    return rows[0]?.count !== 0;
  };
  await until('everything is sent', async () => !(await waiting()), DRAIN_MS).catch(() => undefined);
  await wait(300);
  return Date.now() - started;
}
