import type { SlackConfig } from '../../config/env/env.ts';
import type { Installation, Installations } from '../../ports/installations.ts';
import type { Database } from '../../store/postgres/database.ts';
import { type Check, gap, good, wrong } from './check.ts';
import { checkScopes, checkTeam } from './slack.ts';

/** Slack's answer about one installation; `main.ts` brings it from the adapter. */
export interface Installed {
  /** The name of the workspace or organisation. */
  readonly name: string;
  /** The workspaces it holds in. */
  readonly teams: readonly string[];
  readonly answer:
    | { readonly ok: false; readonly error: string }
    | { readonly ok: true; readonly scopes: readonly string[] };
}

export interface InstallationTools {
  inspectInstalled(slack: SlackConfig, installation: Installation): Promise<Installed>;
  readonly scopes: readonly string[];
}

/** Where workspaces install the app themselves: the address for it, each installation, and who still has to. */
export async function checkInstallations(
  slack: SlackConfig,
  tools: InstallationTools,
  database: Database,
  installations: Installations,
  now: Date,
): Promise<Check[]> {
  if (!slack.oauth) return [];
  const link = new URL('/slack/install', slack.oauth.publicUrl).href;
  const all = await installations.all('slack');
  const looked = await Promise.all(
    all.map(async (one) => ({ one, installed: await tools.inspectInstalled(slack, one) })),
  );
  const teams = looked.flatMap(({ installed }) => installed.teams);
  return [
    checkLink(slack, link),
    ...(all.length === 0 ? [gap('No workspace has installed the app yet', `Open ${link}`)] : []),
    ...looked.flatMap(({ one, installed }) => checkOne(tools.scopes, one, installed, link, now)),
    ...(await unreadable(database, all, link)),
    ...(await Promise.all(teams.map((team) => checkTeam(database, team, gap)))),
    ...(slack.botToken === null ? await notInstalled(database, teams, link) : []),
  ];
}

function checkLink({ apiUrl }: SlackConfig, link: string): Check {
  if (!link.startsWith('https:') && apiUrl === null)
    return wrong(
      `PUBLIC_URL: ${link} is not https`,
      'Slack sends browsers back to https only. Put a reverse proxy with a certificate before Schakel.',
    );
  return good(`SLACK_CLIENT_ID: workspaces install the app at ${link}`);
}

function checkOne(
  wanted: readonly string[],
  { externalId, isEnterprise, expiresAt }: Installation,
  { name, answer, teams }: Installed,
  link: string,
  now: Date,
): Check[] {
  const place = `the ${isEnterprise ? 'organisation' : 'workspace'} ${name} (${externalId})`;
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime())
    return [
      gap(
        `The token of ${place} ended on ${expiresAt}`,
        'Schakel renews it by itself when it next needs it. Is it running?',
      ),
    ];
  if (!answer.ok)
    return [wrong(`Slack refuses the token of ${place} (${answer.error})`, `Install the app again: ${link}`)];
  const none =
    isEnterprise && teams.length === 0
      ? [
          gap(
            `In ${place} no workspace was let in yet`,
            'Slack: Organisation settings, Integrations, Installed apps, Schakel, "Add to workspaces".',
          ),
        ]
      : [];
  return [
    good(`Slack accepts the token of ${place}`),
    ...checkScopes(wanted, answer.scopes).filter((check) => check.mark === 'wrong'),
    ...none,
  ];
}

/** Sealed with a key that is not known here. */
async function unreadable(database: Database, all: readonly Installation[], link: string): Promise<Check[]> {
  const { rows } = await database.pool.query<{ externalId: string }>(
    `SELECT "externalId"
     FROM "installation"
     WHERE "platform" = 'slack'
       AND NOT ("externalId" = ANY ($1))
     ORDER BY 1`,
    [all.map((one) => one.externalId)],
  );
  return rows.map(({ externalId }) =>
    wrong(
      `The installation of ${externalId} cannot be opened with the keys that are known`,
      `Put the key of before in SCHAKEL_KEY_OLD, or install the app again: ${link}`,
    ),
  );
}

/** Workspaces of a region without anybody who speaks for them. */
async function notInstalled(database: Database, teams: readonly string[], link: string): Promise<Check[]> {
  const { rows } = await database.pool.query<{ externalId: string; regions: string }>(
    `SELECT
       w."externalId",
       string_agg(r."key", ', ' ORDER BY r."key") AS "regions"
     FROM "workspace" w
     JOIN "regionWorkspace" u ON u."workspaceId" = w."id"
     JOIN "region" r ON r."id" = u."regionId"
     WHERE w."platform" = 'slack'
       AND NOT (w."externalId" = ANY ($1))
     GROUP BY 1
     ORDER BY 1`,
    [teams],
  );
  return rows.map(({ externalId, regions }) =>
    wrong(
      `The workspace ${externalId} (region ${regions}) has not installed the app`,
      `Somebody who may install apps there opens ${link}`,
    ),
  );
}
