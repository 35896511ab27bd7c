import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'schakel client '));
  mkdirSync(join(project, 'src/store'), { recursive: true });
  for (const file of ['package.json', 'prisma.config.ts', 'prisma', 'src/store/generate-client.mjs']) {
    cpSync(join(ROOT, file), join(project, file), { recursive: true });
  }
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

const client = (): string => join(project, 'src/store/generated/client.ts');

/** Runs it as npm does, on a machine without a network: every request would go to a door that is closed. */
function generate(): { status: number | null; said: string } {
  const closed = 'http://127.0.0.1:9';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/store/generate-client.mjs'], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HTTP_PROXY: closed, HTTPS_PROXY: closed },
  });
  return { status, said: stdout + stderr };
}

test('the client is made without a network and without a word, and again only when the model changed', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  expect(generate()).toEqual({ status: 0, said: '' });
  expect(existsSync(client())).toBe(true);

  writeFileSync(client(), 'left alone');
  expect(generate()).toEqual({ status: 0, said: '' });
  expect(readFileSync(client(), 'utf8')).toBe('left alone');

  const schema = join(project, 'prisma/schema.prisma');
  writeFileSync(schema, `${readFileSync(schema, 'utf8')}\nmodel extra {\n  id Int @id\n}\n`);
  expect(generate()).toEqual({ status: 0, said: '' });
  expect(existsSync(join(project, 'src/store/generated/models/extra.ts'))).toBe(true);
});

test('a mistake in the model is shown', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  writeFileSync(join(project, 'prisma/schema.prisma'), 'model broken {');
  const { status, said } = generate();
  expect(status).toBe(1);
  expect(said).toContain('could not be made from');
  expect(said).toContain('model broken');
});

test('without Prisma a client that is there is used, and a missing one is named with what to do', () => {
  expect(generate()).toMatchObject({
    status: 1,
    said: expect.stringMatching(/npm ci.*npm prune --omit=dev/),
  });
  mkdirSync(join(project, 'src/store/generated'));
  writeFileSync(join(project, 'src/store/generated/made-from'), 'an earlier model');
  expect(generate()).toEqual({ status: 0, said: '' });
});
