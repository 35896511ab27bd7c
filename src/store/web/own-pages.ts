import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { OwnPages } from '../../ports/own-pages.ts';
import { iso } from '../cases/load.ts';
import { openedOrNot, type Seal } from '../sealing/seal.ts';
import { hashOfToken, newToken } from '../sign-in/sessions.ts';

/** A sealed name belongs to one case by the id it was sealed with at first, also when the case has another since. */
const SEALED_FOR = 'COALESCE(c."formerId", c."id") AS "sealedFor"';

interface LabelRow {
  readonly caseId: Uuid;
  readonly sealed: string;
  readonly sealedFor: Uuid;
}

/** Keeps what people have for their own pages, in PostgreSQL. `onUnreadable` is told once of what cannot be read. */
export function createOwnPages(
  pool: pg.Pool,
  seal: Seal,
  onUnreadable: (caseId: Uuid) => void = () => undefined,
): OwnPages {
  const told = new Set<string>();
  /** A name is only a name: one that cannot be read takes no page of the case away. */
  const readLabel = (personId: Uuid, { caseId, sealed, sealedFor }: LabelRow): string | null => {
    const label = openedOrNot(seal, sealed, ['label', sealedFor]);
    if (label !== undefined) return String(label);
    if (!told.has(personId + caseId)) onUnreadable(caseId);
    told.add(personId + caseId);
    return null;
  };
  return {
    labels: async (personId) => {
      const { rows } = await pool.query<LabelRow>({
        name: 'labels',
        text: `
          SELECT l."caseId", l."sealed", ${SEALED_FOR}
          FROM "privateLabel" l
          JOIN "case" c ON c."id" = l."caseId"
          WHERE l."personId" = $1`,
        values: [personId],
      });
      return new Map(rows.map((r) => [r.caseId, readLabel(personId, r)]));
    },
    setLabel: async (personId, caseId, label) => {
      if (label === null) {
        await pool.query('DELETE FROM "privateLabel" WHERE "personId" = $1 AND "caseId" = $2', [
          personId,
          caseId,
        ]);
        return;
      }
      const { rows } = await pool.query<{ sealedFor: Uuid }>(
        `SELECT ${SEALED_FOR} FROM "case" c WHERE c."id" = $1`,
        [caseId],
      );
      if (!rows[0]) return;
      await pool.query(
        `INSERT INTO "privateLabel" ("personId", "caseId", "sealed")
         VALUES ($1, $2, $3)
         ON CONFLICT ("personId", "caseId") DO UPDATE SET "sealed" = excluded."sealed"`,
        [personId, caseId, seal.seal(label, ['label', rows[0].sealedFor])],
      );
    },
    makeFeed: async (personId, now) => {
      const token = newToken();
      await pool.query(
        `INSERT INTO "calendarFeed" ("personId", "hash", "createdAt")
         VALUES ($1, $2, $3)
         ON CONFLICT ("personId") DO UPDATE SET
           "hash" = excluded."hash",
           "createdAt" = excluded."createdAt"`,
        [personId, hashOfToken(token), now],
      );
      return token;
    },
    endFeed: async (personId) => {
      await pool.query('DELETE FROM "calendarFeed" WHERE "personId" = $1', [personId]);
    },
    feedSince: async (personId) => {
      const { rows } = await pool.query<{ at: Instant }>(
        `SELECT ${iso('"createdAt"')} AS "at" FROM "calendarFeed" WHERE "personId" = $1`,
        [personId],
      );
      return rows[0]?.at ?? null;
    },
    feedOf: async (token) => {
      const { rows } = await pool.query<{ id: Uuid }>({
        name: 'feed-of',
        text: 'SELECT "personId" AS "id" FROM "calendarFeed" WHERE "hash" = $1',
        values: [hashOfToken(token)],
      });
      return rows[0]?.id ?? null;
    },
  };
}

/** Seals with the key of now what an older one sealed; what cannot be read stays as it is. Each is opened by the id that it was sealed with. */
export async function resealLabels(pool: pg.Pool, seal: Seal): Promise<number> {
  const { rows } = await pool.query<{ personId: Uuid; caseId: Uuid; sealed: string; sealedFor: Uuid }>(
    `SELECT
       l."personId",
       l."caseId",
       l."sealed",
       ${SEALED_FOR}
     FROM "privateLabel" l
     JOIN "case" c ON c."id" = l."caseId"`,
  );
  const old = rows.filter((row) => !seal.isCurrent(row.sealed));
  for (const { personId, caseId, sealed, sealedFor } of old) {
    const about = ['label', sealedFor];
    const label = openedOrNot(seal, sealed, about);
    if (label === undefined) continue;
    const again = seal.seal(label, about);
    await pool.query(
      'UPDATE "privateLabel" SET "sealed" = $4 WHERE "personId" = $1 AND "caseId" = $2 AND "sealed" = $3',
      [personId, caseId, sealed, again],
    );
  }
  return old.length;
}
