import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODE, filesIn, textsOf } from '../../tools/layers/imports.ts';
import {
  FILES_MAX,
  fullFolders,
  functionsIn,
  LINES_MAX,
  longFiles,
  PARAMETERS_MAX,
  wideFunctions,
} from '../../tools/layers/sizes.ts';

/** Folders, files and functions stay small enough to be read. */
const root = join(import.meta.dirname, '../..');
const texts = textsOf(root);
const domain = new Map([...texts].filter(([file]) => file.startsWith('src/domain/')));

describe('nothing is larger than can be read', () => {
  it('no folder has more than fifteen files at its root', () => {
    expect(fullFolders(CODE.flatMap((folder) => filesIn(root, folder)))).toEqual([]);
  });

  it('no file is longer than 400 lines, unless it says at its head why', () => {
    expect(longFiles(texts)).toEqual([]);
  });

  it('no function of the domain takes more than four parameters', () => {
    expect(wideFunctions(domain)).toEqual([]);
  });

  it('the functions of the domain are found', () => {
    expect([...domain.values()].flatMap(functionsIn).length).toBeGreaterThan(300);
  });
});

describe('what is planted is found', () => {
  it('a folder with one file too many, and not one with a folder in it', () => {
    const files = Array.from({ length: FILES_MAX + 1 }, (_, n) => `src/full/${n}.ts`);
    const spread = files.map((file, n) => (n === 0 ? 'src/full/deeper/0.ts' : file));
    expect(fullFolders(files)).toEqual(['src/full']);
    expect(fullFolders(spread)).toEqual([]);
  });

  it('a file with one line too many, unless it says why', () => {
    const lines = 'a();\n'.repeat(LINES_MAX);
    const planted = {
      'src/fits.ts': lines,
      'src/long.ts': `${lines}a();\n`,
      'src/why.ts': `/** Long because it is one table. */\n${lines}`,
      'src/late.ts': `${lines}/** Long because nobody reads this far. */\n`,
    };
    expect(longFiles(new Map(Object.entries(planted)))).toEqual(['src/long.ts', 'src/late.ts']);
  });

  it.each([
    ['export function f(): void {}', 0],
    ['export function f(a: string): void {}', 1],
    ['export function f(\n  a: string,\n  b: number,\n): void {}', 2],
    ['export async function f(a: Map<string, A>, b: readonly [x: A, y: B]): Promise<A> {}', 2],
    ['export function f<T extends { readonly a: A }, U>(a: (t: T, u: U) => void, b: U): void {}', 2],
    ["export function f({ a, b }: { a: A; b: B }, c = 'x, y', d: A[] = []): void {}", 3],
    ['export function f(\n  a: A,\n  // One, and another, and a third.\n  b: B,\n): void {}', 2],
    ['export const f = (a: A, b: B, c: C): D => d(a, b);', 3],
    ['export const f = async <T>(a: T): Promise<T> => a;', 1],
    ['export const f: (a: A) => B = (a) => b(a);', 1],
    ['function f(a: A, b: B): void {}', 2],
    ['async function f<T>(a: T, b: readonly T[] = []): Promise<void> {}', 2],
    ['const f = (a: A): boolean => a.b;', 1],
  ])('%j', (text, parameters) => {
    expect(functionsIn(text)).toEqual([{ name: 'f', parameters }]);
  });

  it('a value in brackets is no function', () => {
    expect(functionsIn('export const f = (1 + 2) * 3;\nexport const LIST = [a, b, c, d, e, f];')).toEqual([]);
    expect(functionsIn('const f = (a, b) * 3;\nconst LIST = [a, b, c, d, e, f];')).toEqual([]);
  });

  it.each(['export function wide', 'function wide', 'async function wide', 'const wide = '])(
    '%s(…) that takes one too many is named with its file',
    (head) => {
      const parameters = [...'abcde'].map((p) => `${p}: A`).join(', ');
      const text = `${head}(${parameters}): void ${head.startsWith('const') ? '=> ' : ''}{}`;
      expect(wideFunctions(new Map([['src/domain/x.ts', text]]))).toEqual(['src/domain/x.ts wide']);
      expect(PARAMETERS_MAX).toBe(4);
    },
  );
});
