import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { anchorsIn, type Row, rowsIn, shownBeside } from './domain-page.ts';

/** The text of docs/domain.md, and the rest of the repository that cites it: every path, and what can be read. */
export interface Repository {
  readonly domain: string;
  readonly paths: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

export interface Cited {
  readonly id: string;
  readonly path: string;
}

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = ['src', 'adapters', 'test', 'docs', 'prisma', 'examples', 'manifest', 'tools'];
const IDS = /(?<![\w./-])(?:C\d{2}|P\d{1,2}b?|invariants? \d{1,2})(?![\w-])/g;
const ADDRESSES = /domain\.md#([\w-]+)/g;
const FILES = /`((?:src|adapters|test|examples)\/[^`\s]+)`/g;
const WITHIN = /\]\(#([\w-]+)\)/g;
const CHAPTERS = /\b(?:domain(?:\.md)?|(?:design|goals)\.md) \d[\d.]*\d|\b(?:design|goals)\.md \d\b/g;

/** The files of the repository; benchmarks have numbers of their own, and this page's test plants what is wrong. */
export function repositoryTexts(): Repository {
  const inside = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.replaceAll('\\', '/')}`,
    ),
  );
  const paths = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...inside].filter(
    (path) => !path.startsWith('src/store/generated/'),
  );
  const readable = paths.filter(
    (path) => /\.(ts|mjs|md|prisma|sql)$/.test(path) && !path.endsWith('/domain-ids.test.ts') && isFile(path),
  );
  const texts = new Map(readable.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
  return { domain: texts.get('docs/domain.md') ?? '', paths, texts };
}

function isFile(path: string): boolean {
  return existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile();
}

/** Test files by the name alone by which docs/domain.md names them, wherever they stand. */
export function filesByTest(paths: readonly string[]): Map<string, string[]> {
  const tests = paths.filter((path) => path.endsWith('.test.ts'));
  return Map.groupBy(tests, (path) => basename(path, '.test.ts'));
}

/** Returns the prose of a file: comments of code, names of tests, pages without what is code in them. */
function prose(path: string, text: string): string {
  if (path.endsWith('.md')) return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  if (path.endsWith('.sql')) return (text.match(/--.*$/gm) ?? []).join('\n');
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g) ?? [];
  const names = path.endsWith('.test.ts')
    ? [...text.matchAll(/(?:\b(?:it|describe)|\))\(\s*(['"`])((?:(?!\1).)*)\1/g)].map(([, , name]) => name)
    : [];
  return [...comments, ...names].join('\n');
}

export function citedIn(path: string, text: string): Cited[] {
  const found = prose(path, text).match(IDS) ?? [];
  return found.map((id) => ({ id: id.replace('invariants', 'invariant'), path }));
}

/** Everything in which docs/domain.md and the repository differ, each with what to do about it. */
export function faultsOf({ domain, paths, texts }: Repository): string[] {
  const rows = rowsIn(domain);
  const apart = [...texts].filter(([path]) => !/^(bench\/|docs\/benchmarks\.md)/.test(path));
  const cited = apart.flatMap(([path, text]) => citedIn(path, text));
  const tests = filesByTest(paths);
  return [
    ...unknown(cited, new Set(rows.map(({ id }) => id))),
    ...apart.flatMap(([path, text]) => nowhere(path, prose(path, text), new Set(anchorsIn(domain)))),
    ...rows.flatMap((row) => [...inState(row, cited), ...misnamed(row.id, row.tests, tests)]),
    ...gone(domain, new Set(paths)),
    ...misnamed('a line that is no row of an id', shownBeside(domain), tests),
  ];
}

function unknown(cited: readonly Cited[], ids: ReadonlySet<string>): string[] {
  const places = new Set(
    cited.filter(({ id }) => !ids.has(id)).map(({ id, path }) => `${path}: cites ${id}`),
  );
  return [...places].map(
    (place) =>
      `${place}, which has no row in docs/domain.md. Cite an id that is there, or add its row; what only looks like an id is no comment and stands in backquotes in a page.`,
  );
}

/** Addresses and chapters that a reader of the repository does not find. */
function nowhere(path: string, text: string, anchors: ReadonlySet<string>): string[] {
  const within = path === 'docs/domain.md' ? text.matchAll(WITHIN) : [];
  const named = [...text.matchAll(ADDRESSES), ...within].map(([, to = '']) => to);
  const stories = [...text.matchAll(/\bstory (\d+)\b/gi)].map(([, number]) => `story-${number}`);
  return [
    ...[...named, ...stories]
      .filter((to) => !anchors.has(to))
      .map(
        (to) => `${path}: leads to #${to}, which is no address in docs/domain.md. Use one of its <a id="…">.`,
      ),
    ...(text.match(CHAPTERS) ?? []).map(
      (chapter) =>
        `${path}: cites "${chapter}", a chapter that nobody finds. Cite an id or an address, as docs/domain.md#timers.`,
    ),
  ];
}

function inState({ id, state, missing, tests }: Row, cited: readonly Cited[]): string[] {
  const told = (what: string): string[] => [`docs/domain.md: ${id} ${what}`];
  if (state === '')
    return told(
      'says neither **built**, **partly** nor **not built** in its last column. Begin it with one.',
    );
  if (state === 'partly' && missing === '')
    return told(
      'is partly built, and does not say what is missing. Write it behind **partly**: in a clause.',
    );
  if (state === 'not built' && tests.length > 0)
    return told(
      `is not built, and names ${tests.join(', ')}. Take the tests out, or say **partly** or **built**.`,
    );
  const isShown = tests.length > 0 || cited.some((one) => one.id === id && one.path.endsWith('.test.ts'));
  if (state === 'built' && !isShown)
    return told(
      'is built, and no test shows it. Name the test by its file, or say what is missing as **partly**.',
    );
  return [];
}

/** Files that the page names whole, with their folder. */
function gone(domain: string, paths: ReadonlySet<string>): string[] {
  return [...domain.matchAll(FILES)].flatMap(([, path = '']) =>
    paths.has(path) ? [] : `docs/domain.md: names ${path}, and there is no such file. Write where it is now.`,
  );
}

function misnamed(id: string, names: readonly string[], tests: ReadonlyMap<string, string[]>): string[] {
  return names.flatMap((name) => {
    const files = tests.get(name) ?? [];
    if (files.length === 1) return [];
    const told = `docs/domain.md: ${id} names ${name}`;
    return files.length === 0
      ? `${told}, and there is no such file as ${name}.test.ts. Was it renamed? Write its new name.`
      : `${told}, which is ${files.join(' and ')}. Name another test of it, or give one of the two another name.`;
  });
}
