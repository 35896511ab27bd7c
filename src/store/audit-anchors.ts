import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import type { Instant, Uuid } from '../domain/names.ts';
import { type AuditKeys, type Chain, mac } from './audit.ts';
import type { Database } from './database.ts';
import { readsOf } from './reads.ts';

/**
 * Where the chains stood, kept outside the database: a database that is put back as it was on an earlier day then
 * shows. One line of JSON per time, of the chains that had grown; each line signed, none ever changed.
 */
export interface Anchors {
  readonly heads: ReadonlyMap<Uuid, Chain>;
  readonly lastAt: Instant | null;
  /** Numbers (from 1) of lines that are not as they were written. */
  readonly damaged: readonly number[];
}

const Line = z.strictObject({
  at: z.string(),
  heads: z.record(z.string(), z.tuple([z.number().int().positive(), z.string()])),
  mac: z.string(),
});
type Line = z.infer<typeof Line>;

const fileIn = (dir: string): string => join(dir, 'audit-anchors', 'heads.jsonl');

/** Writes down the heads that moved since the last time. `dir` is SCHAKEL_DATA. Returns how many were written. */
export async function anchorHeads(
  database: Database,
  keys: AuditKeys,
  dir: string,
  now: Instant,
): Promise<number> {
  // What will be thrown away is not written down: it would be missed for ever.
  const isShort = (await database.pool.query('SELECT 1 FROM "demonstration"')).rowCount !== 0;
  const rows = isShort ? [] : (await chainsOf(database.pool)).filter((r) => r.count > 0);
  // What only a key of before vouches for is written down again with the one of now: who replaced a key may not trust it.
  const known = readAnchors({ ...keys, before: [] }, dir).heads;
  const grown = rows.filter((r) => r.count > (known.get(r.id)?.count ?? 0));
  if (grown.length === 0) return 0;
  const heads: Line['heads'] = Object.fromEntries(grown.map((r) => [r.id, [r.count, r.head]]));
  append(fileIn(dir), JSON.stringify({ at: now, heads, mac: lineMac(keys, now, heads) }));
  return grown.length;
}

/** Every chain and where it stands: of each case, of each region, and of the reads of a case that somebody looked in. */
export async function chainsOf(db: Pick<pg.ClientBase, 'query'>): Promise<({ id: Uuid } & Chain)[]> {
  const { rows } = await db.query<{ id: Uuid; isReads: boolean } & Chain>(
    `SELECT "id", "auditHead" AS "head", "auditCount" AS "count", FALSE AS "isReads" FROM "case"
     UNION ALL SELECT "id", "auditHead", "auditCount", FALSE FROM "region"
     UNION ALL SELECT "id", "readHead", "readCount", TRUE FROM "case" WHERE "readCount" > 0`,
  );
  return rows.map(({ id, head, count, isReads }) => ({ id: isReads ? readsOf(id) : id, head, count }));
}

/** What was written down so far. A line that a crash cut off was never finished, and is no damage. */
export function readAnchors(keys: AuditKeys, dir: string): Anchors {
  const file = fileIn(dir);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const heads = new Map<Uuid, Chain>();
  const damaged: number[] = [];
  let lastAt: Instant | null = null;
  for (const [i, written] of text.split('\n').entries()) {
    if (!written.endsWith('}')) continue;
    const line = parseLine(keys, written);
    if (!line) damaged.push(i + 1);
    else {
      lastAt = line.at;
      for (const [id, [count, head]] of Object.entries(line.heads)) heads.set(id, { count, head });
    }
  }
  return { heads, lastAt, damaged };
}

function parseLine(keys: AuditKeys, written: string): Line | null {
  try {
    const line = Line.parse(JSON.parse(written));
    const fits = [keys, ...keys.before].some((k) => line.mac === lineMac(k, line.at, line.heads));
    return fits ? line : null;
  } catch {
    return null;
  }
}

function lineMac(keys: AuditKeys, at: Instant, heads: Line['heads']): string {
  return mac(keys.anchor, [
    at,
    ...Object.entries(heads).flatMap(([id, [count, head]]) => [id, String(count), head]),
  ]);
}

/** On disk before it returns. A line that a crash cut off is ended first, so that the new one stands by itself. */
function append(file: string, line: string): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8').slice(-1));
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${torn ? '\n' : ''}${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
