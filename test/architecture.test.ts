import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The arrows between the rooms. A linter that is misconfigured passes in silence, so every arrow is proved
 * from both sides: a planted violation that Biome must refuse, and an allowed import that it must let through.
 * All plants go into one throwaway tree with the project's own biome.json, linted in one run.
 */
const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

type Arrow = readonly [room: string, file: string, refused: readonly string[], allowed: readonly string[]];

const arrows: readonly Arrow[] = [
  [
    'domain knows nobody',
    'src/domain/plant.ts',
    [
      '../ports/store.ts',
      '../app/desk.ts',
      '../text/compose.ts',
      '../config/holidays.ts',
      '../store/commit.ts',
    ],
    ['temporal-polyfill', 'email-addresses', 'libphonenumber-js/max', './names.ts', './rules/lead.ts'],
  ],
  [
    'domain knows nobody, a folder deeper',
    'src/domain/rules/plant.ts',
    [
      '../../ports/store.ts',
      '../../jobs/round.ts',
      '../../cli/schakel.ts',
      '../../../adapters/slack/index.ts',
    ],
    ['../names.ts', '../calendar/dates.ts'],
  ],
  [
    'domain uses no package that does anything, and nothing of Node',
    'src/domain/packages.ts',
    ['zod', 'node:crypto', 'pg', '../main.ts', 'temporal-polyfill/global'],
    [],
  ],
  [
    'ports know the domain',
    'src/ports/plant.ts',
    [
      '../app/desk.ts',
      '../store/commit.ts',
      '../text/compose.ts',
      '../../adapters/slack/index.ts',
      'zod',
      'pg',
    ],
    ['../domain/names.ts', './clock.ts'],
  ],
  [
    'config knows the domain',
    'src/config/plant.ts',
    ['../ports/store.ts', '../app/desk.ts', '../store/commit.ts', '../main.ts', 'pg', '@slack/bolt'],
    ['../domain/region.ts', 'zod', 'yaml', 'date-holidays', 'node:fs'],
  ],
  [
    'text knows ports and domain',
    'src/text/plant.ts',
    ['../app/desk.ts', '../config/holidays.ts', '../store/commit.ts', '@slack/types', 'node:fs'],
    ['../ports/document.ts', '../domain/messages.ts', 'intl-messageformat'],
  ],
  [
    'app knows domain, ports and text',
    'src/app/commands/plant.ts',
    [
      '../../config/region-file.ts',
      '../../store/commit.ts',
      '../../jobs/round.ts',
      '../../main.ts',
      '../../main/log.ts',
      'pg',
    ],
    ['../../domain/names.ts', '../../ports/store.ts', '../../text/looks.ts', '../command.ts', 'zod'],
  ],
  [
    'app knows no platform',
    'src/app/plant.ts',
    ['../../adapters/slack/index.ts', '@slack/bolt', 'botbuilder', 'hono', '@prisma/client', 'node:http'],
    ['chrono-node', 'node:crypto'],
  ],
  [
    'jobs know app, ports, domain and text',
    'src/jobs/plant.ts',
    ['../store/commit.ts', '../config/region-file.ts', '../../adapters/slack/index.ts', '../main.ts', 'pg'],
    ['../app/desk.ts', '../ports/outbox.ts', '../domain/names.ts', '../text/compose.ts', 'zod'],
  ],
  [
    'store knows ports, domain, the region file and PostgreSQL',
    'src/store/plant.ts',
    [
      '../app/desk.ts',
      '../jobs/round.ts',
      '../text/compose.ts',
      '../../adapters/slack/index.ts',
      '@slack/web-api',
    ],
    ['../ports/store.ts', '../domain/names.ts', '../config/region-file.ts', 'pg', '@prisma/adapter-pg'],
  ],
  [
    'the command line knows main.ts',
    'src/cli/plant.ts',
    ['../app/desk.ts', '../store/commit.ts', '../domain/names.ts', '../../adapters/slack/index.ts', 'pg'],
    ['../main.ts', '../main/log.ts', 'commander', 'node:process'],
  ],
  [
    'the parts of main.ts know all but the adapters',
    'src/main/plant.ts',
    ['../../adapters/slack/index.ts', '../main.ts', '../cli/schakel.ts', '@slack/bolt'],
    ['../store/commit.ts', '../app/desk.ts', '../config/region-file.ts', 'pino', 'node:http'],
  ],
  [
    'the Slack adapter knows the core and its own SDK, no other adapter and no database',
    'adapters/slack/plant.ts',
    [
      '../teams/render.ts',
      '../web/index.ts',
      'botbuilder',
      'hono',
      'pg',
      '../../src/store/commit.ts',
      '../../src/jobs/round.ts',
      '../../src/config/region-file.ts',
      '../../src/main.ts',
    ],
    ['@slack/bolt', '../../src/app/inbound.ts', '../../src/ports/chat.ts', '../../src/domain/names.ts'],
  ],
  [
    'the Teams adapter likewise',
    'adapters/teams/plant.ts',
    ['../slack/render.ts', '@slack/bolt', '@prisma/client', '../../src/store/commit.ts', '../web/index.ts'],
    ['botbuilder', '@azure/identity', '../../src/text/compose.ts', './render.ts'],
  ],
  [
    'the web adapter likewise',
    'adapters/web/plant.ts',
    ['../slack/render.ts', '../teams/render.ts', '@slack/web-api', 'botbuilder', '../../src/store/commit.ts'],
    ['hono', 'hono/html', '../../src/app/inbound.ts', './render.ts'],
  ],
  [
    'letters likewise',
    'adapters/letters/plant.ts',
    ['../web/index.ts', '../slack/render.ts', 'hono', 'botbuilder', '../../src/store/entry.ts'],
    ['nodemailer', '../../src/ports/chat.ts', '../../src/text/compose/entry.ts', './fill.ts'],
  ],
  [
    'main.ts knows all',
    'src/main.ts',
    [],
    ['../adapters/slack/index.ts', './store/commit.ts', './app/desk.ts', './config/region-file.ts', 'pg'],
  ],
];

