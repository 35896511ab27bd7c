import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that the audit and the encryption are made with. From the environment, or made once and kept beside the
 * data, readable by the owner only. It is not in the database: whoever has only that cannot change the audit unseen.
 */
export function secretKey(fromEnvironment: string | null, dataDir: string): string {
  if (fromEnvironment) return fromEnvironment;
  const file = join(dataDir, 'key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const made = randomBytes(48).toString('base64url');
  try {
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return readFileSync(file, 'utf8').trim();
  }
}
