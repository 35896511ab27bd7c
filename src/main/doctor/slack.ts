import type { Config, SlackConfig } from '../../config/env/env.ts';
import type { Database } from '../../store/postgres/database.ts';
import { type Check, gap, good, wrong } from './check.ts';

/** Slack's answer about the tokens; `main.ts` brings it from the adapter. */
export interface Inspection {
  readonly bot:
    | null
    | { readonly ok: false; readonly error: string }
    | {
        readonly ok: true;
        readonly teamId: string;
        readonly teamName: string;
        readonly scopes: readonly string[];
        readonly time: number | null;
      };
  readonly socket: { readonly ok: boolean; readonly error: string } | null;
}

export interface SlackTools {
  inspect(slack: SlackConfig): Promise<Inspection>;
  /** The scopes of the manifest. */
  readonly scopes: readonly string[];
}

const CLOCK_MS = 60_000;

/** The tokens, the rights, and the way by which Slack reaches us. `database` is null when it cannot be used. */
export async function checkSlack(
  config: Config,
  tools: SlackTools,
  database: Database | null,
): Promise<Check[]> {
  if (config.slack === null)
    return [gap('Slack is not connected', 'README.md, "Connecting a Slack workspace", says how.')];
  const { bot, socket } = await tools.inspect(config.slack);
  const way = checkWay(config, config.slack, socket);
  if (bot === null) return way;
  if (!bot.ok) return [refused(bot.error), ...way];
  return [
    good(`SLACK_BOT_TOKEN: accepted by the workspace ${bot.teamName} (${bot.teamId})`),
    ...checkScopes(tools.scopes, bot.scopes),
    gap(
      'The commands and events of the installed app: Slack tells those to nobody with this token',
      'When a command is not known in Slack, put the manifest again: schakel manifest slack',
    ),
    ...checkTime(bot.time),
    ...(database ? [await checkTeam(database, bot.teamId)] : []),
    ...way,
  ];
}

function refused(error: string): Check {
  if (error === 'unreachable' || error.startsWith('http'))
    return wrong(
      `Slack cannot be reached (${error})`,
      'Does this machine reach slack.com on port 443? Is there a proxy?',
    );
  return wrong(
    `SLACK_BOT_TOKEN: Slack refuses it (${error})`,
    'Copy it again: your app, "OAuth & Permissions", "Bot User OAuth Token". Is the app still installed?',
  );
}

export function checkScopes(wanted: readonly string[], granted: readonly string[]): Check[] {
  const missing = wanted.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !wanted.includes(scope));
  const has =
    missing.length === 0
      ? good(`Scopes: all ${wanted.length} of the manifest were granted`)
      : wrong(
          `Scopes: missing: ${missing.join(', ')}`,
          'Put the manifest of this version (schakel manifest slack) under "App Manifest", then "Install App", "Reinstall".',
        );
  if (more.length === 0) return [has];
  return [
    has,
    gap(
      `Scopes: more than Schakel uses: ${more.join(', ')}`,
      'Take them away under "OAuth & Permissions" if nothing else needs them.',
    ),
  ];
}

function checkTime(time: number | null): Check[] {
  if (time === null) return [];
  const off = Math.abs(Date.now() - time);
  if (off < CLOCK_MS) return [good('Clock: this machine and Slack agree')];
  return [
    wrong(
      `Clock: this machine and Slack differ by ${Math.round(off / 1000)} seconds`,
      'Let this machine keep time with NTP: what differs by five minutes is refused. On Linux: timedatectl set-ntp true',
    ),
  ];
}

/** `notServed` says how bad it is that no region names the workspace. */
export async function checkTeam(
  database: Database,
  teamId: string,
  notServed: typeof wrong = wrong,
): Promise<Check> {
  const prisma = await database.prisma();
  const workspace = await prisma.workspace.findFirst({ where: { platform: 'slack', externalId: teamId } });
  const served =
    workspace && (await prisma.regionWorkspace.findFirst({ where: { workspaceId: workspace.id } }));
  if (!workspace || !served)
    return notServed(
      `The workspace ${teamId} belongs to no region`,
      `Add it under "workspaces" in the region file: - { platform: slack, teamId: ${teamId} }`,
    );
  return workspace.disabledAt === null
    ? good(`The workspace ${teamId} belongs to a region`)
    : wrong(
        `The workspace ${teamId} was disconnected (${workspace.disabledWhy})`,
        'Start Schakel with a token that works, or install the app there again: it is connected then.',
      );
}

function checkWay(config: Config, slack: SlackConfig, socket: Inspection['socket']): Check[] {
  if (slack.appToken !== null) {
    if (socket?.ok) return [good('SLACK_APP_TOKEN: Socket Mode can be opened')];
    return [
      wrong(
        `SLACK_APP_TOKEN: Socket Mode cannot be opened (${socket?.error ?? 'not asked'})`,
        'Make a token with the scope connections:write under "Basic Information", "App-Level Tokens", and enable Socket Mode.',
      ),
    ];
  }
  if (config.publicUrl === null)
    return [
      wrong(
        'PUBLIC_URL is missing',
        'With signed HTTP it is the address at which Slack reaches this machine, for example https://schakel.example.org. Or use Socket Mode.',
      ),
    ];
  if (!config.publicUrl.startsWith('https:') && slack.apiUrl === null)
    return [
      wrong(
        `PUBLIC_URL: ${config.publicUrl} is not https`,
        'Slack speaks https only. Put a reverse proxy with a certificate before Schakel.',
      ),
    ];
  return [good(`PUBLIC_URL: Slack sends to ${new URL('/slack/events', config.publicUrl).href}`)];
}
