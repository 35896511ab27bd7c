import { configFromEnvironment } from '../main/environment.ts';
import { createLogger } from '../main/log.ts';
import { run } from '../main/run.ts';

/** `schakel start`: until a signal. A wrong environment is told before anything is loaded. */
export async function start(): Promise<void> {
  const level = process.env.LOG_LEVEL === 'silent' ? 'silent' : 'info';
  await run(async () => {
    const config = configFromEnvironment();
    const main = await import('../main.ts');
    const running = await main.start(config);
    const slack =
      config.slack === null
        ? ['Slack is not connected yet: see README.md, "Connecting a Slack workspace".']
        : [];
    const ready = `Schakel runs on http://localhost:${running.port} (health: /health/ready). Stop with Ctrl-C.`;
    process.stderr.write(`${[ready, ...slack].join('\n')}\n`);
    return running;
  }, createLogger(level));
}
