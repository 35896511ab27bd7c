import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import { usedSince } from '../sealing/known-key.ts';
import { type Counter, hasBegun, isDemonstration, lockAnchors, readCounter } from './anchor-counter.ts';
import { type AnchorEnd, type Anchors, readAnchors } from './anchor-file.ts';
import { pagesOf } from './anchors.ts';
import { type AuditKeys, type AuditRow, type Chain, hashOf, headOf } from './audit.ts';
import { FIRST_READ, readsOf } from './reads.ts';

/**
 * A kind says what is wrong with a chain. `edited`: a row, or where the chain should end, is not what was written.
 * `removed`: a row is missing from the middle. `reordered`: rows changed places. `cut`: rows are missing at the end.
 * `old_copy`: it does not reach what was written down outside the database, or says otherwise. `owner_gone`: its case
 * or region is not there. `renamed`: it was put under another case or region, by its former id: that id is somebody
 * else's, or rows are about another case. Of the file outside the database: `anchors_damaged`: a line was changed, or
 * lines before it are missing. `anchors_cut`: lines are missing at its end, or it is gone. `anchors_ahead`: it has
 * more lines than the database counted, so an old copy of the database was put back. `anchors_gap`: it did not agree
 * with the database when this line was written. `counter_changed`: how many lines the database counted was changed,
 * or is gone. `demonstration`: the database says that it is one, beside what is real. `not_expected`: the line that
 * was kept elsewhere is not there.
 */
export type AuditProblemKind =
  | 'edited'
  | 'removed'
  | 'reordered'
  | 'cut'
  | 'old_copy'
  | 'owner_gone'
  | 'renamed'
  | 'anchors_damaged'
  | 'anchors_cut'
  | 'anchors_ahead'
  | 'anchors_gap'
  | 'counter_changed'
  | 'demonstration'
  | 'not_expected';

export interface AuditProblem {
  readonly kind: AuditProblemKind;
  /** Null for the file of anchors. */
  readonly chainId: Uuid | null;
  /** Where: the number of the row in its chain, or of the line in the file. */
  readonly at: number;
}

export interface AuditReport {
  readonly chains: number;
  readonly rows: number;
  /** When the heads were last written down outside the database; null when never. */
  readonly anchoredAt: Instant | null;
  /** The last line outside the database, to keep elsewhere. */
  readonly last: AnchorEnd | null;
  readonly problems: readonly AuditProblem[];
}

/** Rows per query: a chain is short, but there are many. */
const PAGE = 5_000;

/**
 * Goes through every chain, in one snapshot, so that work that goes on is no problem. `dir` is SCHAKEL_DATA, where the
 * anchors stand. At most one problem per chain: the first. What was written with a secret of before is checked with it.
 * `expected` is a last line that somebody kept elsewhere.
 */
export async function verifyAudit(
  database: Database,
  keys: AuditKeys,
  dir: string,
  expected: AnchorEnd | null = null,
): Promise<AuditReport> {
  // First where the chains stood, and then the chains: those may only have grown meanwhile.
  const { anchors, problems } = await compareAnchors(database, keys, dir);
  if (expected && anchors.macs.get(expected.n) !== expected.mac)
    problems.push({ kind: 'not_expected', chainId: null, at: expected.n });
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const owners = await readOwners(client);
    const cases = new Set([...owners.values()].map((one) => one.caseId));
    problems.push(...(await sharedNames(client)));
    const since = await usedSince(client, keys);
    const unseen = new Set([...owners.keys(), ...anchors.heads.keys()]);
    const seen = new Set<Uuid>();
    let rows = 0;
    for await (const chain of readChains(client)) {
      const id = (chain[0] as AuditRow).chainId;
      rows += chain.length;
      unseen.delete(id);
      seen.add(id);
      if (chain.some((row) => row.action === FIRST_READ) && !seen.has(readsOf(id))) unseen.add(readsOf(id));
      const owner = owners.get(id);
      const problem =
        checkChain({ keys, since }, chain, owner, anchors.heads.get(id)) ?? ofAnother(chain, owner, cases);
      if (problem) problems.push({ chainId: id, ...problem });
    }
    // Opening a case, importing a region and the first read are themselves in the audit: nobody has an empty chain.
    for (const id of unseen)
      problems.push({ chainId: id, kind: anchors.heads.has(id) ? 'old_copy' : 'cut', at: 1 });
    await client.query('COMMIT');
    return { chains: owners.size, rows, anchoredAt: anchors.lastAt, last: anchors.last, problems };
  } finally {
    client.release();
  }
}

/** The file and what the database knows of it, while no line is written. */
function compareAnchors(
  database: Database,
  keys: AuditKeys,
  dir: string,
): Promise<{ anchors: Anchors; problems: AuditProblem[] }> {
  return inTransaction(database, async (client) => {
    await lockAnchors(client);
    const anchors = await readAnchors(keys, dir);
    const counter = await readCounter(client, keys);
    const isKnown = anchors.last !== null || (await hasBegun(client));
    const demonstration = await isDemonstration(client);
    const found: Found[] = [
      ...anchors.damaged.map((at) => ({ kind: 'anchors_damaged' as const, at })),
      ...anchors.gaps.map((at) => ({ kind: 'anchors_gap' as const, at })),
      ...(typeof counter === 'string'
        ? isKnown || counter === 'changed'
          ? [{ kind: 'counter_changed' as const, at: anchors.last?.n ?? 0 }]
          : []
        : againstCounter(counter, anchors)),
      ...(demonstration === 'beside' || (demonstration === 'yes' && anchors.lastAt !== null)
        ? [{ kind: 'demonstration' as const, at: 0 }]
        : []),
    ];
    return { anchors, problems: found.map((one) => ({ ...one, chainId: null })) };
  });
}

