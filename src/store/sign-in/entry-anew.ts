import type pg from 'pg';
import { readEmail, readPhone } from '../../domain/contact-details.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Reach } from '../../ports/entry.ts';
import { resealChanges } from '../people/own-addresses.ts';
import { type EntrySeal, REACH } from '../sealing/entry-seal.ts';
import { openedOrNot } from '../sealing/seal.ts';
import { resealLabels } from '../web/own-pages.ts';

/** How people are reached, and will be when what waits holds. */
const TABLES = ['reach', 'newAddress'] as const;

/**
 * Addresses and numbers that were kept before they were read as they are now, as somebody will type them: they are sealed,
 * and found by what only this program can compute, so no migration could do it. What cannot be read stays as it is.
 */
export function rereadReach(pool: pg.Pool, keep: EntrySeal): Promise<number> {
  return writeAnew(pool, keep, (sealed) => {
    const old = openedOrNot(keep.seal, sealed, REACH) as Reach | undefined;
    if (old === undefined) return null;
    const [email, phone] = [
      old.email && (readEmail(old.email) ?? old.email),
      old.phone && (readPhone(old.phone) ?? old.phone),
    ];
    return email === old.email && phone === old.phone ? null : { ...old, email, phone };
  });
}

/**
 * Seals with the key of now what an older one sealed, so that the older one can be thrown away. What cannot be read stays
 * as it is: one row must keep nobody from starting.
 */
export async function resealEntry(pool: pg.Pool, keep: EntrySeal): Promise<number> {
  const reaches = await writeAnew(pool, keep, (sealed) =>
    keep.seal.isCurrent(sealed)
      ? null
      : ((openedOrNot(keep.seal, sealed, REACH) as Reach | undefined) ?? null),
  );
  const { rows: factors } = await pool.query<{ id: Uuid; sealed: string }>(
    'SELECT "id", "sealed" FROM "factor"',
  );
  const oldFactors = factors.filter((row) => !keep.seal.isCurrent(row.sealed));
  for (const { id, sealed } of oldFactors) {
    const factor = openedOrNot(keep.seal, sealed, ['factor', id]);
    if (factor === undefined) continue;
    const again = keep.seal.seal(factor, ['factor', id]);
    await pool.query('UPDATE "factor" SET "sealed" = $3 WHERE "id" = $1 AND "sealed" = $2', [
      id,
      sealed,
      again,
    ]);
  }
  const others = [await resealLabels(pool, keep.seal), await resealChanges(pool, keep.seal)];
  return others.reduce((sum, one) => sum + one, reaches + oldFactors.length);
}

/**
 * `anew` says what is to stand there; null: it stays. What somebody changes meanwhile stays theirs, and an address by
 * which nobody is to be found stays so.
 */
async function writeAnew(
  pool: pg.Pool,
  keep: EntrySeal,
  anew: (sealed: string) => Reach | null,
): Promise<number> {
  let written = 0;
  for (const table of TABLES) {
    const { rows } = await pool.query<{ personId: Uuid; sealed: string }>(
      `SELECT "personId", "sealed" FROM "${table}" WHERE "sealed" IS NOT NULL`,
    );
    for (const { personId, sealed } of rows) {
      const reach = anew(sealed);
      if (reach === null) continue;
      const now = keep.reach(personId, reach, 'none');
      const { rowCount } = await pool.query(
        `UPDATE "${table}"
         SET
           "sealed" = $3,
           "emailLookup" = CASE WHEN "emailLookup" IS NOT NULL THEN $4 END,
           "phoneLookup" = CASE WHEN "phoneLookup" IS NOT NULL THEN $5 END
         WHERE "personId" = $1
           AND "sealed" = $2`,
        [personId, sealed, now.sealed, now.emailLookup, now.phoneLookup],
      );
      written += rowCount ?? 0;
    }
  }
  return written;
}
