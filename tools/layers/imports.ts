import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The files that each file imports. Biome formats every file, so that an import is found by how it is written. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const WRITTEN = [
  /^import (?:type )?[\w\s{},*$]*?from '([^']+)'/gm,
  /^import '([^']+)'/gm,
  /^export (?:type )?(?:\*(?: as \w+)?|\{[^}]*\}) from '([^']+)'/gm,
  /\bimport\(\s*'([^']+)'/g,
];

/** Returns what a text imports, as it is written there; a type counts like a value. */
export function importsOf(text: string): string[] {
  return WRITTEN.flatMap((how) => [...text.matchAll(how)].flatMap(([, from]) => from ?? []));
}

/** The files of some texts that import each other; packages are left out. */
export function importsAmong(texts: ReadonlyMap<string, string>): Imports {
  const found = [...texts].map(([file, text]) => {
    const near = importsOf(text).filter((from) => from.startsWith('.'));
    const paths = near.map((from) => posix.join(posix.dirname(file), from));
    return [file, [...new Set(paths)].filter((path) => texts.has(path))] as const;
  });
  return new Map(found);
}

/** Folders that hold code, and what in them is made by others. */
export const CODE = ['src', 'adapters', 'test', 'tools', 'bench'];
const MADE = 'src/store/generated';

export function textsOf(root: string, folders: readonly string[] = CODE): Map<string, string> {
  const files = folders.filter((folder) => existsSync(join(root, folder))).flatMap((f) => filesIn(root, f));
  const code = files.filter((file) => file.endsWith('.ts'));
  return new Map(code.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

export function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (path === MADE) return [];
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}