function againstCounter({ count, head }: Counter, { last, macs }: Anchors): Found[] {
  const n = last?.n ?? 0;
  if (n < count) return [{ kind: 'anchors_cut', at: n + 1 }];
  if (macs.get(count) !== head) return [{ kind: 'anchors_damaged', at: count }];
  // One more may have been written and not been counted: a crash came between.
  return n > count + 1 ? [{ kind: 'anchors_ahead', at: count + 1 }] : [];
}

/** Where a chain stands, and for a case the id that it has now. */
type Owner = Chain & { readonly caseId?: Uuid };

async function readOwners(client: pg.PoolClient): Promise<Map<Uuid, Owner>> {
  const owners = new Map<Uuid, Owner>();
  for await (const page of pagesOf(client)) for (const { id, ...owner } of page) owners.set(id, owner);
  return owners;
}

/** A former id is of one case or region, and of none that is there under it: else one stands in the place of another. */
const SHARED_NAMES = `
  WITH owner AS (
    SELECT "id", "formerId"
    FROM "case"
    UNION ALL
    SELECT "id", "formerId"
    FROM "region"
  )
  SELECT o."formerId" AS "id"
  FROM owner o
  WHERE o."formerId" IS NOT NULL
  GROUP BY 1
  HAVING count(*) > 1
    OR EXISTS (SELECT 1 FROM owner n WHERE n."id" = o."formerId")
  ORDER BY 1`;

async function sharedNames(client: pg.PoolClient): Promise<AuditProblem[]> {
  const { rows } = await client.query<{ id: Uuid }>(SHARED_NAMES);
  return rows.map(({ id }) => ({ kind: 'renamed', chainId: id, at: 1 }));
}

/** A look in a case leaves its id in a sealed row: with it the chain holds to the case that it is of. */
function ofAnother(
  rows: readonly AuditRow[],
  owner: Owner | undefined,
  cases: ReadonlySet<Uuid | undefined>,
): Found | null {
  const isLook = ({ action }: AuditRow): boolean => action === FIRST_READ || action.startsWith('read.');
  const wrong = rows.find(
    (row) =>
      row.objectId !== null && isLook(row) && row.objectId !== owner?.caseId && cases.has(row.objectId),
  );
  return owner?.caseId && wrong ? { kind: 'renamed', at: wrong.seq } : null;
}

/** Whole chains, one after the other. */
async function* readChains(client: pg.PoolClient): AsyncGenerator<AuditRow[]> {
  let open: AuditRow[] = [];
  let after: readonly [Uuid, number] = ['00000000-0000-0000-0000-000000000000', 0];
  for (;;) {
    const { rows } = await client.query<AuditRow>({
      name: 'audit-page',
      text: 'SELECT * FROM "audit" WHERE ("chainId", "seq") > ($1, $2) ORDER BY "chainId", "seq" LIMIT $3',
      values: [...after, PAGE],
    });
    for (const row of rows) {
      if (open.length > 0 && open[0]?.chainId !== row.chainId) {
        yield open;
        open = [];
      }
      open.push(row);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = [last.chainId, last.seq];
  }
  if (open.length > 0) yield open;
}

type Found = Pick<AuditProblem, 'kind' | 'at'>;

interface Writer {
  readonly keys: AuditKeys;
  /** The moment from which nobody else wrote; null: from the first row that it wrote. */
  readonly since: Instant | null;
}

function checkChain(
  { keys, since }: Writer,
  rows: readonly AuditRow[],
  owner: Chain | undefined,
  anchor: Chain | undefined,
): Found | null {
  let head = '';
  let usable = [...keys.before, keys];
  for (const [i, row] of rows.entries()) {
    const seq = i + 1;
    const writer = row.seq === seq ? usable.find((k) => hashOf(k, head, row) === row.hash) : undefined;
    if (!writer) return { kind: whatIsWrong(usable, rows, head, row, seq), at: seq };
    // Once the key of now has written in a chain, none of before writes in it again; what it wrote while it was in use
    // an earlier time, before another took its place, says nothing of that.
    if (writer === keys && (since === null || row.at >= since)) usable = [keys];
    head = headOf(writer, row, row.hash);
    if (anchor?.count === seq && !head.startsWith(anchor.head)) return { kind: 'old_copy', at: seq };
  }
  if (!owner) return { kind: 'owner_gone', at: rows.length };
  if (rows.length < owner.count) return { kind: 'cut', at: rows.length + 1 };
  if (anchor && rows.length < anchor.count) return { kind: 'old_copy', at: rows.length + 1 };
  if (rows.length > owner.count || owner.head !== head) return { kind: 'edited', at: rows.length };
  return null;
}

function whatIsWrong(
  usable: readonly AuditKeys[],
  rows: readonly AuditRow[],
  head: string,
  row: AuditRow,
  seq: number,
): 'removed' | 'edited' | 'reordered' {
  if (row.seq !== seq) return 'removed';
  const belongsHere = usable.some((k) =>
    rows.some((other) => hashOf(k, head, { ...other, seq }) === other.hash),
  );
  return belongsHere ? 'reordered' : 'edited';
}
