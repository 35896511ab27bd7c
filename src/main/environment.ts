import { existsSync } from 'node:fs';
import { type Config, readConfig } from '../config/env.ts';

export { listOf } from '../config/env-teams.ts';

/** What stands in `.env`, where there is one; what the system itself sets goes before it. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** The configuration of this process. Throws a `ConfigError` that names every variable that is missing or wrong. */
export function configFromEnvironment(): Config {
  loadEnvFile();
  return readConfig(process.env);
}
