import { type Config, readConfig } from '../config/env/env.ts';
import { loadEnvFile } from './env-file.ts';

export { listOf } from '../config/env/teams.ts';

/** The configuration of this process. Throws a `ConfigError` that names every variable that is missing or wrong. */
export function configFromEnvironment(): Config {
  loadEnvFile();
  return readConfig(process.env);
}
