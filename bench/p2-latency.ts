import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startAnswering } from './answering.ts';
import { startChild } from './child.ts';
import { NOW, type SharedBench } from './growing.ts';
import type { Figure } from './measure.ts';
import { scratchFolder } from './place.ts';
import { AGREEMENTS_PER_CASE, SECRET, TEAM } from './population.ts';
import { channelOf, ownerOf } from './population-sql.ts';
import { type SlashCommand, sendCommand } from './signed.ts';

const EVERY_MS = 5;
/** P8 uses the first cases for its own commands. */
const FIRST_CASE = 2_000;
const LOOK_MS = 100;

/**
 * P2: how long people wait for the acknowledgement of a command while the daily round runs in the same process. Open
 * loop: 200 commands a second, each timed from the moment it should have been sent, so that a hiccup counts for all
 * who wait behind it.
 */
export async function p2({ say, quick, growing }: SharedBench): Promise<Figure[]> {
  const region = await growing();
  const size = quick ? 100_000 : 1_000_000;
  await region.grow(size / AGREEMENTS_PER_CASE);
  const due = await region.makeDue();
  const slack = await startAnswering();
  const dataDir = scratchFolder();
  const child = await startChild(
    ['bench/at.ts'],
    {
      DATABASE_URL: region.database.url,
      SCHAKEL_KEY: SECRET,
      SLACK_API_URL: slack.apiUrl,
      SCHAKEL_DATA: dataDir,
      BENCH_NOW: NOW,
    },
    { ...line(1), text: '99' },
    Date.parse(NOW) - Date.now(),
  );
  try {
    const closed = async (): Promise<boolean> =>
      (await region.database.pool.query('SELECT 1 FROM "round"')).rowCount === 1;
    const waits = await openLoop(child.port, closed);
    const sorted = waits.sort((a, b) => a - b);
    const at = (part: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
    say(
      `  ${waits.length} commands while a round over ${size} agreements (${due} due) ran: middle ${at(0.5).toFixed(1)}, p90 ${at(0.9).toFixed(1)}, p99 ${at(0.99).toFixed(1)}, longest ${at(1).toFixed(1)} ms`,
    );
    return [
      {
        id: 'P2',
        what: `p99 of the acknowledgement at 200/s while a round over ${size} agreements runs`,
        value: waits.length < 200 ? null : at(0.99),
        unit: 'ms',
        goal: { atMost: 50 },
      },
    ];
  } finally {
    await child.stop();
    await slack.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function line(caseNumber: number): SlashCommand {
  const [user, channel] = [ownerOf(caseNumber), channelOf(caseNumber)];
  return { team: TEAM, user, channel, command: '/klaar', text: '10' };
}

/** Sends until the round is closed. What was under way then is waited for, and counts. */
async function openLoop(port: number, isOver: () => Promise<boolean>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const waits: number[] = [];
  const under: Promise<void>[] = [];
  let over = false;
  const watch = (async () => {
    while (!(await isOver())) await wait(LOOK_MS);
    over = true;
  })();
  const begin = performance.now();
  for (let i = 0; !over; i++) {
    const intended = begin + i * EVERY_MS;
    const early = intended - performance.now();
    if (early > 1) await wait(early);
    under.push(
      sendCommand(port, agent, line(FIRST_CASE + i), Date.parse(NOW) - Date.now()).then((answer) => {
        if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
        waits.push(performance.now() - intended);
      }),
    );
  }
  await Promise.all([watch, ...under]);
  agent.destroy();
  return waits;
}
