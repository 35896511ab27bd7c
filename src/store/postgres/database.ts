import { createHash } from 'node:crypto';
import pg from 'pg';
import { types } from '../cases/column-types.ts';
import type { PrismaClient } from '../generated/client.ts';

/** One pool for everything: prepared SQL on the hot ways, Prisma for the rest. */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Loaded on first use (about 100 ms): the commands and the round do without it, and start sooner. */
  prisma(): Promise<PrismaClient>;
  /** Waits for queries under way, then closes every connection. May be called twice. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections of this process, default 10: six processes fit in the 63 of the embedded server. */
  readonly max?: number;
  /** How long a statement may take, default 15 000. Slack waits 3 s for an answer, and the longest import takes 5. */
  readonly queryTimeoutMs?: number;
  /** Told when an idle connection breaks. Nothing need be done: the pool replaces it. */
  readonly onLost?: (error: Error) => void;
}

/** A dead network is found within about half a minute also on a connection that only waits. The system's own is 2 h. */
const KEEP_ALIVE_MS = 10_000;
/** The server gives up first, so that it is not left working for nobody; we, when it no longer answers at all. */
const GRACE_MS = 2_000;

/**
 * Opens a pool; no connection is made yet. Dates come back as `YYYY-MM-DD`, instants as ISO text in UTC, whole numbers
 * as numbers (see column-types.ts). Every session runs in UTC, whatever the server's own zone is.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const timeout = options.queryTimeoutMs ?? 15_000;
  const pool = new pg.Pool({
    connectionString: withSession(url),
    max: options.max ?? 10,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // The longest wait for a free connection too: better a clear "try again" than a person who waits.
    connectionTimeoutMillis: 5_000,
    statement_timeout: timeout,
    query_timeout: timeout + GRACE_MS,
    idleTimeoutMillis: 30_000,
    // A process that dies between BEGIN and COMMIT on a half-open connection must not hold its rows for hours.
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'schakel',
    types,
  });
  pool.on('error', (error) => options.onLost?.(error));
  // A connection can also break while it is lent out and just then idle; without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return withPrisma(url, pool);
}

function withPrisma(url: string, pool: pg.Pool): Database {
  let prisma: Promise<PrismaClient> | undefined;
  return {
    url,
    pool,
    prisma: () => {
      prisma ??= openPrisma(pool);
      return prisma;
    },
    close: async () => {
      await (await prisma?.catch(() => undefined))?.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}

/** Sent with the connection request, so that it costs no round trip. What the URL itself asks for comes after, and wins. */
function withSession(url: string): string {
  const changed = URL.parse(url);
  // Not the error of URL itself: it carries the whole text, password included.
  if (!changed) {
    throw new Error(
      'DATABASE_URL is not an address. In a password, write # as %23, / as %2F, @ as %40, : as %3A and % as %25.',
    );
  }
  const own = changed.searchParams.get('options') ?? '';
  changed.searchParams.set('options', `-c timezone=UTC -c datestyle=ISO ${own}`.trim());
  return changed.toString();
}

async function openPrisma(pool: pg.Pool): Promise<PrismaClient> {
  const [{ PrismaClient: Client }, { PrismaPg }] = await Promise.all([
    import('../generated/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  // A name per text makes PostgreSQL prepare each query once per connection.
  const statementNameGenerator = ({ sql }: { sql: string }): string =>
    `p${createHash('sha256').update(sql).digest('base64url').slice(0, 24)}`;
  return new Client({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
}

/** All or nothing. Not for what people wait for: that is one statement. */
export async function inTransaction<T>(
  { pool }: Pick<Database, 'pool'>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
