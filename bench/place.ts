import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../src/store/database.ts';
import { startEmbeddedServer } from '../src/store/embedded-server.ts';
import { migrate } from '../src/store/migrate.ts';

/** A PostgreSQL of its own for a benchmark: the one Schakel brings, durable as in production (fsync on). */
export interface Place {
  /** A fresh, migrated database. A statement of a benchmark may take minutes. */
  open(name: string): Promise<Database>;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-bench-'));
  const server = await startEmbeddedServer({ dataDir });
  const opened: Database[] = [];
  return {
    open: async (name) => {
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      await admin.query(`CREATE DATABASE ${name}`).finally(() => admin.end());
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const database = openDatabase(url.toString(), { queryTimeoutMs: 600_000 });
      opened.push(database);
      await migrate(database.pool);
      return database;
    },
    close: async () => {
      for (const database of opened) await database.close();
      await server.stop();
      for (const folder of [server.folder, dataDir]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
