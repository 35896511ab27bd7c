import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { OWNER } from '../../src/store/embedded/role.ts';
import { startEmbeddedServer } from '../../src/store/embedded/server.ts';
import { type Database, openDatabase } from '../../src/store/postgres/database.ts';
import { migrate } from '../../src/store/postgres/migrate.ts';
import { adminUrlOf } from '../../test/support/database/admin-url.ts';

/** A PostgreSQL of its own for a benchmark: the one Schakel brings, durable as in production (fsync on). */
export interface Place {
  /** A fresh, migrated database. A statement of a benchmark may take minutes. */
  open(name: string): Promise<Database>;
  close(): Promise<void>;
}

const PREFIX = 'schakel-bench-';

/** A folder of this run. What a run that was stopped left is removed; a PostgreSQL whose folder is gone ends by itself. */
export function scratchFolder(): string {
  for (const name of readdirSync(tmpdir()).filter((n) => n.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!lives(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export async function openPlace(): Promise<Place> {
  const dataDir = scratchFolder();
  const server = await startEmbeddedServer({ dataDir });
  const opened: Database[] = [];
  return {
    open: async (name) => {
      const admin = new pg.Client({ connectionString: adminUrlOf(server) });
      await admin.connect();
      // What was filled in is on the disk before anything is timed; Schakel's own role may not ask for that.
      await admin
        .query(`GRANT pg_checkpoint TO ${OWNER}`)
        .then(() => admin.query(`CREATE DATABASE ${name} OWNER ${OWNER}`))
        .finally(() => admin.end());
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
