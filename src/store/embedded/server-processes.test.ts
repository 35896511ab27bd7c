import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedServer } from './server.ts';

const PROGRAM = join(import.meta.dirname, '../../../test/support/database/server-process.ts');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), `schakel-test-${process.pid}-`));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

type Program = ChildProcessByStdio<Writable, Readable, null>;

function program(): Program {
  return spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function said(child: Program): Promise<{ url: string; adopted: boolean; folder: string }> {
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as { url: string; adopted: boolean; folder: string };
}

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function kill(child: Program): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('four programs that start at once share one server, and it stops with the last', async () => {
  const programs = Array.from({ length: 4 }, program);
  const answers = await Promise.all(programs.map(said));
  expect(answers.filter((a) => !a.adopted)).toHaveLength(1);
  expect(new Set(answers.map((a) => a.url)).size).toBe(1);
  const pidFile = join(answers[0]?.folder ?? '', 'cluster/data/postmaster.pid');
  for (const child of programs) {
    expect(existsSync(pidFile)).toBe(true);
    child.stdin.end();
    await once(child, 'exit');
  }
  expect(existsSync(pidFile)).toBe(false);
});

test('a server that outlived its killed program is adopted, and one that was killed too is recovered', async () => {
  const first = program();
  const { url, folder } = await said(first);
  await run(url, 'CREATE TABLE kept AS SELECT 42 AS "n"');
  await kill(first);

  const second = program();
  expect(await said(second)).toMatchObject({ url, adopted: true });
  await kill(second);

  process.kill(
    Number(readFileSync(join(folder, 'cluster/data/postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
  const server = await startEmbeddedServer({ dataDir, fsync: false });
  expect(server.adopted).toBe(false);
  expect(await run(server.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  await server.stop();
});

test('a program killed while it makes the data folder is no harm: the next one makes it', async () => {
  const first = program();
  const home = join(dataDir, 'database');
  const made = (): boolean =>
    existsSync(home) && readdirSync(home).some((n) => existsSync(join(home, n, 'data/PG_VERSION')));
  await expect.poll(made, { interval: 2, timeout: 20_000 }).toBe(true);
  await kill(first);
  expect(existsSync(join(home, 'cluster'))).toBe(false);

  const server = await startEmbeddedServer({ dataDir, fsync: false });
  expect(await run(server.url, 'SELECT 1 AS "n"')).toEqual([{ n: 1 }]);
  await server.stop();
});
