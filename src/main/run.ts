import { plainError } from './commands/plain-error.ts';
import type { Logger } from './log.ts';

interface Runnable {
  stop(): Promise<void>;
  /** Resolves when it must not go on; nothing more is finished then. */
  readonly replaced?: Promise<void>;
}

/** Work in progress gets this long. What was not finished is in the database, and is done at the next start. */
const DRAIN_MS = 10_000;

const REPLACED =
  'SCHAKEL_KEY: another process replaced the key of this database, so this one has ended. Nothing that was confirmed is lost. Start it with the new key.';

/**
 * Runs until somebody says stop. The first SIGTERM or SIGINT takes nothing new, finishes the request and the message
 * in progress and ends with 0; after ten seconds, or at a second signal, it ends at once with 1. A failing start is one
 * plain sentence on standard error. What nobody caught is logged without its words, which may hold what people typed.
 */
export async function run(launch: () => Promise<Runnable>, log: Logger): Promise<void> {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error, event }, 'Schakel ended by an error that nothing caught');
      process.exit(1);
    });
  }
  let running: Runnable | null = null;
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals > 1 || running === null) process.exit(1);
    log.info({ signal }, 'stopping: what is in progress is finished first');
    void drain(running, log).then((code) => process.exit(code));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
  try {
    running = await launch();
    void running.replaced?.then(() => {
      process.stderr.write(`${REPLACED}\n`);
      process.exit(1);
    });
  } catch (error) {
    process.stderr.write(`${plainError(error)}\n`);
    process.exit(1);
  }
}

async function drain(running: Runnable, log: Logger): Promise<0 | 1> {
  const late = new Promise<1>((done) => {
    setTimeout(() => {
      log.warn({}, 'stopped before everything was finished; it goes on at the next start');
      done(1);
    }, DRAIN_MS);
  });
  const ended = running.stop().then(
    () => 0 as const,
    (error: unknown) => {
      log.error({ err: error }, 'stopping went wrong');
      return 1 as const;
    },
  );
  const code = await Promise.race([ended, late]);
  if (code === 0) log.info({}, 'Schakel has stopped');
  return code;
}
