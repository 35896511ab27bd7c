import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';
import { faultsOfDecisions } from './support/documents/decisions.ts';

const ROOT = join(import.meta.dirname, '..');
const ROOMS = ['src', 'adapters', 'test', 'bench', 'tools', 'docs', 'prisma', 'examples', 'manifest'];
const READ = /\.(ts|mjs|md|sql|prisma|ya?ml|json)$/;
const NUMBERED = 205;

/** Every text of the project that may point at a decision, by its path. */
const texts = new Map(
  [...ROOMS.flatMap((room) => filesIn(join(ROOT, room), true)), ...filesIn(ROOT, false)]
    .filter((file) => READ.test(file) && !file.includes(`${sep}generated${sep}`))
    .map((file) => [relative(ROOT, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
);

function filesIn(folder: string, recursive: boolean): string[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

it('every decision has an anchor, a date, a status and a reason, and whatever points at one finds it', () => {
  expect(faultsOfDecisions(texts, NUMBERED)).toEqual([]);
  expect([...texts.keys()]).toContain('docs/decisions/storage.md');
});

const item = (id: string, line: string, title = id): string =>
  `<a id="${id}"></a>\n\n### ${title}\n\n${line}\n\nSo that it holds.\n`;
const index =
  '[A](a.md) [B](b.md)\n\n| Number | Decision |\n| 1 | [one](a.md#one) |\n| 2 | [two](b.md#two) |\n';
// No path or number of these stands whole here: this file is looked through as well.
const A = `docs/decisions/${'a.md'}`;
const README = 'docs/decisions/README.md';
const small = {
  [README]: index,
  [A]: item('one', '2026-01-02 · narrowed by [two](b.md#two)'),
  [`docs/decisions/${'b.md'}`]: item('two', '2026-01-03 · stands'),
  'src/x.ts': `// The reason stands in docs/decisions/${'a.md'}#one.`,
};

it('a small set without a fault has none', () => {
  expect(faultsOfDecisions(new Map(Object.entries(small)), 2)).toEqual([]);
});

it.each([
  [
    'no anchor',
    { [A]: `${small[A]}\n### Three\n\n2026-01-02 · stands\n\nWhy.\n` },
    `${A}: “Three” has no anchor`,
  ],
  [
    'an anchor of no heading',
    { [A]: `${small[A]}\n<a id="three"></a>\n` },
    `${A}: anchor three has no decision`,
  ],
  [
    'an anchor that another file has',
    { [A]: `${small[A]}\n${item('two', '2026-01-02 · stands')}` },
    'anchor two stands twice',
  ],
  [
    'a day that is none',
    { [A]: item('one', '2026-02-30 · stands') },
    `${A}: “one” has no date: 2026-02-30 · stands`,
  ],
  ['no date', { [A]: item('one', 'stands') }, `${A}: “one” has no date: stands`],
  ['a status of its own', { [A]: item('one', '2026-01-02 · holds') }, `${A}: “one” has no status: holds`],
  [
    'a status without a link',
    { [A]: item('one', '2026-01-02 · replaced by two') },
    `${A}: “one” has no status: replaced by two`,
  ],
  [
    'an older one that changes a newer',
    { [A]: item('one', '2026-01-04 · replaced by [two](b.md#two)') },
    `${A}: “one” is newer than what changed it, b.md#two`,
  ],
  ['no reason', { [A]: '<a id="one"></a>\n\n### one\n\n2026-01-02 · stands\n' }, `${A}: “one” has no reason`],
  [
    'a link to nothing beside it',
    { [A]: `${small[A]}\nSee [three](b.md#three).\n` },
    `${A}: b.md#three leads nowhere`,
  ],
  [
    'a link to nothing in itself',
    { [A]: `${small[A]}\nSee [three](#three).\n` },
    `${A}: a.md#three leads nowhere`,
  ],
  ['a link to no file', { [A]: `${small[A]}\nSee [three](c.md).\n` }, `${A}: c.md leads nowhere`],
  [
    'a comment that points at nothing',
    { 'src/x.ts': `// docs/decisions/${'a.md'}#three` },
    'src/x.ts: a.md#three leads nowhere',
  ],
  [
    'a page that points at no file',
    { 'docs/x.md': `[x](decisions/${'c.md'}#one)` },
    'docs/x.md: c.md#one leads nowhere',
  ],
  [
    'a comment that names a number',
    { 'src/x.ts': `// As in ${'decision'} 12.` },
    `src/x.ts: names a number, ${'decision'} 12`,
  ],
  [
    'a number that is missing',
    { [README]: index.replace('| 1 |', '| 3 |') },
    `${README}: number 1 is missing`,
  ],
  ['a number that is none', { [README]: index.replace('| 1 |', '| 3 |') }, `${README}: number 3 is too many`],
  [
    'a number that stands twice',
    { [README]: `${index}| 2 | [one](a.md#one) |\n` },
    `${README}: number 2 is too many`,
  ],
  [
    'a file that the index does not name',
    { [README]: index.replace('[B](b.md)', '') },
    `${README}: does not name b.md`,
  ],
])('says which: %s', (_what, planted, fault) => {
  expect(faultsOfDecisions(new Map(Object.entries({ ...small, ...planted })), 2)).toContain(fault);
});
