import type { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../../src/app/request-context.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { codeOf, failureOf } from '../errors.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** Closing politely takes the other side; it is not waited for longer than this. */
const CLOSE_MS = 2_000;

/** A connection that is kept: opened again whenever it drops. */
export interface Socket {
  connected(): boolean;
  /** Resolves after the first try, whether or not it succeeded. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps a Socket Mode connection. The client's own way of reconnecting gives up on a 503 and ends the process on a
 * refused token, so it is switched off: after a drop the next try is at once, then ever later, and never stops.
 */
export function createSocket(client: SocketModeClient, clock: Clock, log: Log): Socket {
  const stopping = new AbortController();
  let isConnected = false;

  const connectOnce = async (tried: () => void): Promise<void> => {
    const drop = Promise.withResolvers<void>();
    client.on('disconnected', drop.resolve);
    try {
      await client.start();
      isConnected = true;
      log.info({}, 'connected to Slack');
      tried();
      await drop.promise;
    } finally {
      isConnected = false;
      client.off('disconnected', drop.resolve);
    }
  };

  const keep = async (tried: () => void): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await connectOnce(tried);
        failures = 0;
      } catch (error) {
        failures += 1;
        explain(log, error);
        tried();
        await clock.sleep(waitAfter(failures), stopping.signal).catch(() => undefined);
      }
    }
  };

  return {
    connected: () => isConnected,
    open: () =>
      new Promise((tried) => {
        void keep(tried);
      }),
    close: async () => {
      stopping.abort();
      if (isConnected) await Promise.race([client.disconnect(), after(CLOSE_MS)]);
      isConnected = false;
    },
  };
}

function waitAfter(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
}

/** A refused token stays refused until somebody does something: they hear what. */
function explain(log: Log, error: unknown): void {
  const code = codeOf(error);
  if (code === '') {
    log.warn({ cause: failureOf(error).cause }, 'Slack could not be reached; trying again');
  } else {
    log.error(
      { cause: code },
      'Slack refuses the app-level token: make a new one with connections:write and set SLACK_APP_TOKEN',
    );
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
