import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { passwordIn, SUPERUSER, urlOf, writeOwned } from './cluster.ts';
import { ProgramFailed, runProgram, type ServerSetup } from './programs.ts';

/** A running server, seen by connecting to it, and the connection with which this process says "I use it". */
export interface Presence {
  readonly client: pg.Client;
  readonly socket: Socket;
  readonly port: number;
}

/** Every process that uses the server holds this lock, shared; who can have it alone is the last. Any number will do. */
const IN_USE = 7_245_530_022;
const HOST = '127.0.0.1';

/** Connects to the server of this folder. Null when none answers: a pid file alone is no server. */
export async function connectTo(setup: ServerSetup): Promise<Presence | null> {
  const port = pidFile(setup)?.port;
  if (!port) return null;
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: urlOf({
      port,
      user: SUPERUSER,
      password: passwordIn(setup, 'password'),
      database: 'postgres',
    }),
    stream: () => socket,
    connectionTimeoutMillis: 5_000,
    application_name: 'schakel: in use',
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ at: string }>(`SELECT current_setting('data_directory') AS "at"`);
    // A copy of the folder has the same password and names the port of the original.
    if (resolve(rows[0]?.at ?? '') !== resolve(setup.data)) throw new Error('another folder');
    await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
    return { client, socket, port };
  } catch (error) {
    await client.end().catch(() => undefined);
    if ((error as { code?: string }).code !== '28P01') return null;
    throw new Error(
      `The password in ${join(setup.cluster, 'password')} is not the one of the database beside it. Put back both from the same backup.`,
      { cause: error },
    );
  }
}

/** True when nobody else uses the server. Newcomers then wait until it has stopped, and start it again. */
export async function lastOneOut(client: pg.Client): Promise<boolean> {
  await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
  const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS "last"', [
    IN_USE,
  ]);
  return rows[0]?.last ?? false;
}

/** Tries once to start the server. True: it was us. False: another one is starting or stopping; look again. */
export async function launch(setup: ServerSetup): Promise<boolean> {
  const port = await freePort(setup);
  try {
    await runProgram(setup, 'pg_ctl', [
      'start',
      `--pgdata=${setup.data}`,
      `--log=${setup.log}`,
      '--wait',
      '--timeout=60',
      `--options=-p ${port}`,
    ]);
    writeOwned(setup, join(setup.home, 'port'), String(port));
    return true;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    if (/did not start in time|starting up|still in use|Address already in use/i.test(error.said))
      return false;
    if (!/lock file "postmaster\.pid"/.test(error.said)) throw error;
    removeStalePidFile(setup);
    return false;
  }
}

/** Stops the server and waits until it has: what is confirmed is on disk, connections are ended. */
export async function halt(setup: ServerSetup): Promise<void> {
  try {
    await runProgram(setup, 'pg_ctl', [
      'stop',
      `--pgdata=${setup.data}`,
      '--mode=fast',
      '--wait',
      '--timeout=60',
    ]);
  } catch (error) {
    if (existsSync(join(setup.data, 'postmaster.pid'))) throw error;
  }
}

/** PostgreSQL's own file, its only truth about who runs where: line 1 is the process, line 4 the port. */
function pidFile(setup: ServerSetup): { pid: number; port: number } | null {
  const file = join(setup.data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]) };
}

/**
 * After a power cut or a restarted container the number in the pid file can belong to another program, and PostgreSQL
 * takes that for a running server. It is removed when that program is surely no PostgreSQL.
 */
function removeStalePidFile(setup: ServerSetup): void {
  const seen = pidFile(setup)?.pid;
  if (!seen) return;
  const program = programOf(seen);
  if (program === null || /postgres|postmaster/i.test(program)) return;
  if (pidFile(setup)?.pid === seen) rmSync(join(setup.data, 'postmaster.pid'), { force: true });
}

/**
 * The name of a running program, empty when it has ended, null when that cannot be known. An ended one that nobody
 * has buried (a container whose first process is ours) still holds its number.
 */
function programOf(pid: number): string | null {
  if (process.platform === 'win32') return null;
  try {
    const stat = `/proc/${pid}/stat`;
    const [, name, state] = existsSync(stat)
      ? (/\((.*)\) (\S)/.exec(readFileSync(stat, 'utf8')) ?? [])
      : (/(.*\S)\s+(\S)\S*$/.exec(ps(pid)) ?? []);
    return state === 'Z' ? '' : (name ?? null);
  } catch {
    return null;
  }
}

function ps(pid: number): string {
  return execFileSync('ps', ['-p', String(pid), '-o', 'comm=', '-o', 'state='], { encoding: 'utf8' });
}

/** The port of last time when it is free, so that connection strings keep working; otherwise any free one. */
async function freePort(setup: ServerSetup): Promise<number> {
  const file = join(setup.home, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (last > 0 ? await tryPort(last) : null) ?? (await tryPort(0));
  if (port === null)
    throw new Error(`No free port was found on ${HOST} for the database. Close other programs.`);
  return port;
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
