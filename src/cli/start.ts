import { plainError } from '../main/commands/plain-error.ts';
import { configFromEnvironment } from '../main/environment.ts';
import { createLogger } from '../main/log.ts';
import { run } from '../main/run.ts';

/** `schakel start`: until a signal. A wrong environment is told before anything else is loaded. */
export async function start(): Promise<void> {
  const config = readable();
  if (config === null) return;
  const log = createLogger(config.logLevel);
  await run(async () => {
    const running = await (await import('../main.ts')).start(config, { log });
    const ready = `Schakel runs on http://localhost:${running.port} (health: /health/ready). Stop with Ctrl-C.`;
    process.stderr.write(`${['', ready, ...(await running.startLinks()), ''].join('\n')}\n`);
    return running;
  }, log);
}

function readable(): ReturnType<typeof configFromEnvironment> | null {
  try {
    return configFromEnvironment();
  } catch (error) {
    process.stderr.write(`${plainError(error)}\n`);
    process.exitCode = 1;
    return null;
  }
}
