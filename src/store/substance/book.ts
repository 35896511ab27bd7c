import type pg from 'pg';
import { RightToRead, type SubstanceKind } from '../../domain/substance/may-read.ts';
import { Substance } from '../../domain/substance/substance.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Store } from '../../ports/database/index.ts';
import type { SubstanceBook, WrittenSubstance } from '../../ports/database/substance.ts';
import { iso } from '../cases/load.ts';
import { openedOrNot, type Seal } from '../sealing/seal.ts';

interface Row {
  readonly id: Uuid;
  readonly writtenById: Uuid;
  readonly writtenAt: Instant;
  readonly sealed: string | null;
}

const READ = `
  SELECT
    "id",
    "writtenById",
    ${iso('"writtenAt"')} AS "writtenAt",
    "sealed"
  FROM "substance"
  WHERE "caseId" = $1
    AND "kind" = $2
    AND ($3::uuid[] IS NULL OR "id" = ANY ($3))
  ORDER BY "writtenAt", "id"`;

/** Sealed words are bound to their place by this list. */
export function boundTo(id: Uuid, caseId: Uuid, kind: string): readonly string[] {
  return ['substance', id, caseId, kind];
}

/** Words about families in PostgreSQL, sealed. `noteRead` is that of the store. */
export function createSubstanceBook(pool: pg.Pool, seal: Seal, noteRead: Store['noteRead']): SubstanceBook {
  return {
    seal: (one, { id, writtenById, writtenAt }) => {
      const { caseId, kind } = one;
      const sealed = Substance.sealed(one, (words) => seal.seal(words, boundTo(id, caseId, kind)));
      return { id, caseId, kind, writtenById, writtenAt, sealed };
    },
    read: async (right, now, ids) => {
      if (!RightToRead.isOne(right)) throw new TypeError('nobody was found to be allowed to read this');
      const { kind, caseId, personId } = right;
      const only =
        right.ids && ids ? ids.filter((id) => right.ids?.includes(id)) : (right.ids ?? ids ?? null);
      await noteRead({ now, actor: personId, action: `read.${kind}`, caseIds: [caseId] });
      const values = [caseId, kind, only];
      const { rows } = await pool.query<Row>({ name: 'read-substance', text: READ, values });
      return rows.map((row) => written(seal, row, caseId, kind));
    },
  };
}

function written(
  seal: Seal,
  { id, writtenById, writtenAt, sealed }: Row,
  caseId: Uuid,
  kind: SubstanceKind,
): WrittenSubstance {
  if (sealed === null) return { id, writtenById, writtenAt, words: 'erased' };
  const words = openedOrNot(seal, sealed, boundTo(id, caseId, kind));
  const isText = typeof words === 'string';
  return { id, writtenById, writtenAt, words: isText ? new Substance(kind, caseId, words) : 'unreadable' };
}
