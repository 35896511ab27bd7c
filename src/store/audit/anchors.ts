import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import {
  type Counter,
  FIRST_ANCHOR,
  hasBegun,
  isDemonstration,
  lockAnchors,
  readCounter,
  writeCounter,
} from './anchor-counter.ts';
import { appendLine, endOfFile, type Heads, markBefore, readAnchors, shortHead } from './anchor-file.ts';
import { type AuditKeys, CHAIN_ID, type Chain } from './audit.ts';
import { readsOf } from './reads.ts';
import { noted } from './region-audit.ts';

/**
 * Writes down outside the database where the chains of the audit stand: a database that is put back as it was on an
 * earlier day then shows. Any number of processes may do so at once.
 */
export interface Anchoring {
  /** The chains that moved since the last line. Returns how many were written. */
  moved(now: Instant): Promise<number>;
  /** Looks at every chain; written is what the file does not have yet. */
  all(now: Instant): Promise<number>;
  /** These cases or regions moved just now, whatever time their rows will say. */
  expect(ids: readonly Uuid[]): void;
}

type Head = { readonly id: Uuid } & Chain;

/** A head with the id that its case has now; a region has none here. */
type HeadOf = Head & { readonly caseId?: Uuid };

/** Heads in a line, and rows in a query: a large region is written down a piece at a time. */
const PAGE = 5_000;
/** Rows of commands under way, and of a process with a slow clock, are older than the last line. */
const OVERLAP_MS = 10 * 60_000;
/** Another process writes lines, to a file of its own; when it has not for so long, this one does. */
const SILENT_MS = 3 * 3_600_000;
const REMEMBERED = 50_000;

/** `dir` is SCHAKEL_DATA. `onElsewhere` is told when lines are written to another file than the one there. */
export function createAnchoring(
  database: Database,
  keys: AuditKeys,
  dir: string,
  onElsewhere: () => void = () => undefined,
): Anchoring {
  const waiting = new Set<Uuid>();
  // Heads that this process wrote lately, so that the overlap is not written again and again.
  const lately = new Map<Uuid, number>();
  let mine = 0;
  /** False when another process writes to another file: then there is nothing to do here. */
  const write = async (now: Instant, heads: readonly Head[]): Promise<boolean> => {
    const writing = { dir, now, heads, mine };
    let line = await writeLine(database, keys, writing);
    while (line === 'again') line = await writeLine(database, keys, writing);
    if (line === null) {
      onElsewhere();
      return false;
    }
    mine = line;
    if (lately.size > REMEMBERED) lately.clear();
    for (const head of heads) lately.set(head.id, head.count);
    return true;
  };
  /** Writes lines of a size; returns how many heads were written. */
  const writeAll = async (now: Instant, pages: AsyncIterable<Head[]>): Promise<number> => {
    let [count, open]: [number, Head[]] = [0, []];
    for await (const page of pages) {
      open.push(...page);
      for (; open.length >= PAGE; open = open.slice(PAGE)) {
        if (!(await write(now, open.slice(0, PAGE)))) return count;
        count += PAGE;
      }
    }
    return open.length > 0 && (await write(now, open)) ? count + open.length : count;
  };
  return {
    expect: (ids) => {
      for (const id of ids) waiting.add(id);
    },
    moved: async (now) => {
      if (await isNothingReal()) return 0;
      const ids = [...waiting];
      const counter = await readCounter(database.pool, keys);
      if (typeof counter === 'string') return everything(now);
      const since = new Date(Date.parse(counter.at) - OVERLAP_MS).toISOString();
      const { rows } = await database.pool.query<Row>({ text: MOVED, values: [since, ids] });
      const grown = headsOf(rows).filter((head) => head.count > (lately.get(head.id) ?? 0));
      const count = await writeAll(now, one(grown));
      for (const id of ids) waiting.delete(id);
      return count;
    },
    all: async (now) => ((await isNothingReal()) ? 0 : everything(now)),
  };

  async function isNothingReal(): Promise<boolean> {
    return (await isDemonstration(database.pool)) === 'yes';
  }

  async function everything(now: Instant): Promise<number> {
    // Heads that only a key of before vouches for are written again: who replaced that key may not trust it.
    const known = (await readAnchors({ ...keys, before: [] }, dir)).heads;
    return writeAll(now, grownSince(known, pagesOf(database.pool)));
  }
}

async function* one(page: Head[]): AsyncGenerator<Head[]> {
  yield page;
}

async function* grownSince(
  known: ReadonlyMap<Uuid, Chain>,
  pages: AsyncIterable<Head[]>,
): AsyncGenerator<Head[]> {
  for await (const page of pages) yield page.filter((head) => head.count > (known.get(head.id)?.count ?? 0));
}

/** Writes down all heads that are not in the file yet. Returns how many were written. */
export function anchorHeads(database: Database, keys: AuditKeys, dir: string, now: Instant): Promise<number> {
  return createAnchoring(database, keys, dir).all(now);
}

interface Row extends Head {
  readonly isReads: boolean;
}

const HEADS = (of: string): string => `
  SELECT
    ${CHAIN_ID} AS "id",
    "auditHead" AS "head",
    "auditCount" AS "count",
    FALSE AS "isReads"
  FROM "case"
  WHERE "auditCount" > 0
    AND ${of}
  UNION ALL
  SELECT
    ${CHAIN_ID},
    "readHead",
    "readCount",
    TRUE
  FROM "case"
  WHERE "readCount" > 0
    AND ${of}
  UNION ALL
  SELECT
    ${CHAIN_ID},
    "auditHead",
    "auditCount",
    FALSE
  FROM "region"
  WHERE "auditCount" > 0
    AND ${of}`;

