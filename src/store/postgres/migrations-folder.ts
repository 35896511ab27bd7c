import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder of prisma/migrations, `<timestamp>_<name>` with a `migration.sql`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** The sum as Prisma makes it: SHA-256 of the file, in hex. */
  readonly checksum: string;
  /** The same for both ways to end a line: git on Windows may change them, and nothing else has changed then. */
  readonly checksums: ReadonlySet<string>;
}

const FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** All migrations, oldest first. Throws when the folder is missing or one of them has no `migration.sql`. */
export function readMigrations(folder = FOLDER): Migration[] {
  if (!existsSync(folder)) {
    throw new Error(`There are no migrations in ${folder}. Schakel is not complete; install it again.`);
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readMigration(folder, name));
}

function readMigration(folder: string, name: string): Migration {
  const file = join(folder, name, 'migration.sql');
  if (!existsSync(file)) throw new Error(`The migration "${name}" has no migration.sql (${file}).`);
  const sql = readFileSync(file, 'utf8');
  const unix = sql.replaceAll('\r\n', '\n');
  const checksums = new Set([sha256(sql), sha256(unix), sha256(unix.replaceAll('\n', '\r\n'))]);
  return { name, sql, checksum: sha256(sql), checksums };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
