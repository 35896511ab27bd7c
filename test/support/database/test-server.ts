import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from '../../../src/store/embedded/server.ts';
import { type Database, openDatabase } from '../../../src/store/postgres/database.ts';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import { adminUrlOf } from './admin-url.ts';

const TEMPLATE = 'schakel_template';
const PREFIX = 'schakel-test-';
/** Memory as a folder, on Linux: a copy of the template is 300 files, which a disk makes one by one. */
const MEMORY = '/dev/shm';
/** The databases of a run and their log, at most. */
const ROOM_BYTES = 4 * 1024 ** 3;

export interface TestServer {
  readonly adminUrl: string;
  /** Stops the server and removes everything it made. */
  stop(): Promise<void>;
}

/** One real PostgreSQL for a whole run, with one migrated template database. Also for the crash test and the pictures. */
export async function startTestServer(): Promise<TestServer> {
  sweep();
  const dataDir = mkdtempSync(join(home(), `${PREFIX}${process.pid}-`));
  let server: EmbeddedServer | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    for (const folder of [server?.folder ?? dataDir, dataDir])
      rmSync(folder, { recursive: true, force: true });
  };
  try {
    server = await startEmbeddedServer({ dataDir, fsync: false, maxConnections: 300 });
    const adminUrl = adminUrlOf(server);
    await planOnce(adminUrl);
    await asAdmin(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
    await migrate(withDatabase(adminUrl, TEMPLATE));
    return { adminUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A statement is planned once on a connection, not at each of its first five calls. A test makes so few calls on so many
 * connections that planning was a quarter of all that PostgreSQL did (measured on 25 files of stories: 33 s → 25 s).
 */
async function planOnce(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, `ALTER SYSTEM SET plan_cache_mode = 'force_generic_plan'`);
  await asAdmin(adminUrl, 'SELECT pg_reload_conf()');
}

/** Memory where there is enough of it, else the temporary folder. */
function home(): string {
  return freeBytes(MEMORY) >= ROOM_BYTES ? MEMORY : tmpdir();
}

function freeBytes(folder: string): number {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return Math.min(bavail * bsize, freemem());
  } catch {
    return 0;
  }
}

/** Removes what a killed run left. A PostgreSQL whose folder is gone ends by itself within a minute. */
function sweep(): void {
  for (const folder of new Set([home(), tmpdir()]))
    for (const name of readdirSync(folder).filter((n) => n.startsWith(PREFIX))) {
      const pid = Number(name.slice(PREFIX.length).split('-')[0]);
      if (pid > 0 && !lives(pid)) rmSync(join(folder, name), { recursive: true, force: true });
    }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes its pool and removes it, also when something else is still connected. */
  drop(): Promise<void>;
}

/** A fresh copy of the template on this server: 100–200 ms on two cores. */
export async function copyTemplate(adminUrl: string): Promise<TestDatabase> {
  return made(adminUrl, `TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
}

/** A database without anything in it, for tests of the migrations themselves. */
export async function emptyDatabase(adminUrl: string): Promise<TestDatabase> {
  return made(adminUrl, '');
}

async function made(adminUrl: string, from: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${name} ${from}`);
  const url = withDatabase(adminUrl, name);
  const database = openDatabase(url);
  return {
    url,
    database,
    drop: async () => {
      await database.close();
      await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** Copying a template needs it to itself for a moment; another test that copies just then is waited for. */
async function asAdmin(url: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock(1)');
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
