import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { LetterWay } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { AddressChange, AddressChanges, Reach } from '../../ports/entry.ts';
import { putMessages } from '../outbox/message-rows.ts';
import { inTransaction } from '../postgres/database.ts';
import { type EntrySeal, REACH } from '../sealing/entry-seal.ts';
import { openedOrNot, type Seal } from '../sealing/seal.ts';

const TRIES = 5;
const CODE_MINUTES = 10;
/** Somebody who walks off comes back to an empty form. */
const WAITS_MINUTES = 60;

const before = (now: Instant, minutes: number): Instant =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();
const bound = (id: Uuid): readonly string[] => ['addressChange', id];
const FIELD = { email: 'email', sms: 'phone' } as const;

/** It waits: `$2` is the moment after which it was made. */
const OPEN = `"doneAt" IS NULL AND "tries" < ${TRIES} AND "madeAt" > $2`;

/** How people change their own address, in PostgreSQL. */
export function addressChangesOf(pool: pg.Pool, keep: EntrySeal): AddressChanges {
  const opened = (id: Uuid, sealed: string | null | undefined): string | null => {
    const address = sealed ? openedOrNot(keep.seal, sealed, bound(id)) : undefined;
    return typeof address === 'string' ? address : null;
  };
  return {
    beginChange: async (personId, { way, address }, now) => {
      const id = randomUUID();
      await pool.query(
        `WITH gone AS (
           DELETE FROM "addressChange"
           WHERE "personId" = $2
             AND "doneAt" IS NULL
         )
         INSERT INTO "addressChange" (
           "id",
           "personId",
           "way",
           "sealed",
           "madeAt"
         )
         VALUES ($1, $2, $3, $4, $5)`,
        [id, personId, way, keep.seal.seal(address, bound(id)), now],
      );
      return id;
    },
    waitingChange: async (personId, now) => {
      const { rows } = await pool.query<{ id: Uuid; way: LetterWay; sealed: string }>({
        name: 'waiting-change',
        text: `SELECT "id", "way", "sealed" FROM "addressChange" WHERE "personId" = $1 AND ${OPEN}`,
        values: [personId, before(now, WAITS_MINUTES)],
      });
      const [row] = rows;
      const address = row ? opened(row.id, row.sealed) : null;
      return row && address !== null ? { id: row.id, way: row.way, address } : null;
    },
    makeProof: async (id, now) => {
      const secret = keep.newCode();
      const { rows } = await pool.query<{ sealed: string }>(
        `UPDATE "addressChange"
         SET
           "codeHash" = $3,
           "codeExpiresAt" = $4
         WHERE "id" = $1
           AND ${OPEN}
         RETURNING "sealed"`,
        [id, before(now, WAITS_MINUTES), keep.codeHash(id, secret), before(now, -CODE_MINUTES)],
      );
      const to = opened(id, rows[0]?.sealed);
      return to === null ? null : { to, secret };
    },
    tryProof: async (id, typed, now) => {
      const { rows } = await pool.query<{ right: boolean | null; left: boolean }>(
        `UPDATE "addressChange"
         SET "tries" = "tries" + 1
         WHERE "id" = $1
           AND ${OPEN}
         RETURNING
           "codeHash" = ANY ($3) AND "codeExpiresAt" > $4 AS "right",
           "tries" < ${TRIES} AS "left"`,
        [id, before(now, WAITS_MINUTES), keep.codeHashes(id, typed), now],
      );
      const [row] = rows;
      if (row?.right) return 'right';
      return row?.left ? 'wrong' : 'over';
    },
    takeChange: (id, former, letters, now) =>
      inTransaction({ pool }, async (client) => {
        const change = await begun(client, id, opened);
        if (!change || !(await putOwn(client, keep, change))) return false;
        await client.query('UPDATE "addressChange" SET "doneAt" = $2, "former" = $3 WHERE "id" = $1', [
          id,
          now,
          former === null ? null : keep.seal.seal(former, bound(id)),
        ]);
        // A link that went to the old address lets nobody in any more.
        await client.query('DELETE FROM "webLink" WHERE "personId" = $1 AND "usedAt" IS NULL', [
          change.personId,
        ]);
        await putMessages(client, now, letters);
        return true;
      }),
    formerAddress: async (id) => {
      const { rows } = await pool.query<{ former: string | null }>(
        'SELECT "former" FROM "addressChange" WHERE "id" = $1',
        [id],
      );
      return opened(id, rows[0]?.former);
    },
  };
}

