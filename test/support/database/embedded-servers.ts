import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../../src/store/embedded/server.ts';

export const isRoot = process.getuid?.() === 0;
export const linux = process.platform === 'linux';

/** A new data folder for each test of a file, and the servers that it starts, stopped and removed after it. */
interface EmbeddedServers {
  readonly dataDir: string;
  readonly running: EmbeddedServer[];
  start(folder?: string): Promise<EmbeddedServer>;
}

export function embeddedServers(): EmbeddedServers {
  const running: EmbeddedServer[] = [];
  const at = { dataDir: '', running };
  const start = async (folder = at.dataDir): Promise<EmbeddedServer> => {
    const server = await startEmbeddedServer({ dataDir: folder, fsync: false });
    running.push(server);
    return server;
  };
  beforeEach(() => {
    at.dataDir = mkdtempSync(join(tmpdir(), `schakel-test-${process.pid}-`));
  });
  afterEach(async () => {
    for (const server of running.splice(0)) {
      await server.stop();
      rmSync(server.folder, { recursive: true, force: true });
    }
    rmSync(at.dataDir, { recursive: true, force: true });
  });
  return Object.assign(at, { start });
}

/** The first value that a server gives on a connection of its own. */
export async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end().catch(() => undefined);
  }
}
