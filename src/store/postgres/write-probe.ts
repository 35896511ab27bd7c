import type pg from 'pg';
import type { Pulse } from '../../ports/pulse.ts';

/** Why nothing can be written, in plain words for whoever keeps the database; null: it can, or it is not known. */
export type WriteProbe = () => Promise<string | null>;

/** A file made anew needs room on the disk: a row in an old one would find some there long after the disk is full. */
const WRITE = `
  SET LOCAL lock_timeout = '1s';
  TRUNCATE "writeProbe";
  INSERT INTO "writeProbe" ("id", "at")
  VALUES (1, now())`;
/** Often enough for a monitor, seldom enough to be no work. */
const EVERY_MS = 10_000;

/** A fault is told by PostgreSQL's code, never by its words. */
const WORDS: readonly [RegExp, string][] = [
  [
    /^53100$/,
    'cannot be written to: its disk is full. Make room there; nothing that was confirmed is lost, and it recovers by itself',
  ],
  [
    /^(25006|25P02)$/,
    'cannot be written to: it is read-only (a standby, or set so by somebody). Make it writable, or set DATABASE_URL to the one that is',
  ],
  [/^53/, 'cannot be written to: it has too little memory or too few connections'],
  [/^58/, 'cannot be written to: its disk gives errors. Look in its log'],
];
const AWAY = 'cannot be reached; people are asked to try again, and it recovers by itself';
/** Another process is at it just now, or this role may not: both say nothing of the disk. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['55P03', '42501', '40P01', '40001']);

/** Really writes something tiny, at most every ten seconds, however often it is asked. */
export function createWriteProbe(pool: pg.Pool, pulse: Pulse): WriteProbe {
  let last: { readonly at: number; readonly found: Promise<string | null> } | null = null;
  return () => {
    if (last === null || pulse.ms() - last.at >= EVERY_MS) last = { at: pulse.ms(), found: written(pool) };
    return last.found;
  };
}

async function written(pool: pg.Pool): Promise<string | null> {
  try {
    await askTwice(() => pool.query(WRITE));
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === null) return AWAY;
    if (NOT_KNOWN.has(code)) return null;
    return WORDS.find(([pattern]) => pattern.test(code))?.[1] ?? AWAY;
  }
}

/**
 * A connection that the server ended while it lay idle (a failover, a restart, an administrator) fails once, and says
 * nothing of the server: whoever asks how the database is asks a second time, on another connection.
 *
 * @throws what the second asking threw, or the first when PostgreSQL itself refused
 */
export async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const code = codeOf(error);
    if (code !== null && !code.startsWith('57P') && !code.startsWith('08')) throw error;
    return ask();
  }
}

function codeOf(error: unknown): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.length === 5 ? code : null;
}