/** A read stands in a chain of its own, and is about the case. A chain may stand under a former id of its owner. */
const MOVED = `
  WITH moved AS MATERIALIZED (
    SELECT "chainId", "objectId"
    FROM "audit"
    WHERE "at" > $1
  ),
  ids AS MATERIALIZED (
    SELECT "chainId" AS "id"
    FROM moved
    UNION
    SELECT CASE
      WHEN "objectId" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        THEN "objectId"::uuid
    END
    FROM moved
    UNION
    SELECT unnest($2::uuid[])
  ),
  owners AS MATERIALIZED (
    SELECT "id"
    FROM ids
    UNION
    SELECT c."id"
    FROM ids
    JOIN "case" c ON c."formerId" = ids."id"
    UNION
    SELECT g."id"
    FROM ids
    JOIN "region" g ON g."formerId" = ids."id"
  )
  ${HEADS('"id" IN (SELECT "id" FROM owners)')}`;

function headsOf(rows: readonly Row[]): Head[] {
  return rows.map(({ id, head, count, isReads }) => ({ id: isReads ? readsOf(id) : id, head, count }));
}

/** Every chain: of each region, of each case, and of the reads of a case that somebody looked in. */
export async function* pagesOf(db: Pick<pg.ClientBase, 'query'>): AsyncGenerator<HeadOf[]> {
  const { rows } = await db.query<Row>(
    `SELECT
       ${CHAIN_ID} AS "id",
       "auditHead" AS "head",
       "auditCount" AS "count",
       FALSE AS "isReads"
     FROM "region"`,
  );
  yield headsOf(rows);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows: cases } = await db.query<Head & { chainId: Uuid; readHead: string; readCount: number }>(
      `SELECT
         "id",
         ${CHAIN_ID} AS "chainId",
         "auditHead" AS "head",
         "auditCount" AS "count",
         "readHead",
         "readCount"
       FROM "case"
       WHERE "id" > $1
       ORDER BY "id"
       LIMIT ${PAGE / 2}`,
      [after],
    );
    const last = cases.at(-1);
    if (!last) return;
    yield cases.flatMap(({ id: caseId, chainId, head, count, readHead, readCount }) => [
      { id: chainId, head, count, caseId },
      ...(readCount > 0 ? [{ id: readsOf(chainId), head: readHead, count: readCount, caseId }] : []),
    ]);
    after = last.id;
  }
}

interface Writing {
  readonly dir: string;
  readonly now: Instant;
  readonly heads: readonly Head[];
  /** The last line that this process wrote. */
  readonly mine: number;
}

/**
 * Writes one line, and counts it in the database. Its number; null when another process writes to another file. `again`:
 * a line that a crash had kept from being counted is counted now, and the new one comes after it.
 */
async function writeLine(
  database: Database,
  keys: AuditKeys,
  writing: Writing,
): Promise<number | null | 'again'> {
  const { dir, now, heads, mine } = writing;
  return inTransaction(database, async (client) => {
    await lockAnchors(client);
    const read = await readCounter(client, keys);
    const counter: Counter | null = typeof read === 'string' ? null : read;
    const end = endOfFile(keys, dir);
    const isFirst = read === 'none' && (end?.n ?? 1) === 1 && !(await hasBegun(client));
    if (end && (isFirst || (counter && isOneMore(counter, end)))) {
      if (isFirst) await noteFirst(client, keys, now);
      await writeCounter(client, keys, { count: end.n, head: end.mac, at: counter?.at ?? now });
      return 'again';
    }
    const agrees = isFirst || (counter !== null && follows(counter, end));
    const isNew = counter !== null && Date.parse(now) - Date.parse(counter.at) < SILENT_MS;
    if (!agrees && isNew && mine !== counter.count && !reaches(counter, end)) return null;
    const all = isFirst ? withRegions(heads, await noteFirst(client, keys, now)) : heads;
    const line = appendLine(keys, dir, {
      n: Math.max(counter?.count ?? 0, end?.n ?? 0) + 1,
      at: now,
      before: end?.mac ?? markBefore(keys, dir),
      heads: Object.fromEntries(
        all.map(({ id, count, head }) => [id, [count, shortHead(head)]]),
      ) satisfies Heads,
      ...(agrees ? {} : { gap: true as const }),
    });
    await writeCounter(client, keys, { count: line.n, head: line.mac, at: now });
    return line.n;
  });
}

type End = ReturnType<typeof endOfFile>;

/** The file ends with the line that was counted last. */
function follows(counter: Counter, end: End): boolean {
  return end !== null && end.n === counter.count && end.mac === counter.head;
}

/** The file has one line more, which follows on the one that was counted last: a crash came between. */
export function isOneMore(counter: Pick<Counter, 'count' | 'head'>, end: NonNullable<End>): boolean {
  return end.n === counter.count + 1 && end.before === counter.head;
}

function reaches(counter: Counter, end: End): boolean {
  return end !== null && end.n >= counter.count;
}

/** Notes the first line in the audit of every region; returns where their chains stand then. */
async function noteFirst(client: pg.PoolClient, keys: AuditKeys, now: Instant): Promise<Head[]> {
  const { rows } = await client.query<{ id: Uuid }>('SELECT "id" FROM "region" ORDER BY "id"');
  const event = { actor: 'schakel' as const, action: FIRST_ANCHOR, objectId: null };
  for (const { id } of rows) await noted(client, keys, { regionId: id, now, event });
  const { rows: heads } = await client.query<Head>(
    `SELECT ${CHAIN_ID} AS "id", "auditHead" AS "head", "auditCount" AS "count" FROM "region"`,
  );
  return heads;
}

function withRegions(heads: readonly Head[], regions: readonly Head[]): Head[] {
  return [...heads.filter(({ id }) => !regions.some((r) => r.id === id)), ...regions];
}