/** Seals with the key of now what an older one sealed; what cannot be read, or was changed meanwhile, stays as it is. */
export async function resealChanges(pool: pg.Pool, seal: Seal): Promise<number> {
  const { rows } = await pool.query<{ id: Uuid; sealed: string; former: string | null }>(
    'SELECT "id", "sealed", "former" FROM "addressChange"',
  );
  let resealed = 0;
  for (const { id, ...was } of rows) {
    const anew = (sealed: string | null): string | null => {
      const address =
        sealed === null || seal.isCurrent(sealed) ? undefined : openedOrNot(seal, sealed, bound(id));
      return address === undefined ? sealed : seal.seal(address, bound(id));
    };
    const now = { sealed: anew(was.sealed), former: anew(was.former) };
    if (now.sealed === was.sealed && now.former === was.former) continue;
    const { rowCount } = await pool.query(
      `UPDATE "addressChange"
       SET
         "sealed" = $2,
         "former" = $3
       WHERE "id" = $1
         AND "sealed" = $4
         AND "former" IS NOT DISTINCT FROM $5`,
      [id, now.sealed, now.former, was.sealed, was.former],
    );
    resealed += rowCount ?? 0;
  }
  return resealed;
}

type Change = Omit<AddressChange, 'id'> & { readonly personId: Uuid };

/** Null: it was taken, or what somebody else wrote down for them waits for their answer. */
async function begun(
  client: pg.PoolClient,
  id: Uuid,
  opened: (id: Uuid, sealed: string) => string | null,
): Promise<Change | null> {
  const { rows } = await client.query<{ personId: Uuid; way: LetterWay; sealed: string }>(
    `SELECT "personId", "way", "sealed"
     FROM "addressChange" c
     WHERE "id" = $1
       AND "doneAt" IS NULL
       AND NOT EXISTS (
         SELECT 1
         FROM "newAddress" n
         WHERE n."personId" = c."personId"
           AND n."refusedAt" IS NULL
       )
     FOR UPDATE`,
    [id],
  );
  const [row] = rows;
  const address = row ? opened(id, row.sealed) : null;
  return row && address !== null ? { personId: row.personId, way: row.way, address } : null;
}

type Field = (typeof FIELD)[LetterWay];

/** Somebody who came by a link has it all there; on a list, what they gave themselves. False: it cannot be read. */
async function putOwn(client: pg.PoolClient, keep: EntrySeal, change: Change): Promise<boolean> {
  const { personId, way, address } = change;
  await client.query('INSERT INTO "reach" ("personId") VALUES ($1) ON CONFLICT DO NOTHING', [personId]);
  const { rows } = await client.query<{ sealed: string | null; own: Field[] | null }>(
    'SELECT "sealed", "own" FROM "reach" WHERE "personId" = $1 FOR UPDATE',
    [personId],
  );
  const { sealed = null, own: said = null } = rows[0] ?? {};
  const old = sealed === null ? { email: null, phone: null } : openedOrNot(keep.seal, sealed, REACH);
  if (old === undefined) return false;
  const own = sealed !== null && said === null ? null : [...new Set([...(said ?? []), FIELD[way]])];
  const has = (field: Field): boolean => own === null || own.includes(field);
  const after = keep.reach(personId, { ...(old as Reach), [FIELD[way]]: address }, 'none');
  await client.query(
    `UPDATE "reach"
     SET
       "sealed" = $2,
       "emailLookup" = $3,
       "phoneLookup" = $4,
       "own" = $5
     WHERE "personId" = $1`,
    [
      personId,
      after.sealed,
      has('email') ? after.emailLookup : null,
      has('phone') ? after.phoneLookup : null,
      own,
    ],
  );
  return true;
}
