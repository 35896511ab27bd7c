import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Biome over a throwaway tree of planted files. */
const biome = join(import.meta.dirname, '../../node_modules/.bin/biome');
const run = promisify(execFile);

interface Report {
  diagnostics: { category: string; location?: { path?: string; start?: { line: number } } }[];
}

export async function plant(tree: string, file: string, source: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), source);
}

/** Returns what Biome says, by file and by `file:line`. */
export async function lint(tree: string): Promise<Map<string, string[]>> {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  // Biome ends with 1 when it finds something, which is what the plants are for.
  const out = await run(biome, args, { cwd: tree, maxBuffer: 1e9 }).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  if (!out.stdout.trim().startsWith('{')) throw new Error(`Biome gave no report: ${out.stderr}`);
  const seen = new Map<string, string[]>();
  for (const { category, location } of (JSON.parse(out.stdout) as Report).diagnostics)
    for (const where of [location?.path ?? '', `${location?.path}:${location?.start?.line}`])
      seen.set(where, [...(seen.get(where) ?? []), category]);
  return seen;
}
