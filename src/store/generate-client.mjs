// Makes the Prisma client from prisma/schema.prisma: the "postinstall" of package.json. Does nothing, in well under a
// tenth of a second, when the client there is already the right one. Runs on Node 20 and newer, on every system.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const schema = join(root, 'prisma/schema.prisma');
const generated = join(root, 'src/store/generated');
const mark = join(generated, 'made-from');

/** The folder of Prisma's command line; null after an install without development packages. */
function prismaFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('prisma/package.json'));
  } catch {
    return null;
  }
}

/** What the client depends on: the model, and Prisma's version. */
function fingerprint(manifest) {
  return createHash('sha256').update(readFileSync(schema)).update(manifest.version).digest('hex');
}

function generate(prisma, manifest) {
  execFileSync(process.execPath, [join(prisma, manifest.bin.prisma), 'generate', '--schema', schema], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      // Prisma would first download a program that generating does not need. Any existing one stops that; it is not run.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      // No look whether there is a newer version: an install may have no network.
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
}

function main() {
  const prisma = prismaFolder();
  if (!prisma) {
    if (existsSync(mark)) return;
    throw new Error(
      'The database client has not been made, and Prisma, which makes it, is not installed. Run "npm ci" with development packages first, then "npm prune --omit=dev".',
    );
  }
  const manifest = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8'));
  const from = fingerprint(manifest);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === from) return;
  generate(prisma, manifest);
  writeFileSync(mark, from);
}

try {
  main();
} catch (error) {
  const said = error.stderr?.toString().trim();
  process.stderr.write(
    `${said ? `The database client could not be made from ${schema}.\n${said}` : error.message}\n`,
  );
  process.exitCode = 1;
}
