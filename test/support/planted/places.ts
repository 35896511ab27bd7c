import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type pg from 'pg';
import type { Letters } from '../../fakes/letters/letters.ts';
import { readings } from './decoded.ts';

/** Everything that can be read by whoever gets hold of it, by where it stands. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** Every column of every table and every view that holds rows, in every schema but those of PostgreSQL itself. */
const COLUMNS = `SELECT n.nspname AS "schema", c.relname AS "table", a.attname AS "column", a.atttypid = 'bytea'::regtype AS "isBytes"
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm', 'f') JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2, a.attnum`;

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly isBytes: boolean;
}

/** Returns the texts of a database by their place: `table agreement.title` and so on. */
export async function inDatabase(pool: pg.Pool): Promise<Places> {
  const { rows } = await pool.query<Column>(COLUMNS);
  const places = new Map<string, string[]>();
  for (const { schema, table, column, isBytes } of rows) {
    const value = isBytes ? `encode("${column}", 'hex')` : `"${column}"::text`;
    const found = await pool.query<{ text: string }>(
      `SELECT DISTINCT ${value} AS "text" FROM "${schema}"."${table}" WHERE "${column}" IS NOT NULL`,
    );
    const name = schema === 'public' ? table : `${schema}.${table}`;
    places.set(
      `table ${name}.${column}`,
      found.rows.map(({ text }) => text),
    );
  }
  return places;
}

/** Mails and messages to phones: what is in them, and what is outside on them. */
export function inLetters({ mails, texts }: Pick<Letters, 'mails' | 'texts'>): Places {
  return new Map([
    ['mail', mails.flatMap(({ whole, text, subject }) => [whole, text, subject])],
    ['sms', texts.flatMap(({ text, reference, key }) => [text, reference, key])],
  ]);
}

/** Returns the requests that somebody else was sent, call by call. */
export function inCalls(name: string, calls: readonly unknown[]): Places {
  return new Map([[name, calls.map((call) => JSON.stringify(call))]]);
}

export interface Addresses {
  /** The addresses of requests to servers in this process, and the heads of the answers: where one is sent on to. */
  readonly seen: readonly string[];
  stop(): void;
}

export function watchAddresses(): Addresses {
  const seen: string[] = [];
  const asked = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    seen.push(request.url ?? '', request.headers.referer ?? '');
  };
  const answered = (message: unknown): void => {
    // All of its head: where it sends somebody on, and the name of a file.
    const { _header: head } = (message as { response: ServerResponse & { readonly _header?: string } })
      .response;
    seen.push(head ?? '');
  };
  subscribe('http.server.request.start', asked);
  subscribe('http.server.response.finish', answered);
  return {
    seen,
    stop: () => {
      unsubscribe('http.server.request.start', asked);
      unsubscribe('http.server.response.finish', answered);
    },
  };
}

export function together(...all: readonly Places[]): Places {
  return new Map(all.flatMap((places) => [...places]));
}

/** Finds the places where each word stands, as it is or wrapped. */
export function search(places: Places, words: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>(words.map((word) => [word, []]));
  for (const [place, texts] of places) {
    const read = [...new Set(texts)].flatMap(readings).join('\n');
    for (const word of words) if (read.includes(word.toLowerCase())) found.get(word)?.push(place);
  }
  return found;
}
