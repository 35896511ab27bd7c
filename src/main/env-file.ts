import { existsSync } from 'node:fs';

/** Loads what stands in `.env`, where there is one; what the system itself sets goes before it. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
