import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { klaar, type MeasuredWay, slackWay, teamsWay } from './p2-ways.ts';
import { startAnswering } from './parts/answering.ts';
import { startChild } from './parts/child.ts';
import { type Growing, NUDGE_AT, type SharedBench } from './parts/growing.ts';
import type { Figure } from './parts/measure.ts';
import { scratchFolder } from './parts/place.ts';
import { AGREEMENTS_PER_CASE, SECRET } from './parts/population.ts';
import { LostOnKept } from './parts/signed.ts';

const EVERY_MS = 5;
const LOOK_MS = 100;
/** The number of tries of one command, on connections that were kept. */
const TRIES = 3;
/** The jobs are woken at every whole minute. */
const MINUTE_MS = 60_000;
/** The time to start, and to close the round in which nothing is due yet. */
const START_MS = 15_000;
/** Commands of the beginning are not counted: nobody starts Schakel every morning at half past eight. */
const WARM_UP_MS = 3_000;

/**
 * P2: how long people wait for the acknowledgement of a command while the daily round runs in the same process. Open
 * loop: 200 commands a second, each timed from the moment it should have been sent, so that a hiccup counts for all
 * who wait behind it. Once through Slack's door, and once through Teams', whose tokens are checked. The round begins in
 * a process that has been answering for some seconds, when its clock comes to the time of the nudges.
 */
export async function p2({ say, quick, growing }: SharedBench): Promise<Figure[]> {
  const region = await growing();
  const size = quick ? 100_000 : 1_000_000;
  await region.grow(size / AGREEMENTS_PER_CASE);
  const answering = await startAnswering();
  const figures: Figure[] = [];
  try {
    for (const open of [slackWay, () => teamsWay(region, answering.apiUrl)]) {
      const way = await open();
      figures.push(await measured(region, way, answering.apiUrl, size, say).finally(() => way.close()));
    }
  } finally {
    await answering.close();
  }
  return figures;
}

async function measured(
  region: Growing,
  way: MeasuredWay,
  apiUrl: string,
  size: number,
  say: SharedBench['say'],
): Promise<Figure> {
  const due = await region.makeDue();
  const dataDir = scratchFolder();
  const begins = (Math.floor((Date.now() + START_MS + WARM_UP_MS) / MINUTE_MS) + 1) * MINUTE_MS;
  const ahead = Date.parse(NUDGE_AT) + 1 - begins;
  const env = {
    DATABASE_URL: region.database.url,
    SCHAKEL_KEY: SECRET,
    SLACK_API_URL: apiUrl,
    SCHAKEL_DATA: dataDir,
    BENCH_AHEAD: String(ahead),
    ...way.env,
  };
  const child = await startChild(['bench/parts/at.ts'], env, klaar(1, '99'), ahead);
  try {
    const closed = async (): Promise<boolean> =>
      (await region.database.pool.query('SELECT 1 FROM "round"')).rowCount === 1;
    await wait(begins - WARM_UP_MS - Date.now());
    const { sent, again } = await openLoop(child.port, way, closed, ahead);
    const waits = sent.filter(({ at }) => at >= begins).map(({ ms }) => ms);
    const done = await reported(region, way, sent.length);
    if (done !== sent.length) throw new Error(`${sent.length} were acknowledged, and ${done} were done`);
    if (again > 0)
      say(`  ${way.name}: ${again} commands were sent again, because a connection that was kept was closed`);
    const sorted = waits.sort((a, b) => a - b);
    const at = (part: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
    say(
      `  ${way.name}: ${waits.length} commands while a round over ${size} agreements (${due} due) ran: middle ${at(0.5).toFixed(1)}, p90 ${at(0.9).toFixed(1)}, p99 ${at(0.99).toFixed(1)}, longest ${at(1).toFixed(1)} ms`,
    );
    return {
      id: `P2.${way.name}`,
      what: `p99 of the acknowledgement at 200/s through the door of ${way.name} while a round over ${size} agreements runs`,
      value: waits.length < 200 ? null : at(0.99),
      unit: 'ms',
      goal: { atMost: 50 },
    };
  } finally {
    await child.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How many of these cases have the tenth agreement reported done: what was acknowledged must be there. */
async function reported({ database }: Growing, { first }: MeasuredWay, count: number): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    `SELECT count(*)::int AS "n"
     FROM generate_series($1::bigint, $2::bigint) i
     JOIN "agreement" a ON a."id" = bench_id(4, i * 10 + 10)
     WHERE a."reportedDoneById" IS NOT NULL`,
    [first, first + count - 1],
  );
  return rows[0]?.n ?? 0;
}

/** Tries again as any client does; retries are counted, and the wait runs on from when it should have been sent. */
async function sentAtLast(send: () => Promise<void>, lost: () => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof LostOnKept) || tries === TRIES) throw error;
      lost();
    }
  }
}

/** Sends until the round is closed. What was under way then is waited for, and counts. `at` is when it should have been sent. */
async function openLoop(
  port: number,
  way: MeasuredWay,
  isOver: () => Promise<boolean>,
  ahead: number,
): Promise<{ sent: { at: number; ms: number }[]; again: number }> {
  const agent = new Agent({ keepAlive: true });
  const waits: { at: number; ms: number }[] = [];
  const under: Promise<void>[] = [];
  let over = false;
  let again = 0;
  const lost = (): void => {
    again += 1;
  };
  let failed: unknown = null;
  const watch = (async () => {
    while (!over && !(await isOver())) await wait(LOOK_MS);
    over = true;
  })();
  const [begin, beginAt] = [performance.now(), Date.now()];
  for (let i = 0; !over; i++) {
    const intended = begin + i * EVERY_MS;
    const early = intended - performance.now();
    if (early > 1) await wait(early);
    const answered = (): void =>
      void waits.push({ at: beginAt + i * EVERY_MS, ms: performance.now() - intended });
    const refused = (error: unknown): void => {
      failed ??= error;
      over = true;
    };
    const send = (): Promise<void> => way.send(port, agent, way.first + i, ahead);
    under.push(sentAtLast(send, lost).then(answered, refused));
  }
  await Promise.all([watch, ...under]);
  agent.destroy();
  if (failed) throw failed;
  return { sent: waits, again };
}
