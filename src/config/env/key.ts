import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that the audit and the encryption are made with. From the environment, or made once and kept beside the
 * data, readable by the owner only. It is not in the database: whoever has only that cannot change the audit unseen.
 */
export function secretKey(fromEnvironment: string | null, dataDir: string): string {
  const known = knownSecret(fromEnvironment, dataDir);
  if (known !== null) return known;
  const file = fileIn(dataDir);
  mkdirSync(dataDir, { recursive: true });
  // Whole or not at all: another process that starts in the same moment must not read half a key.
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(half, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(half, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(half, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

/** The same without making one: null when there is none yet. */
export function knownSecret(fromEnvironment: string | null, dataDir: string): string | null {
  if (fromEnvironment) return fromEnvironment;
  const file = fileIn(dataDir);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

const fileIn = (dataDir: string): string => join(dataDir, 'key');
