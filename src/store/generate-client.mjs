// Makes the Prisma client from prisma/schema.prisma after an install. Prisma's command line would first download a
// program that generating does not need; pointing it at an existing executable avoids that. Runs on Node 20 and newer.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);
const prisma = dirname(require.resolve('prisma/package.json'));
const mark = join(root, 'src/store/generated/made-from');
const from = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(readFileSync(join(prisma, 'package.json')))
  .digest('hex');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== from) {
  const { bin } = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8'));
  execFileSync(process.execPath, [join(prisma, bin.prisma ?? bin), 'generate'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  writeFileSync(mark, from);
}
