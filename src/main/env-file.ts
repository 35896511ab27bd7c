import { existsSync } from 'node:fs';

/** What stands in `.env`, where there is one; what the system itself sets goes before it. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
