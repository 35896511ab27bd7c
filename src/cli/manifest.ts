import { writeFileSync } from 'node:fs';
import { slackManifest, teamsPackage } from '../main.ts';

interface Said {
  readonly ok: boolean;
  readonly lines: string[];
}

interface Options {
  readonly lang: 'nl' | 'en';
  readonly url?: string;
  readonly socket: boolean;
}

/** `schakel manifest slack`. */
export function manifest({ lang, url, socket }: Options, publicUrl: string | undefined): Said {
  const address = url ?? publicUrl ?? '';
  if (!socket && !URL.canParse(address)) {
    throw new Error(
      'Where does Slack reach Schakel? Give --url https://schakel.example.org or set PUBLIC_URL; or take --socket, for which no address is needed.',
    );
  }
  return { ok: true, lines: [JSON.stringify(slackManifest(lang, address, { socketMode: socket }), null, 2)] };
}

interface PackageOptions {
  readonly lang: 'nl' | 'en';
  /** The zip to write; one that is there is replaced. */
  readonly out: string;
}
type Env = Readonly<Record<string, string | undefined>>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `schakel manifest teams`. Says everything that is missing at once. */
export function writeTeamsPackage({ lang, out }: PackageOptions, env: Env): Said {
  const appId = env.TEAMS_APP_ID?.trim() ?? '';
  const publicUrl = env.PUBLIC_URL?.trim() ?? '';
  const problems = [
    ...(GUID.test(appId) ? [] : [wrongAppId(appId)]),
    ...(URL.canParse(publicUrl) && new URL(publicUrl).protocol === 'https:' ? [] : [wrongUrl(publicUrl)]),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const zip = teamsPackage({ appId, botId: appId, publicUrl, language: lang });
  try {
    writeFileSync(out, zip);
  } catch (error) {
    throw new Error(`${out} could not be written. Give another place with --out.`, { cause: error });
  }
  return {
    ok: true,
    lines: [
      `${out} is written.`,
      'Teams admin centre: "Teams apps", "Manage apps", "Upload new app". docs/teams.md says what else is needed.',
    ],
  };
}

function wrongAppId(given: string): string {
  const place = 'Entra: your app registration, "Application (client) ID"';
  return given === ''
    ? `TEAMS_APP_ID: missing. ${place}.`
    : `TEAMS_APP_ID: must be a GUID, such as 00000000-0000-0000-0000-000000000000. ${place}.`;
}

function wrongUrl(given: string): string {
  const example = 'for example https://schakel.example.org';
  return given === ''
    ? `PUBLIC_URL: missing. The address where Teams reaches Schakel, ${example}.`
    : `PUBLIC_URL: must begin with https://, ${example}. Teams calls no other address.`;
}
