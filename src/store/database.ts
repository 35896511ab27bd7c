import pg from 'pg';
import type { PrismaClient } from './generated/client.ts';

/** One pool for everything: prepared SQL on the hot ways, Prisma for the rest. */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Loaded on first use: the commands and the round do without it, and start sooner. */
  prisma(): Promise<PrismaClient>;
  close(): Promise<void>;
}

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8 = 20;

/** Dates stay `YYYY-MM-DD`, instants become ISO text in UTC, sequence numbers fit a number (2^53). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === INT8) return (text: string) => Number(text);
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

/**
 * Opens a pool. A connection that no longer answers is given up after `queryTimeoutMs`, so that a half-open one does
 * not hold a person up; keep-alive finds it sooner.
 */
export function openDatabase(url: string, options: { max?: number; queryTimeoutMs?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: options.queryTimeoutMs ?? 15_000,
    idleTimeoutMillis: 30_000,
    types,
  });
  // An idle connection that breaks is dropped from the pool; the next query opens another.
  pool.on('error', () => undefined);
  let prisma: Promise<PrismaClient> | undefined;
  return {
    url,
    pool,
    prisma: () => {
      prisma ??= openPrisma(pool);
      return prisma;
    },
    close: async () => {
      if (prisma) await (await prisma).$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

async function openPrisma(pool: pg.Pool): Promise<PrismaClient> {
  const [{ PrismaClient: Client }, { PrismaPg }] = await Promise.all([
    import('./generated/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  return new Client({ adapter: new PrismaPg(pool) });
}
