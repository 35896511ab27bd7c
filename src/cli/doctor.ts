import { examine } from '../main/doctor.ts';
import { loadEnvFile } from '../main/environment.ts';
import { inspectSlack, SLACK_SCOPES } from '../main.ts';

/** `schakel doctor`. */
export function doctor(): Promise<{ ok: boolean; lines: readonly string[] }> {
  loadEnvFile();
  return examine(process.env, { inspect: inspectSlack, scopes: SLACK_SCOPES });
}
