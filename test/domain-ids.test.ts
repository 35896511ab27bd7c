import { describe, expect, it } from 'vitest';
import { parseRegionFile } from '../src/config/region/region-file.ts';
import { ROLES } from '../src/domain/vocabulary.ts';
import {
  citedIn,
  faultsOf,
  filesByTest,
  type Repository,
  repositoryTexts,
} from './support/documents/domain-ids.ts';
import { anchorsIn, rolesIn, rowsIn, timersIn } from './support/documents/domain-page.ts';

const REPOSITORY: Repository = repositoryTexts();
const { domain } = REPOSITORY;

describe('docs/domain.md and the rest of the repository', () => {
  it('say the same: every id that is cited is there, and what is built is shown by tests that are there', () => {
    expect(faultsOf(REPOSITORY)).toEqual([]);
  });

  it.each([
    ['C', 56],
    ['P', 28],
    ['invariant ', 10],
  ])('%s: each number once, without a gap, at the address of its name', (kind, least) => {
    const rows = rowsIn(domain).filter(({ id }) => id.startsWith(kind) && id !== 'P8b');
    const numbers = rows.map(({ id }) => Number(id.slice(kind.length))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: Math.max(least, rows.length) }, (_, i) => i + 1));
    for (const { id, anchor } of rows) expect(anchor).toBe(id.toLowerCase().replace(' ', '-'));
  });

  it('have no address twice', () => {
    const anchors = anchorsIn(domain);
    expect(anchors.filter((one, i) => anchors.indexOf(one) !== i)).toEqual([]);
  });
});

describe('the tables of docs/domain.md', () => {
  it('have the timers of a region that sets none, with their defaults', () => {
    const read = parseRegionFile('key: r\nname: R\npeople:\n  - { key: c, name: C }\ncoordinators: [c]\n');
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const defaults = Object.entries(read.region.timers).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : value.days,
    ]);
    const told = timersIn(domain);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(defaults));
  });

  it('have every role of the code, and no other', () => {
    expect([...rolesIn(domain)].sort()).toEqual([...ROLES].sort());
  });
});

describe('a fault between the two', () => {
  const here = new Set(faultsOf(REPOSITORY));
  const found = (change: Partial<Repository>): string[] =>
    faultsOf({ ...REPOSITORY, ...change }).filter((fault) => !here.has(fault));
  const written = (path: string, text: string): string[] =>
    found({ texts: new Map([...REPOSITORY.texts, [path, text]]) });
  const row = (id: string, stands: string): string[] => {
    const lines = domain.split('\n');
    const at = lines.findIndex((line) => line.startsWith(`| <a id="${id}">`));
    const cells = lines[at]?.split('|') ?? [];
    lines[at] = [...cells.slice(0, -2), ` ${stands} `, ''].join('|');
    return found({ domain: lines.join('\n') });
  };

  it.each([
    ['src/domain/x.ts', '/** Asked once more (C99). */', 'C99'],
    ['src/domain/x.ts', 'const a = 1; // as P29 says', 'P29'],
    ['test/stories/x.test.ts', "it('keeps invariant 11', () => {});", 'invariant 11'],
    ['docs/x.md', 'As one wants it (C57).', 'C57'],
    ['docs/x.md', 'See [there](domain.md#timer).', '#timer'],
    ['docs/domain.md', 'See [there](#rungs).', '#rungs'],
    ['src/domain/x.ts', '/** Days: docs/domain.md#dayz. */', '#dayz'],
    ['test/stories/x.test.ts', '/** Story 5, in English. */', '#story-5'],
    ['src/domain/x.ts', '/** Defaults: domain.md 2.4. */', 'domain.md 2.4'],
    ['src/domain/x.ts', '/** Days as domain 2.4 has them. */', 'domain 2.4'],
  ])('in %s is told with its place and what to do: %s', (path, text, name) => {
    expect(written(path, text)).toEqual([
      expect.stringMatching(new RegExp(`^${path}: .*${name}.*docs/domain`)),
    ]);
  });

  it.each([
    ['bench/x.ts', '/** P9: how long it takes. */'],
    ['docs/benchmarks.md', '| P9 | how long it takes |'],
    ['test/edges/x.ts', "const channel = 'C99';"],
    ['docs/x.md', 'Type `C99`, or the word AC99 or P2P.'],
  ])('is not what only looks like an id, in %s: %s', (path, text) => {
    expect(written(path, text)).toEqual([]);
  });

  it.each([
    ['c05', '**built**. `no-such-test`', /^docs\/domain\.md: C05 names no-such-test.*no such file/],
    [
      'c05',
      '**built**. `consent`',
      /^docs\/domain\.md: C05 names consent.*src\/domain\/\S*consent\.test\.ts/,
    ],
    ['c05', '**built**.', /^docs\/domain\.md: C05 is built, and no test/],
    ['c13', '**not built**. `create`', /^docs\/domain\.md: C13 is not built, and names create/],
    [
      'c13',
      '**partly**: as `src/domain/x.ts` has it.',
      /^docs\/domain\.md: .*src\/domain\/x\.ts.* no such file/,
    ],
    ['c13', '**soon**', /^docs\/domain\.md: C13 says neither/],
    [
      'c08',
      '**partly**. `create`',
      /^docs\/domain\.md: C08 is partly built, and does not say what is missing/,
    ],
  ])('in the row of %s is told with what to do: %s', (id, stands, told) => {
    expect(row(id, stands)).toEqual([expect.stringMatching(told)]);
  });

  it('is a test that moved to another folder not, and one that is gone is', () => {
    const tests = filesByTest(REPOSITORY.paths);
    const [old = ''] = tests.get('silent-family') ?? [];
    const elsewhere = REPOSITORY.paths.map((path) =>
      path === old ? 'test/x/y/silent-family.test.ts' : path,
    );
    expect(found({ paths: elsewhere })).toEqual([]);
    const gone = found({ paths: REPOSITORY.paths.filter((path) => path !== old) });
    expect(gone.length).toBeGreaterThan(0);
    for (const one of gone) expect(one).toContain('silent-family');
  });

  it('is looked for in comments, names of tests and pages, and in nothing else', () => {
    expect(citedIn('src/a.ts', "const a = 'C12'; // C13\n/* C14\n C15 */").map(({ id }) => id)).toEqual([
      'C13',
      'C14',
      'C15',
    ]);
    expect(
      citedIn('a.test.ts', "describe('P1 and C02', () => it(`invariant 3`, f));").map(({ id }) => id),
    ).toEqual(['P1', 'C02', 'invariant 3']);
    expect(citedIn('docs/a.md', 'C16 `C17`\n```\nC18\n```\nP8b').map(({ id }) => id)).toEqual(['C16', 'P8b']);
  });
});
