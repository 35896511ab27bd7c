import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startSlackStandIn } from '../test/fakes/slack/index.ts';
import { BARE_BOLT, SCHAKEL, startChild } from './parts/child.ts';
import { type Bench, compare, type Figure } from './parts/measure.ts';
import { scratchFolder } from './parts/place.ts';

/** Somebody nobody knows asks: the answer comes from the database, and says so. */
const FIRST = { team: 'T0BENCH', user: 'U0BENCH', channel: 'C0BENCH', command: '/klaar', text: '1' };

/**
 * P6: from the start of the process to its first acknowledgement, with the embedded database already made but not
 * running, against bare Bolt without any database.
 */
export async function p6({ say }: Bench): Promise<Figure[]> {
  const dataDir = scratchFolder();
  const slack = await startSlackStandIn({ users: [], teamId: FIRST.team, now: Date.now, pace: false });
  const once = (args: readonly string[], env: Readonly<Record<string, string>>) => async () => {
    const child = await startChild(args, env, FIRST);
    await child.stop();
    return child.startedIn;
  };
  const env = {
    SCHAKEL_DATA: dataDir,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    HOME: tmpdir(),
  };
  const ours = once(SCHAKEL, env);
  const base = once(BARE_BOLT, {});
  try {
    say(`  the first start, which makes the database: ${(await ours()).toFixed(0)} ms`);
    await base();
    const found = await compare({ ours, base, unit: 'ms', say });
    return [
      {
        id: 'P6',
        what: 'start to first acknowledgement, against bare Bolt',
        value: found?.ratio ?? null,
        unit: '×',
        goal: { atMost: 3 },
      },
      {
        id: 'P6.seconds',
        what: 'start to first acknowledgement',
        value: found ? found.ours / 1000 : null,
        unit: 's',
        goal: { atMost: 3 },
      },
    ];
  } finally {
    await slack.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
