import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYERS } from '../../tools/layers/layers.ts';
import { lint, plant } from './linting.ts';
import { type Plant, planted } from './plants.ts';

/**
 * The arrows between the layers. A linter that is misconfigured passes in silence, so every arrow is proved from
 * both sides: what the list of layers forbids Biome must refuse, and what it allows Biome must let through.
 * All plants go into one throwaway tree with the project's own biome.json, linted in one run.
 */
const root = join(import.meta.dirname, '../..');
const rule = 'lint/style/noRestrictedImports';
const all = planted();
let seen: ReadonlyMap<string, readonly string[]> = new Map();
let tree = '';

/** The ways around an arrow: each of these must be refused as well. */
const around = {
  'src/app/reexport.ts': "export * from '../store/commit.ts';\n",
  'src/app/dynamic.ts': "export const late = await import('../store/commit.ts');\n",
  'src/app/types.ts': "export type { Row } from '../store/commit.ts';\n",
  'src/app/effect.ts': "import '../store/commit.ts';\n",
};

/** One file per import, so that a refusal points at one plant; a file that stands alone has all in one. */
const fileOf = (one: Plant, nth: number): string =>
  named.has(one.file) ? one.file : one.file.replace(/plant(\.test)?\.ts$/, `plant-${nth}$1.ts`);

const named = new Set(LAYERS.flatMap((l) => [l.at, ...Object.keys(l.packagesOf ?? {})]));
const source = (imports: string): string => `export * from '${imports}';\n`;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'schakel-arrows-'));
  for (const file of ['biome.json', '.gitignore']) await copyFile(join(root, file), join(tree, file));
  for (const { title, plants } of all)
    if (named.has(title)) await plant(tree, title, plants.map((one) => source(one.imports)).join(''));
    else for (const [nth, one] of plants.entries()) await plant(tree, fileOf(one, nth), source(one.imports));
  for (const [file, text] of Object.entries(around)) await plant(tree, file, text);
  await plant(tree, 'src/app/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;\n");
  await plant(tree, 'src/app/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;\n");
  seen = await lint(tree);
});

afterAll(() => rm(tree, { recursive: true, force: true }));

describe.each(all)('$title', ({ plants }) => {
  /** The nth line of a file that stands alone is the nth plant. */
  const refused = (one: Plant, nth: number): boolean =>
    (seen.get(named.has(one.file) ? `${one.file}:${nth + 1}` : fileOf(one, nth)) ?? []).includes(rule);

  it('is refused all that it may not know', () => {
    const through = plants.filter((one, nth) => !one.allowed && !refused(one, nth));
    expect(through.map((one) => one.imports)).toEqual([]);
  });

  it('is let through to all that it may know', () => {
    const stopped = plants.filter((one, nth) => one.allowed && refused(one, nth));
    expect(stopped.map((one) => one.imports)).toEqual([]);
  });
});

describe('there is no way around an arrow', () => {
  it.each(Object.keys(around))('%s', (file) => {
    expect(seen.get(file)).toContain(rule);
  });

  it('two files that import each other are refused', () => {
    expect(seen.get('src/app/egg.ts')).toContain('lint/suspicious/noImportCycles');
  });

  it('every folder with code is a layer, so that a new one cannot stand outside the arrows', async () => {
    const found = [...(await foldersIn('src')), ...(await foldersIn('adapters')), 'test', 'tools', 'bench'];
    expect(LAYERS.map(({ at }) => at).toSorted()).toEqual(found.toSorted());
  });
});

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(join(root, parent), { withFileTypes: true });
  return entries.filter((e) => e.isDirectory() || e.name.endsWith('.ts')).map((e) => `${parent}/${e.name}`);
}
