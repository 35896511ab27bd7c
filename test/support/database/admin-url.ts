import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedServer } from '../../../src/store/embedded/server.ts';

/** The superuser of an embedded server makes databases for tests and measurements. Schakel itself never is one. */
export function adminUrlOf({ folder, url }: Pick<EmbeddedServer, 'folder' | 'url'>): string {
  const admin = new URL(url);
  admin.username = 'schakel';
  admin.password = readFileSync(join(folder, 'cluster/password'), 'utf8').trim();
  return admin.toString();
}
