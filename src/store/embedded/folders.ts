import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';

/** The user PostgreSQL runs as. It refuses to run as root, so root lends it an unprivileged system user. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded server keeps its things, and as whom it runs. Null: as the user of this process. */
export interface Home {
  readonly folder: string;
  readonly runAs: RunAs | null;
}

/** Dedicated database users first, then the user of Node's container images; everybody has the last. */
const USERS = ['postgres', '_postgres', 'node', 'nobody'];
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * Root's own folder for what must stand outside a closed home. Not below /tmp or /var/tmp: there anybody may put a trap
 * with the expected name, and systemd removes files that were not touched for 30 days, a database's too.
 */
const ROOT_FOLDER = '/var/lib/schakel';

/**
 * Makes, or finds, the folder `database` in `dataDir`. Root hands it to an unprivileged user, or leaves it to the user
 * who had it before. That user must be able to walk to it: a home that is closed (0700, as /root is) is not opened;
 * the database then stands in /var/lib/schakel, always at the same place for the same `dataDir`.
 * Throws in plain words when the folder cannot be made or belongs to somebody else.
 */
export function databaseHome(dataDir: string): Home {
  const wanted = resolve(dataDir);
  const folder = join(wanted, 'database');
  try {
    if (process.getuid?.() !== 0) return { folder: ownFolder(folder), runAs: null };
    mkdirSync(wanted, { recursive: true });
    return homeLentByRoot(wanted, folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    throw new Error(
      `The database cannot be kept in ${folder}: this user may not write there. Perhaps Schakel was started as another user before; start it as that user, or set SCHAKEL_DATA to a folder of your own.`,
      { cause: error },
    );
  }
}

function homeLentByRoot(wanted: string, folder: string): Home {
  const twin = twinOf(wanted);
  const here = existsSync(join(folder, 'cluster'));
  const there = existsSync(join(twin, 'cluster'));
  const runAs = (here && ownerOf(folder)) || (there && ownerOf(twin)) || systemUser();
  const open = reachable(dirname(wanted), runAs);
  if (here && !open) {
    // Not the twin: an empty database would look as if everything was lost.
    throw new Error(
      `The database in ${folder} cannot be reached by its own user (number ${runAs.uid}): a folder above it was closed. Let others walk through again (chmod o+x), or move ${wanted} and set SCHAKEL_DATA.`,
    );
  }
  if (!here && (there || !open)) {
    rootFolder();
    return { folder: lentFolder(twin, runAs), runAs };
  }
  // Schakel's own folder may be walked through; what is in it stays as closed as it was.
  if (!reachable(wanted, runAs)) chmodSync(wanted, (statSync(wanted).mode & 0o7777) | 0o001);
  return { folder: lentFolder(folder, runAs), runAs };
}

function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  return realpathSync(folder);
}

function lentFolder(folder: string, runAs: RunAs): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!lstatSync(folder).isDirectory())
    throw new Error(`${folder} is not a folder. Remove it and try again.`);
  chownSync(folder, runAs.uid, runAs.gid);
  return realpathSync(folder);
}

function twinOf(wanted: string): string {
  const short = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return join(ROOT_FOLDER, `${basename(wanted).replace(/\W+/g, '') || 'data'}-${short}`);
}

/** The folder in /var/lib that others may walk through, made when needed. */
export function rootFolder(): string {
  mkdirSync(ROOT_FOLDER, { recursive: true });
  chmodSync(ROOT_FOLDER, 0o755);
  return ROOT_FOLDER;
}

function ownerOf(folder: string): RunAs | null {
  const { uid, gid } = statSync(folder);
  return uid === 0 ? null : { uid, gid };
}

function systemUser(): RunAs {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const known = new Map(lines.map((line) => line.split(':')).map((f) => [f[0], f]));
  for (const name of USERS) {
    const [, , uid, gid] = known.get(name) ?? [];
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return NOBODY;
}

/** Whether a user can walk to a path: every folder on the way must let it through. What is not there yet is passed. */
export function reachable(path: string, runAs: RunAs): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === parse(at).root) return true;
  }
}
