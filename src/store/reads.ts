import type pg from 'pg';
import type { Uuid } from '../domain/names.ts';
import type { Read } from '../ports/store.ts';
import { type AuditKeys, type AuditRow, type Chain, extendChain } from './audit.ts';
import { CONFLICT } from './commit-sql.ts';
import { namedUuid } from './ids.ts';

/** In the chain of the case itself: from now on there is a chain of its reads, and one that is gone is missed. */
export const FIRST_READ = 'case.first_read';
/** Somebody else reads or writes in the same moment; more often than this in a row does not happen. */
const ATTEMPTS = 10;
const RETRY: ReadonlySet<string> = new Set([CONFLICT, '23505', '40P01', '40001']);

/** The chain of a case's reads, beside that of its changes. */
export function readsOf(caseId: Uuid): Uuid {
  return namedUuid(`reads:${caseId}`);
}

interface Standing {
  readonly id: Uuid;
  readonly version: number;
  readonly auditHead: string;
  readonly auditCount: number;
  readonly readHead: string;
  readonly readCount: number;
}

const STANDING =
  'SELECT "id", "version", "auditHead", "auditCount", "readHead", "readCount" FROM "case" WHERE "id" = ANY ($1) ORDER BY "id"';

/** Only the first read of a case moves its version: that one stands in both chains. */
const APPEND = `WITH r AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("id" uuid, "version" int, "isFirst" boolean, "before" int,
  "readHead" text, "readCount" int, "auditHead" text, "auditCount" int)),
locked AS (SELECT c."id" FROM "case" c WHERE c."id" IN (SELECT "id" FROM r) ORDER BY c."id" FOR UPDATE),
moved AS (UPDATE "case" c SET "readHead" = r."readHead", "readCount" = r."readCount",
    "version" = CASE WHEN r."isFirst" THEN c."version" + 1 ELSE c."version" END,
    "auditHead" = CASE WHEN r."isFirst" THEN r."auditHead" ELSE c."auditHead" END,
    "auditCount" = CASE WHEN r."isFirst" THEN r."auditCount" ELSE c."auditCount" END
  FROM r JOIN locked ON locked."id" = r."id"
  WHERE c."id" = r."id" AND c."readCount" = r."before" AND (NOT r."isFirst" OR c."version" = r."version") RETURNING 1),
aud AS (INSERT INTO "audit" ("chainId", "seq", "at", "actor", "action", "objectId", "hash")
  SELECT "chainId", "seq", "at", "actor", "action", "objectId", "hash" FROM jsonb_populate_recordset(NULL::"audit", $2::jsonb))
SELECT CASE WHEN (SELECT count(*) FROM moved) <> jsonb_array_length($1::jsonb) THEN "refuse"('${CONFLICT}') END`;

/** Writes down who looked in which cases, all or nothing. Rejects when it cannot: then nothing may be shown. */
export async function noteRead(pool: pg.Pool, keys: AuditKeys, read: Read): Promise<void> {
  for (let attempt = 1; read.caseIds.length > 0; attempt++) {
    const { rows } = await pool.query<Standing>({ name: 'reads', text: STANDING, values: [read.caseIds] });
    const made = rows.map((one) => extended(keys, one, read));
    const values = [JSON.stringify(made.map((m) => m.row)), JSON.stringify(made.flatMap((m) => m.audit))];
    try {
      await pool.query({ name: 'note-read', text: APPEND, values });
      return;
    } catch (error) {
      if (!RETRY.has((error as { code?: string }).code ?? '') || attempt === ATTEMPTS) throw error;
    }
  }
}

function extended(keys: AuditKeys, one: Standing, { now, actor, action }: Read) {
  const { id, version, readCount: before } = one;
  const chain: Chain = { head: one.readHead, count: before };
  const reads = extendChain(keys, readsOf(id), chain, now, [{ actor, action, objectId: id }]);
  const isFirst = before === 0;
  const first = { actor: 'schakel' as const, action: FIRST_READ, objectId: id };
  const main = extendChain(
    keys,
    id,
    { head: one.auditHead, count: one.auditCount },
    now,
    isFirst ? [first] : [],
  );
  const audit: AuditRow[] = [...reads.rows, ...main.rows];
  return {
    audit,
    row: {
      id,
      version,
      isFirst,
      before,
      readHead: reads.chain.head,
      readCount: reads.chain.count,
      auditHead: main.chain.head,
      auditCount: main.chain.count,
    },
  };
}
