import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runProgram, type ServerSetup } from './programs.ts';

export interface ClusterOptions {
  /** Off only for tests: then a power cut may lose data. A killed program or server still loses nothing. Default: on. */
  readonly fsync?: boolean | undefined;
  /** Default 63: the pool of one process (10), its listener and its watch, several times over; three are the superuser's. */
  readonly maxConnections?: number | undefined;
}

/** Made with the cluster, to set it up. Nothing that anybody asks is done as this one. */
export const SUPERUSER = 'schakel';
const MAKING = 'making-';
/** initdb takes seconds. A half-made folder this old was left by a start that was killed. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Makes the data folder when there is none. It is made beside its place and moved there in one step, so that a start
 * that is killed half way leaves nothing that looks like a database, and of two that start at once one wins.
 */
export async function makeCluster(setup: ServerSetup, options: ClusterOptions): Promise<void> {
  sweep(setup);
  if (!existsSync(setup.cluster)) {
    const making = mkdtempSync(join(setup.home, MAKING));
    own(setup, making);
    try {
      await initialise(setup, making, options);
      moveIntoPlace(setup, making);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  writeOwned(setup, join(setup.data, 'schakel.conf'), settings(options));
}

async function initialise(setup: ServerSetup, making: string, options: ClusterOptions): Promise<void> {
  const password = join(making, 'password');
  writeOwned(setup, password, `${randomBytes(24).toString('base64url')}\n`);
  const data = join(making, 'data');
  await runProgram(setup, 'initdb', [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${password}`,
    // The password is asked at every door; "trust" would let every user of this machine in.
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own rules for letters: an update of the system cannot change the order of an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(options.fsync === false ? ['--no-sync'] : []),
  ]);
  const conf = join(data, 'postgresql.conf');
  const include =
    "# Schakel's settings; whatever stands below this line goes before them.\ninclude 'schakel.conf'\n";
  writeOwned(setup, conf, `${readFileSync(conf, 'utf8')}\n${include}`);
}

function moveIntoPlace(setup: ServerSetup, making: string): void {
  try {
    renameSync(making, setup.cluster);
  } catch (error) {
    // Another process that started with us was first: its database is the one.
    if (!existsSync(setup.cluster)) throw error;
  }
  if (process.platform === 'win32') return;
  const folder = openSync(setup.home, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function sweep(setup: ServerSetup): void {
  for (const name of readdirSync(setup.home).filter((n) => n.startsWith(MAKING))) {
    const path = join(setup.home, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** Small: a laptop or a small server shares its memory with us (seen: 25 MB at rest). Durable: what is confirmed is on disk. */
function settings(options: ClusterOptions): string {
  const durable = options.fsync === false ? 'off' : 'on';
  return `# Written by Schakel at every start. Your own settings go at the end of postgresql.conf.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = ${options.maxConnections ?? 63}
shared_buffers = 32MB
io_method = sync
jit = off
fsync = ${durable}
synchronous_commit = on
full_page_writes = ${durable}
log_min_messages = warning
# One line for each error, by its name: no statement, no row, nothing that somebody typed.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
log_timezone = 'UTC'
timezone = 'UTC'
`;
}

interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** TLS is left out: nothing leaves this machine. */
export function urlOf({ port, user, password, database }: Login): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** A generated password that is kept beside the data. */
export function passwordIn(setup: Pick<ServerSetup, 'cluster'>, name: string): string {
  return readFileSync(join(setup.cluster, name), 'utf8').trim();
}

/** Written whole or not at all, and readable by the server's user only. */
export function writeOwned(setup: ServerSetup, file: string, text: string): void {
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(half, text, { mode: 0o600 });
  own(setup, half);
  renameSync(half, file);
}

function own(setup: ServerSetup, path: string): void {
  if (setup.runAs) chownSync(path, setup.runAs.uid, setup.runAs.gid);
}
