import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import { type AuditKeys, type Chain, mac } from './audit.ts';

/**
 * The file outside the database with where the chains of the audit stood: a line of JSON per time, of the chains that
 * had grown. Each line is signed, numbered, and holds the signature of the one before it, so that none can be taken out.
 * Lines of versions before this one are not chained; the first that is covers them all as they were then.
 */
export interface Anchors {
  readonly heads: ReadonlyMap<Uuid, Chain>;
  readonly lastAt: Instant | null;
  readonly last: AnchorEnd | null;
  /** Places (from 1) of lines that are not as they were written, or do not follow the one before them. */
  readonly damaged: readonly number[];
  /** Numbers of lines that were written where the file and the database did not agree. */
  readonly gaps: readonly number[];
  /** Signatures by number. */
  readonly macs: ReadonlyMap<number, string>;
}

/** The last line: its number and its signature, which says all that stands before it. */
export interface AnchorEnd {
  readonly n: number;
  readonly mac: string;
}

export type Heads = Readonly<Record<Uuid, readonly [number, string]>>;

export interface NewLine {
  readonly n: number;
  readonly at: Instant;
  readonly before: string;
  readonly heads: Heads;
  readonly gap?: true;
}

/** Half a hash is 128 bits: nobody finds another chain that ends with it, and the file stays small. */
const HEAD_LENGTH = 32;

const HEADS = z.record(
  z.string(),
  z.tuple([z.number().int().positive(), z.string().min(HEAD_LENGTH)]).readonly(),
);
const Line = z.strictObject({
  n: z.number().int().positive(),
  at: z.string(),
  before: z.string(),
  heads: HEADS,
  gap: z.literal(true).optional(),
  mac: z.string(),
});
const OldLine = z.strictObject({ at: z.string(), heads: HEADS, mac: z.string() });
type Line = z.infer<typeof Line>;
type OldLine = z.infer<typeof OldLine>;

export const anchorFile = (dir: string): string => join(dir, 'audit-anchors', 'heads.jsonl');

/** Shortens a chain's head to what stands in a line. */
export function shortHead(head: string): string {
  return head.slice(0, HEAD_LENGTH);
}

/** Reads what was written down so far. A line that a crash cut off was never finished, and is no damage. */
export async function readAnchors(keys: AuditKeys, dir: string): Promise<Anchors> {
  const heads = new Map<Uuid, Chain>();
  const [damaged, gaps]: [number[], number[]] = [[], []];
  const macs = new Map<number, string>();
  const old = createHash('sha256');
  let [place, lastAt, last]: [number, Instant | null, AnchorEnd | null] = [0, null, null];
  for await (const written of linesOf(anchorFile(dir))) {
    place += 1;
    const line = written.endsWith('}') ? parse(keys, written) : null;
    const isChained = line !== null && 'n' in line.line;
    if (line && !(last && !isChained)) {
      lastAt = line.line.at;
      for (const [id, [count, head]] of Object.entries(line.line.heads)) heads.set(id, { count, head });
    } else if (written.endsWith('}')) damaged.push(place);
    if (line && 'n' in line.line) {
      const { n, before, gap, mac: own } = line.line;
      const expected: AnchorEnd = last ?? {
        n: 0,
        mac: place === 1 ? '' : markOfOld(line.writer, old.copy().digest('hex')),
      };
      if (gap) gaps.push(n);
      else if (n !== expected.n + 1 || before !== expected.mac) damaged.push(place);
      last = { n, mac: own };
      macs.set(n, own);
    }
    if (!last) old.update(`${written}\n`);
  }
  return { heads, lastAt, last, damaged, gaps, macs };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  if (existsSync(file))
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

interface Parsed {
  readonly line: Line | OldLine;
  readonly writer: AuditKeys;
}

function parse(keys: AuditKeys, written: string): Parsed | null {
  try {
    const read: unknown = JSON.parse(written);
    const line = 'n' in (read as object) ? Line.parse(read) : OldLine.parse(read);
    const writer = [keys, ...keys.before].find((k) => line.mac === macOf(k, line));
    return writer ? { line, writer } : null;
  } catch {
    return null;
  }
}

function macOf(
  keys: AuditKeys,
  line: (Omit<NewLine, 'gap'> & { gap?: true | undefined }) | Omit<OldLine, 'mac'>,
): string {
  const heads = Object.entries(line.heads).flatMap(([id, [count, head]]) => [id, String(count), head]);
  const chained = 'n' in line ? ['line', String(line.n), line.before, line.gap ? 'gap' : ''] : [];
  return mac(keys.anchor, [...chained, line.at, ...heads]);
}

const markOfOld = (keys: AuditKeys, hash: string): string => mac(keys.anchor, ['old', hash]);

/** Where the file ends, without reading all of it: null when its last line is not one of the chain. */
export function endOfFile(keys: AuditKeys, dir: string): (AnchorEnd & { readonly before: string }) | null {
  const file = anchorFile(dir);
  if (!existsSync(file)) return null;
  const found = parse(keys, lastLine(file))?.line;
  return found && 'n' in found ? { n: found.n, mac: found.mac, before: found.before } : null;
}

const CHUNK = 65_536;

/** The last line that was finished. */
function lastLine(file: string): string {
  const handle = openSync(file, 'r');
  try {
    let [at, text] = [fstatSync(handle).size, Buffer.alloc(0)];
    for (;;) {
      const end = text.lastIndexOf('\n');
      const start = end <= 0 ? -1 : text.lastIndexOf('\n', end - 1);
      if (end !== -1 && (start !== -1 || at === 0)) return text.subarray(start + 1, end).toString('utf8');
      if (at === 0) return '';
      const size = Math.min(CHUNK, at);
      const more = Buffer.alloc(size);
      at -= size;
      readSync(handle, more, 0, size, at);
      text = Buffer.concat([more, text]);
    }
  } finally {
    closeSync(handle);
  }
}

/** Returns what the chain's first line holds of the lines of versions before it: nothing when there are none. */
export function markBefore(keys: AuditKeys, dir: string): string {
  const file = anchorFile(dir);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === '') return '';
  return markOfOld(
    keys,
    createHash('sha256')
      .update(text.endsWith('\n') ? text : `${text}\n`)
      .digest('hex'),
  );
}

/** Puts a line on disk before it returns. One that a crash cut off is ended first: the new one stands by itself. */
export function appendLine(keys: AuditKeys, dir: string, line: NewLine): AnchorEnd {
  const file = anchorFile(dir);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const signed = { ...line, mac: macOf(keys, line) };
  const handle = openSync(file, 'a+', 0o600);
  try {
    writeSync(handle, `${isTorn(handle) ? '\n' : ''}${JSON.stringify(signed)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { n: line.n, mac: signed.mac };
}

function isTorn(handle: number): boolean {
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}
