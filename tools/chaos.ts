import { parseArgs } from 'node:util';
import { startTestServer } from '../test/support/database/test-server.ts';
import { problemsOf, report } from './chaos/report.ts';
import { type Run, runOnce } from './chaos/run.ts';
import type { Planted } from './chaos/settings.ts';

/**
 * Schakel, killed without warning again and again while people work with it: `npm run chaos -- --kills 200`. Nothing
 * that was acknowledged may be lost, and nothing may be said twice. `--seed` repeats a plan. `--without-look-up` and
 * `--ack-first` plant a bug, and then the run must fail; `--prove` does a good run and both of those. `--limited`
 * is a Slack that reads back once a minute: then what is sent again unseen is counted, and nothing else may be twice.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'without-look-up': { type: 'boolean', default: false },
    'ack-first': { type: 'boolean', default: false },
    limited: { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  process.stderr.write('Use whole numbers: npm run chaos -- --kills 200 --seed 1\n');
  process.exit(2);
}
const out = (line: string): void => void process.stdout.write(`${line}\n`);
const server = await startTestServer();

async function one(planted: Planted | null): Promise<Run> {
  out(
    `${planted ? `Planted: ${planted}. ` : ''}${kills} kills, seed ${seed}${values.limited ? ', Slack reads back once a minute' : ''}`,
  );
  const onKill = (count: number): void => {
    if (count % 25 === 0) out(`  ${count} kills`);
  };
  const run = await runOnce(server.adminUrl, { kills, seed, planted, limited: values.limited, onKill });
  for (const line of report(run)) out(line);
  return run;
}

/** The sentence of the verdict, and whether it is good. */
async function verdict(): Promise<{ good: boolean; says: string }> {
  const planted = values['without-look-up'] ? 'without-look-up' : values['ack-first'] ? 'ack-first' : null;
  const run = await one(values.prove ? null : planted);
  const problems = problemsOf(run);
  if (problems.length > 0) return { good: false, says: `NOT GOOD: ${problems.join('; ')}` };
  if (!values.prove)
    return { good: true, says: `GOOD: nothing acknowledged was lost, nothing was said twice${counted(run)}` };
  const doubled = (await one('without-look-up')).findings.doubled.length;
  const lost = (await one('ack-first')).findings.lost.length;
  const good = doubled > 0 && lost > 0;
  const says = `without the look-up ${doubled} were said twice, with "yes" before the commit ${lost} were lost`;
  return { good, says: good ? `GOOD, and the test sees it when it is not: ${says}` : `NOT PROVED: ${says}` };
}

function counted({ findings: { unseen } }: Run): string {
  return unseen > 0 ? ` but what was sent again unseen, ${unseen} times` : '';
}

try {
  const { good, says } = await verdict();
  out(says);
  process.exitCode = good ? 0 : 1;
} catch (error) {
  out(`NOT GOOD: the run did not reach its end: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
} finally {
  await server.stop();
}
