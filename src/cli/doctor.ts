import { examine } from '../main/doctor/doctor.ts';
import { loadEnvFile } from '../main/env-file.ts';
import { inspectInstalled, inspectSlack, inspectTeams, SLACK_SCOPES } from '../main.ts';

/** `schakel doctor`. */
export function doctor(): Promise<{ ok: boolean; lines: readonly string[] }> {
  loadEnvFile();
  return examine(process.env, {
    inspect: inspectSlack,
    inspectInstalled,
    inspectTeams,
    scopes: SLACK_SCOPES,
  });
}