interface Report {
  diagnostics: { category: string; location?: { path?: string } }[];
}

const rule = 'lint/style/noRestrictedImports';
const seen = new Map<string, string[]>();
let tree = '';

/** One file per import, so that a refusal points at exactly one plant. */
const plantName = (file: string, imported: string): string =>
  file === 'src/main.ts' ? file : file.replace('.ts', `-${imported.replaceAll(/[^a-z]/g, '_')}.ts`);

async function plant(file: string, source: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), source);
}

async function lint(): Promise<Report> {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', 'src', 'adapters'];
  // Biome ends with 1 when it finds something, which is what the plants are for.
  const out = await run(join(root, 'node_modules/.bin/biome'), args, { cwd: tree, maxBuffer: 1e8 }).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  if (!out.stdout.trim().startsWith('{')) throw new Error(`Biome gave no report: ${out.stderr}`);
  return JSON.parse(out.stdout) as Report;
}

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'schakel-arrows-'));
  for (const file of ['biome.json', '.gitignore']) await copyFile(join(root, file), join(tree, file));
  for (const [, file, refused, allowed] of arrows)
    for (const imported of [...refused, ...allowed])
      await plant(plantName(file, imported), `import { a } from '${imported}';\nexport const b = a;\n`);
  const all = arrows.find(([, file]) => file === 'src/main.ts')?.[3] ?? [];
  await plant('src/main.ts', all.map((imported) => `export * from '${imported}';\n`).join(''));
  await plant('src/app/reexport.ts', "export * from '../store/commit.ts';\n");
  await plant('src/app/dynamic.ts', "export const late = await import('../store/commit.ts');\n");
  await plant('src/app/types.ts', "export type { Row } from '../store/commit.ts';\n");
  await plant('src/app/rule.test.ts', "import { it } from 'vitest';\nit('runs', () => {});\n");
  await plant('src/app/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;\n");
  await plant('src/app/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;\n");
  for (const { category, location } of (await lint()).diagnostics) {
    const path = location?.path ?? '';
    seen.set(path, [...(seen.get(path) ?? []), category]);
  }
});

afterAll(() => rm(tree, { recursive: true, force: true }));

const verdict = (file: string): string[] => seen.get(file) ?? [];

describe.each(arrows)('%s', (_, file, refused, allowed) => {
  if (refused.length > 0)
    it.each(refused)('refuses %s', (imported) => {
      expect(verdict(plantName(file, imported))).toContain(rule);
    });
  if (allowed.length > 0)
    it.each(allowed)('lets %s through', (imported) => {
      expect(verdict(plantName(file, imported))).not.toContain(rule);
    });
});

describe('there is no way around an arrow', () => {
  it.each([
    ['by re-exporting', 'src/app/reexport.ts'],
    ['by importing late', 'src/app/dynamic.ts'],
    ['by taking only a type', 'src/app/types.ts'],
  ])('%s', (_, file) => {
    expect(verdict(file)).toContain(rule);
  });

  it('two files that import each other are refused', () => {
    expect(verdict('src/app/egg.ts')).toContain('lint/suspicious/noImportCycles');
  });

  it('a unit test beside its code may use the test tools', () => {
    expect(verdict('src/app/rule.test.ts')).toEqual([]);
  });

  it('every room has a rule, so that a new folder cannot stand outside the arrows', async () => {
    const ruled = new Set(arrows.map(([, file]) => file.split('/').slice(0, 2).join('/')));
    const found = [...(await rooms('src')), ...(await rooms('adapters'))];
    expect(found.filter((room) => !ruled.has(room))).toEqual([]);
  });
});

async function rooms(parent: string): Promise<string[]> {
  const entries = await readdir(join(root, parent), { withFileTypes: true });
  return entries.filter((e) => e.isDirectory() || e.name.endsWith('.ts')).map((e) => `${parent}/${e.name}`);
}
