import { configFromEnvironment } from '../main/environment.ts';
import { start } from '../main.ts';

/** How long a request or a send in progress may take to end after a signal. */
const DRAIN_MS = 10_000;

/** Starts Schakel and stays until a signal; then takes nothing new, finishes what is in progress, and ends. */
export async function run(): Promise<void> {
  const config = configFromEnvironment();
  const running = await start(config);
  process.stdout.write(
    `Schakel runs on http://localhost:${running.port} (health: /health/ready). Stop with Ctrl-C.\n`,
  );
  if (config.slack === null) process.stdout.write('Slack is not connected yet. See README.md, "Connecting a Slack workspace".\n');
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
