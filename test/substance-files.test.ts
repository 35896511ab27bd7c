import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Few files of the program may do something with words about a family, and these are they. */
const ROOT = join(import.meta.dirname, '..');
const FILES = ['src', 'adapters']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('src/store/generated/'),
  );
const TEXTS = new Map(FILES.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));

const DOORS: readonly (readonly [what: string, seen: RegExp, allowed: RegExp])[] = [
  ['seals them', /Substance\.sealed\(/, /^src\/store\/substance\//],
  [
    'names their table',
    /["'`]substance["'`]|"substance"/,
    /^src\/store\/(substance\/|cases\/(commit|sections\/substance)|people\/merge|sealing\/known-key)/,
  ],
  ['knows them', /from '[^']*domain\/substance\//, /^(src\/(app|ports|store|main)\/|adapters\/web\/)/],
];

const strangers = (texts: ReadonlyMap<string, string>, seen: RegExp, allowed: RegExp): string[] =>
  [...texts].filter(([path, text]) => seen.test(text) && !allowed.test(path)).map(([path]) => path);

describe('words about a family', () => {
  it.each(DOORS)('nobody %s but who may', (_what, seen, allowed) => {
    const inside = new Map([...TEXTS].filter(([path]) => !path.startsWith('src/domain/substance/')));
    expect(strangers(inside, seen, allowed)).toEqual([]);
    expect([...inside].some(([path, text]) => seen.test(text) && allowed.test(path))).toBe(true);
  });

  it.each([
    ['adapters/slack/render.ts', `import { Substance } from '../../src/domain/substance/substance.ts';`],
    ['src/jobs/round.ts', `import { mayRead } from '../domain/substance/may-read.ts';`],
    ['src/text/compose.ts', `import { Substance } from '../domain/substance/substance.ts';`],
    ['src/app/pages/pages.ts', 'Substance.sealed(one, (words) => words)'],
    ['src/store/web/reading.ts', 'SELECT * FROM "substance"'],
  ])('a way that was planted in %s is seen', (path, text) => {
    const planted = new Map([[path, text]]);
    expect(DOORS.flatMap(([, seen, allowed]) => strangers(planted, seen, allowed))).toEqual([path]);
  });
});
