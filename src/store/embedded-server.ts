import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { nativeFolder, type RunAs, reachable } from './embedded-binaries.ts';

export interface EmbeddedServer {
  /** Connection string of the maintenance database `schakel`. */
  readonly url: string;
  readonly port: number;
  /** The server was already running: it outlived the process that started it, or another one uses it too. */
  readonly adopted: boolean;
  /** Stops the server and waits until it has. Data stay. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Only for tests, whose data nobody needs after a power cut. */
  readonly fsync?: boolean;
  readonly maxConnections?: number;
}

const HOST = '127.0.0.1';
const DATABASE = 'schakel';
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * Starts the PostgreSQL that npm brought, through `pg_ctl`, or adopts one that already runs on this data folder. The
 * folder is made on the first start; one that was made half is made again. Throws in plain words.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const runAs = process.getuid?.() === 0 ? NOBODY : null;
  const home = dataHome(resolve(options.dataDir), runAs);
  const bin = join(nativeFolder(runAs), 'bin');
  const place: Place = { home, data: join(home, 'postgresql'), bin, runAs };
  await oneAtATime(place, async () => {
    await initialise(place);
    await start(place, options);
  });
  const port = Number(readFileSync(join(home, 'port'), 'utf8'));
  await createDatabase(place, port);
  return {
    url: urlOf(place, port, DATABASE),
    port,
    adopted: place.adopted ?? false,
    stop: () => stop(place),
  };
}

interface Place {
  readonly home: string;
  readonly data: string;
  readonly bin: string;
  readonly runAs: RunAs | null;
  adopted?: boolean;
}

/** As root, data must stand where the unprivileged user can come; a closed home gets a twin below /var/tmp. */
function dataHome(wanted: string, runAs: RunAs | null): string {
  const home =
    runAs && !reachable(join(wanted, '..'), runAs)
      ? join('/var/tmp', `schakel-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`)
      : join(wanted, 'database');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (runAs) {
    chmodSync(join(home, '..'), home.startsWith('/var/tmp/') ? 0o1777 : 0o755);
    chownSync(home, runAs.uid, runAs.gid);
  }
  return home;
}

async function initialise(place: Place): Promise<void> {
  const ready = join(place.home, 'initialised');
  if (existsSync(ready)) return;
  // Without the mark an earlier start was killed half way: what it left is no database.
  rmSync(place.data, { recursive: true, force: true });
  const passwordFile = join(place.home, 'password');
  if (!existsSync(passwordFile)) writeOwned(place, 'password', randomBytes(24).toString('base64url'));
  await run(place, 'initdb', [
    '-D',
    place.data,
    '-U',
    'schakel',
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]);
  writeOwned(place, 'initialised', 'yes');
}

async function start(place: Place, options: EmbeddedOptions): Promise<void> {
  if (await answers(place)) {
    place.adopted = true;
    return;
  }
  const port = await freePort(place);
  writeOwned(place, 'port', String(port));
  const settings = {
    listen_addresses: HOST,
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 60),
    shared_buffers: '32MB',
    fsync: options.fsync === false ? 'off' : 'on',
    synchronous_commit: options.fsync === false ? 'off' : 'on',
    full_page_writes: options.fsync === false ? 'off' : 'on',
    log_min_messages: 'warning',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings)
    .map(([k, v]) => `-c ${k}='${v}'`)
    .join(' ');
  await run(place, 'pg_ctl', [
    'start',
    '-D',
    place.data,
    '-w',
    '-t',
    '60',
    '-l',
    join(place.home, 'server.log'),
    '-o',
    flags,
  ]);
}

async function stop(place: Place): Promise<void> {
  await run(place, 'pg_ctl', ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '60']).catch(
    (error: unknown) => {
      if (existsSync(join(place.data, 'postmaster.pid'))) throw error;
    },
  );
}

/** True when a server of this folder answers, whoever started it. A stale pid file is no server. */
async function answers(place: Place): Promise<boolean> {
  const file = join(place.home, 'port');
  if (!existsSync(file) || !existsSync(join(place.data, 'postmaster.pid'))) return false;
  const client = new pg.Client({
    connectionString: urlOf(place, Number(readFileSync(file, 'utf8')), 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === place.data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(place, port, 'postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

function urlOf(place: Place, port: number, database: string): string {
  const password = readFileSync(join(place.home, 'password'), 'utf8').trim();
  return `postgresql://schakel:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
}

function writeOwned(place: Place, name: string, text: string): void {
  const file = join(place.home, name);
  writeFileSync(file, text, { mode: 0o600 });
  if (place.runAs) chownSync(file, place.runAs.uid, place.runAs.gid);
}

/** The port of last time when it is free, so that connection strings keep working; otherwise any free one. */
async function freePort(place: Place): Promise<number> {
  const file = join(place.home, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return (last ? await tryPort(last) : null) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(null));
    server.listen(port, HOST, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** Two processes that start at once: one makes and starts, the other then finds it running. */
async function oneAtATime(place: Place, work: () => Promise<void>): Promise<void> {
  const lock = join(place.home, 'starting');
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (!holderLives(lock)) rmSync(lock, { force: true });
      else if (tries > 600)
        throw new Error(
          `Another process has been starting the database in ${place.home} for two minutes. Stop it and try again.`,
        );
      else await new Promise((done) => setTimeout(done, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderLives(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid === process.pid) return true;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function run(place: Place, program: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(join(place.bin, program), args, {
      cwd: place.home,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, HOME: place.home, LC_ALL: 'C', TZ: 'UTC' },
      ...(place.runAs ? { uid: place.runAs.uid, gid: place.runAs.gid } : {}),
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) =>
      failed(new Error(`The database program ${program} could not be started: ${error.message}`)),
    );
    // "exit", not "close": the server keeps the pipes of pg_ctl open.
    child.once('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) done();
      else
        failed(
          new Error(
            `The embedded database could not be started (${program} ended with ${code}). ${said.trim()} Its log is ${join(place.home, 'server.log')}.`,
          ),
        );
    });
  });
}
