import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { EntryBook, Factor } from '../../ports/entry.ts';
import { iso } from '../cases/load.ts';
import type { EntrySeal } from '../sealing/entry-seal.ts';

const FACTOR = `"id", "kind", "credentialId", "sealed", "counter", ${iso('"createdAt"')} AS "createdAt"`;

type FactorRow = Omit<Factor, 'secret' | 'counter'> & { readonly sealed: string; readonly counter: string };

type FactorMethods =
  | 'factors'
  | 'waitingApp'
  | 'addFactor'
  | 'confirmFactor'
  | 'moveCounter'
  | 'removeFactor'
  | 'keepChallenge'
  | 'takeChallenge';

/** The second factors of people: an app or a passkey, its secret sealed. */
export function factorsOf(pool: pg.Pool, keep: EntrySeal): Pick<EntryBook, FactorMethods> {
  const changed = async (text: string, values: unknown[]): Promise<boolean> =>
    ((await pool.query(text, values)).rowCount ?? 0) > 0;
  const factorOf = ({ sealed, counter, ...row }: FactorRow): Factor => ({
    ...row,
    counter: Number(counter),
    secret: keep.seal.open(sealed, ['factor', row.id]),
  });
  const factorsWhere = async (where: string, values: unknown[]): Promise<Factor[]> =>
    (
      await pool.query<FactorRow>(
        `SELECT ${FACTOR} FROM "factor" WHERE ${where} ORDER BY "createdAt"`,
        values,
      )
    ).rows.map(factorOf);
  return {
    factors: (personId) => factorsWhere('"personId" = $1 AND "confirmedAt" IS NOT NULL', [personId]),
    waitingApp: async (personId) =>
      (await factorsWhere(`"personId" = $1 AND "confirmedAt" IS NULL AND "kind" = 'totp'`, [personId]))[0] ??
      null,
    addFactor: async (personId, { kind, secret, credentialId, counter, confirmed }, now) => {
      const id = randomUUID();
      await pool.query('DELETE FROM "factor" WHERE "personId" = $1 AND "confirmedAt" IS NULL', [personId]);
      await pool.query(
        `INSERT INTO "factor" (
           "id",
           "personId",
           "kind",
           "credentialId",
           "sealed",
           "counter",
           "createdAt",
           "confirmedAt"
         )
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          personId,
          kind,
          credentialId,
          keep.seal.seal(secret, ['factor', id]),
          counter,
          now,
          confirmed ? now : null,
        ],
      );
      return id;
    },
    confirmFactor: async (id, counter, now) => {
      await changed('UPDATE "factor" SET "confirmedAt" = $3, "counter" = $2 WHERE "id" = $1', [
        id,
        counter,
        now,
      ]);
    },
    moveCounter: (id, counter) =>
      changed(
        `UPDATE "factor"
         SET "counter" = $2
         WHERE "id" = $1
           AND ("counter" < $2 OR ("kind" = 'passkey' AND $2 = 0 AND "counter" = 0))`,
        [id, counter],
      ),
    removeFactor: async (personId, id) => {
      await changed('DELETE FROM "factor" WHERE "personId" = $1 AND "id" = $2', [personId, id]);
    },
    keepChallenge: async (subject, value, until) => {
      await pool.query(
        `INSERT INTO "challenge" ("subject", "value", "expiresAt")
         VALUES ($1, $2, $3)
         ON CONFLICT ("subject") DO UPDATE SET
           "value" = excluded."value",
           "expiresAt" = excluded."expiresAt"`,
        [subject, value, until],
      );
    },
    takeChallenge: async (subject, now) => {
      const { rows } = await pool.query<{ value: string; good: boolean }>(
        'DELETE FROM "challenge" WHERE "subject" = $1 RETURNING "value", "expiresAt" > $2 AS "good"',
        [subject, now],
      );
      return rows[0]?.good ? rows[0].value : null;
    },
  };
}
