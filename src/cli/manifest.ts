import { writeFileSync } from 'node:fs';
import { listOf } from '../main/environment.ts';
import { slackManifest, teamsPackage } from '../main.ts';

interface Printed {
  readonly ok: boolean;
  readonly lines: string[];
}

interface Options {
  readonly lang: 'nl' | 'en';
  readonly url?: string;
  readonly socket: boolean;
  /** Workspaces and organisations install the app themselves. */
  readonly many?: boolean;
}

/** `schakel manifest slack`. */
export function manifest(
  { lang, url, socket, many = false }: Options,
  publicUrl: string | undefined,
): Printed {
  const address = url ?? publicUrl ?? '';
  if ((!socket || many) && !URL.canParse(address)) {
    const without = many
      ? 'Browsers come back to it after an installation, also with --socket.'
      : 'Or take --socket, for which no address is needed.';
    throw new Error(
      `Where do Slack and browsers reach Schakel? Give --url https://schakel.example.org or set PUBLIC_URL. ${without}`,
    );
  }
  const made = slackManifest(lang, address, { socketMode: socket, oauth: many });
  return { ok: true, lines: [JSON.stringify(made, null, 2)] };
}

interface PackageOptions {
  readonly lang: 'nl' | 'en';
  /** The zip to write; one that is there is replaced. */
  readonly out: string;
  /** The tenant whose app it is, when the environment holds more than one. */
  readonly tenant?: string;
}
type Env = Readonly<Record<string, string | undefined>>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `schakel manifest teams`. Says everything that is missing at once. */
export function writeTeamsPackage({ lang, out, tenant }: PackageOptions, env: Env): Printed {
  const appId = appOf(tenant, env);
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

/** A registration has one package, however many tenants it serves. */
function appOf(tenant: string | undefined, env: Env): string {
  const apps = listOf(env.TEAMS_APP_ID);
  const tenants = listOf(env.TEAMS_TENANT_ID);
  const isOne = new Set(apps).size <= 1 && (tenant === undefined || tenants.includes(tenant));
  if (isOne) return apps[0] ?? '';
  const found = apps[tenants.indexOf(tenant ?? '')];
  if (found !== undefined) return found;
  throw new Error(
    `Each registration has a package of its own. Say for which tenant: --tenant with one of ${tenants.join(', ')}`,
  );
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
