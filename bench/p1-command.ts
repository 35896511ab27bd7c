import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { startAnswering } from './parts/answering.ts';
import { BARE_BOLT, type Child, SCHAKEL, startChild } from './parts/child.ts';
import { type Bench, compare, type Figure, timed } from './parts/measure.ts';
import { openPlace, scratchFolder } from './parts/place.ts';
import { OPEN_NUMBERS, type Population, populate, SECRET, TEAM } from './parts/population.ts';
import { channelOf, ownerOf } from './parts/population-sql.ts';
import { type SlashCommand, sendCommand } from './parts/signed.ts';

/** Requests under way at any moment, each on a connection that stays open. */
const AT_ONCE = 16;
const MOST_MEASUREMENTS = 22;

/**
 * P1: `/klaar` over signed HTTP, each on another agreement and each a change that is committed, in requests per second
 * of a closed loop; against bare Bolt that commits one row. Schakel runs whole: it delivers what it enqueues meanwhile.
 */
export async function p1({ say, quick }: Bench): Promise<Figure[]> {
  const cases = quick ? 40 : 150;
  const place = await openPlace();
  const slack = await startAnswering();
  const dataDir = scratchFolder();
  const children: Child[] = [];
  try {
    const database = await place.open('p1');
    await database.pool.query(
      'CREATE TABLE "bare" ("id" TEXT PRIMARY KEY, "at" TIMESTAMPTZ NOT NULL, "text" TEXT)',
    );
    const population = await populate(database, new Date().toISOString().slice(0, 10));
    await population.grow(cases * MOST_MEASUREMENTS + 1);
    const env = {
      DATABASE_URL: database.url,
      SCHAKEL_KEY: SECRET,
      SLACK_API_URL: slack.apiUrl,
      SCHAKEL_DATA: dataDir,
    };
    const first = { ...line(1, 0), command: '/klaar', text: '99' };
    const bare = await startChild(BARE_BOLT, env, first);
    children.push(bare);
    const schakel = await startChild(SCHAKEL, env, first);
    children.push(schakel);
    let next = 2;
    const take = (): SlashCommand[] => {
      const from = next;
      next += cases;
      return OPEN_NUMBERS.flatMap((n) => Array.from({ length: cases }, (_, i) => line(from + i, n)));
    };
    const ours = async (): Promise<number> => {
      const lines = take();
      const before = await reported(population);
      const rate = await closedLoop(schakel.port, lines);
      const changed = (await reported(population)) - before;
      if (changed !== lines.length)
        throw new Error(`${changed} of ${lines.length} commands changed something`);
      return rate;
    };
    const base = (): Promise<number> => closedLoop(bare.port, bareLines(cases * OPEN_NUMBERS.length));
    say(`  warming up: ${(await ours()).toFixed(0)} and ${(await base()).toFixed(0)} per second`);
    const found = await compare({ ours, base, unit: 'requests/s', say });
    return [
      {
        id: 'P1',
        what: '/klaar over signed HTTP, committed, against bare Bolt with one committed INSERT',
        value: found?.ratio ?? null,
        unit: '×',
        goal: { atLeast: 0.35 },
      },
    ];
  } finally {
    for (const child of children) await child.stop();
    await slack.close();
    await place.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function line(caseNumber: number, agreement: number): SlashCommand {
  const [user, channel] = [ownerOf(caseNumber), channelOf(caseNumber)];
  return { team: TEAM, user, channel, command: '/klaar', text: String(agreement) };
}

function bareLines(count: number): SlashCommand[] {
  return Array.from({ length: count }, (_, i) => line(i, 7));
}

async function reported({ database }: Population): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*) FROM "agreement" WHERE "status" = 'reported_done'`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Acknowledgements per second. Throws when one is not an acknowledgement. */
async function closedLoop(port: number, lines: readonly SlashCommand[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let next = 0;
  const person = async (): Promise<void> => {
    for (let mine = lines[next++]; mine; mine = lines[next++]) {
      const answer = await sendCommand(port, agent, mine);
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    }
  };
  const ms = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, person)));
  agent.destroy();
  return (lines.length * 1000) / ms;
}
