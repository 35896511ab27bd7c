import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunAs } from './folders.ts';

/** One embedded server: its folders, its programs and the user it runs as. */
export interface ServerSetup {
  readonly home: string;
  /** Appears in one step when it is complete: the password and the data. */
  readonly cluster: string;
  readonly data: string;
  readonly bin: string;
  readonly log: string;
  readonly runAs: RunAs | null;
}

/** A server program that ended badly, with what it and the server's log said. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  readonly said: string;
  constructor(said: string, setup: ServerSetup) {
    super(inPlainWords(said, setup));
    this.said = said;
  }
}

/** Variables of our environment that the server sees: enough to run, and none of our secrets. */
const PASSED_ON = [
  'PATH',
  'SystemRoot',
  'SystemDrive',
  'TEMP',
  'TMP',
  'TMPDIR',
  'ComSpec',
  'LD_LIBRARY_PATH',
];

/** Runs `initdb` or `pg_ctl` to its end. Throws `ProgramFailed`. */
export async function runProgram(
  setup: ServerSetup,
  program: string,
  args: readonly string[],
): Promise<void> {
  const logged = existsSync(setup.log) ? statSync(setup.log).size : 0;
  const { code, said } = await spawned(setup, program, args);
  if (code !== 0) throw new ProgramFailed(`${said.trim()}\n${since(setup.log, logged).trim()}`.trim(), setup);
}

function spawned(
  setup: ServerSetup,
  program: string,
  args: readonly string[],
): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    const passed = PASSED_ON.map((name) => [name, process.env[name]]).filter(
      ([, value]) => value !== undefined,
    );
    const child = spawn(join(setup.bin, program), args, {
      cwd: setup.home,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C in the terminal is for us, and we stop the server last.
      detached: true,
      windowsHide: true,
      env: {
        ...(Object.fromEntries(passed) as Record<string, string>),
        HOME: setup.home,
        LC_ALL: 'C',
        TZ: 'UTC',
      },
      ...(setup.runAs ? { uid: setup.runAs.uid, gid: setup.runAs.gid } : {}),
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => done({ code: -1, said: error.message }));
    // "exit", not "close": the server keeps the pipes of pg_ctl open.
    child.once('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      done({ code: code ?? -1, said });
    });
  });
}

/** The end of the log that was written since a moment: what this start said, not an earlier one. */
function since(log: string, from: number): string {
  if (!existsSync(log)) return '';
  const size = statSync(log).size;
  const start = Math.max(from > size ? 0 : from, size - 4000);
  const buffer = Buffer.alloc(size - start);
  const file = openSync(log, 'r');
  try {
    readSync(file, buffer, 0, buffer.length, start);
  } finally {
    closeSync(file);
  }
  return buffer.toString('utf8');
}

/** Faults as people say them, and what to do. First match counts. */
const KNOWN: readonly [RegExp, (setup: ServerSetup) => string][] = [
  [
    /could not look up effective user ID/i,
    () =>
      `The user that runs this (number ${process.getuid?.()}) has no name on this system, and PostgreSQL wants one to make its data. Add a line for it to /etc/passwd (in a container: use a user that the image knows), or set DATABASE_URL.`,
  ],
  [
    /No space left on device|ENOSPC|disk quota|Check free disk space|wrote only \d+ of \d+ bytes/i,
    (p) => `The disk with ${p.home} is full. Make room on it and start again; nothing was lost.`,
  ],
  [
    /incompatible with server|was initialized by PostgreSQL version/i,
    (p) =>
      `The data in ${p.data} were made by another version of PostgreSQL (${madeBy(p)}). Start the version of Schakel that made them, or move them over with pg_dump and psql.`,
  ],
  [
    /could not locate a valid checkpoint|invalid checkpoint|PANIC|could not find the database system|could not open file .*pg_control|checksum mismatch|invalid data in file/i,
    (p) => `The data in ${p.data} are damaged. Put back a backup; keep a copy of the folder first.`,
  ],
  [
    /error while loading shared libraries|Library not loaded|ENOENT|not found \(required by|relocating/i,
    () =>
      'The PostgreSQL that npm brought cannot run on this system (Alpine Linux, for one, lacks what it needs). Set DATABASE_URL to a PostgreSQL 14 or newer.',
  ],
  [
    /Permission denied|EACCES|could not access directory|has wrong ownership|invalid permissions/i,
    (p) =>
      `The database user may not read or write ${p.home}. Give the folder back to the user it was made by, or set SCHAKEL_DATA to another folder.`,
  ],
  [
    /shared memory|semaphores|Cannot allocate memory|ENOMEM/i,
    () => 'There is too little memory for the database on this machine. Free some, or set DATABASE_URL.',
  ],
];

function inPlainWords(said: string, setup: ServerSetup): string {
  const known = KNOWN.find(([pattern]) => pattern.test(said))?.[1](setup);
  const words = known ?? 'The embedded database could not be started.';
  return `${words}\nIt said: ${said.split('\n').slice(-8).join('\n')}\nIts log: ${setup.log}`;
}

function madeBy(setup: ServerSetup): string {
  const file = join(setup.data, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown';
}
