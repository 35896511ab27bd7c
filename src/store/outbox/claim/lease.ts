import type pg from 'pg';
import type { Outbox } from '../../../ports/outbox.ts';

/**
 * Nobody holds the line. A lease is counted by the clock of the database: two processes whose own clocks differ would take
 * each other's for over, and send the same message twice.
 */
export const FREE = '("leasedUntil" IS NULL OR "leasedUntil" <= now())';

/** The leases of a process: how long they last, and how those of one that is gone are given back. */
export function leasesOf(pool: pg.Pool): Pick<Outbox, 'renew' | 'release'> {
  return {
    async renew(worker, leaseMs) {
      await pool.query({
        name: 'renew',
        text: `
          UPDATE "conversation"
          SET "leasedUntil" = now() + $2 * interval '1 ms'
          WHERE "leasedBy" = $1
            AND "nextAt" IS NOT NULL`,
        values: [worker, leaseMs],
      });
    },
    async release(isGone) {
      const { rows } = await pool.query<{ worker: string }>(
        `SELECT DISTINCT "leasedBy" AS "worker"
         FROM "conversation"
         WHERE "leasedBy" IS NOT NULL
           AND "nextAt" IS NOT NULL`,
      );
      const gone = rows.map((r) => r.worker).filter(isGone);
      if (gone.length === 0) return;
      await pool.query(
        `UPDATE "conversation"
         SET
           "leasedBy" = NULL,
           "leasedUntil" = NULL
         WHERE "leasedBy" = ANY ($1)
           AND "nextAt" IS NOT NULL`,
        [gone],
      );
    },
  };
}
