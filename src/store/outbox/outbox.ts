import type pg from 'pg';
import type { Instant } from '../../domain/vocabulary.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { claimRows } from './claim/claim.ts';
import { leasesOf } from './claim/lease.ts';
import { readRows } from './claim/read-rows.ts';
import { clockOf } from './clock-went-back.ts';
import { pacesOf } from './pace.ts';
import { neverRead, recordOutcomes } from './record.ts';
import { troublesOf } from './troubles.ts';
import { NEXT_UNSAID, unsaidOf } from './unsaid.ts';

/** The outbox, put together from its subjects. */
export function createOutbox(pool: pg.Pool): Outbox {
  const record = recordOutcomes(pool);
  return {
    ...leasesOf(pool),
    ...pacesOf(pool),
    ...unsaidOf(pool),
    ...clockOf(pool),
    ...troublesOf(pool),
    record,
    async claim(worker, now, leaseMs, limit, unreadable) {
      const { read, failed } = readRows(await claimRows(pool, { worker, now, leaseMs, limit }));
      if (failed.length > 0) await record(worker, now, failed.map(neverRead));
      for (const { row, why } of failed) unreadable?.(row.id, why);
      return read;
    },
    async nextAt(now) {
      // The rest of a lease, by the database, is added to the product's time.
      const { rows } = await pool.query<{ at: Instant | null }>(
        `SELECT LEAST((
           SELECT min(GREATEST(
             "nextAt",
             "freeAt",
             $1::timestamptz + GREATEST("leasedUntil" - now(), interval '0')
           ))
           FROM "conversation"
           WHERE "nextAt" IS NOT NULL
         ), ${NEXT_UNSAID}) AS "at"`,
        [now],
      );
      return rows[0]?.at ?? null;
    },
  };
}
