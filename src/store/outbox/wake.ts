import pg from 'pg';

export interface Listener {
  /** Resolves when all that was announced by now has been heard; at once where there is no connection. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** After a lost connection, how long until the next try. */
const RETRY_MS = 1_000;

/**
 * Hears what other processes announce: new messages (`schakel_outbox`) and changed regions (`schakel_region`). Only a
 * wake-up: nothing depends on it, and on every (re)connection both are announced once, for what was missed.
 */
export function listen(url: string, on: { outbox: () => void; region: () => void }): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (!stopped && timer === undefined) timer = setTimeout(connect, RETRY_MS);
  };
  const connect = (): void => {
    timer = undefined;
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    client = next;
    next.on('error', again);
    next.on('end', again);
    next.on('notification', ({ channel }) => (channel === 'schakel_region' ? on.region() : on.outbox()));
    next
      .connect()
      .then(() => next.query('LISTEN schakel_outbox; LISTEN schakel_region'))
      .then(() => {
        on.region();
        on.outbox();
      })
      .catch(again);
  };
  connect();
  return {
    // The server sends what was announced before it says that a query is done.
    caughtUp: async () => void (await client?.query('SELECT 1').catch(() => undefined)),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
