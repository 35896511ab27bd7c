import type pg from 'pg';

/** Between two announcements: too short to be noticed, long enough that a busy hour is not spent announcing. */
const GAP_MS = 20;

/**
 * Tells every process that messages wait. Not inside the commit itself: PostgreSQL lets one notifying transaction
 * commit at a time, and waits for the disk meanwhile. An announcement that is lost is made up for by the schedule.
 */
export function createAnnouncer(pool: pg.Pool): () => void {
  let asked = false;
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (asked) {
      asked = false;
      await pool.query(`SELECT pg_notify('schakel_outbox', '')`).catch(() => undefined);
      await new Promise((done) => setTimeout(done, GAP_MS).unref());
    }
    working = false;
  };
  return () => {
    asked = true;
    if (!working) void work();
  };
}
