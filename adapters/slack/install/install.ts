import type { RequestListener } from 'node:http';
import { HTTPReceiver, type Installation, type InstallationStore } from '@slack/bolt';
import type { UseCases } from '../../../src/app/inbound.ts';
import type { Log } from '../../../src/app/request-context.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Installations } from '../../../src/ports/installations.ts';
import { type Connection, clientOptions, silent } from '../client.ts';
import { INSTALL_PATH, REDIRECT_PATH } from '../connection/receiver.ts';
import { failureOf } from '../errors.ts';
import { asTyped } from '../incoming/typed.ts';
import { type Page, writePage } from './install-page.ts';
import { createStateStore, STATE_SECONDS } from './install-state.ts';
import { type Kept, SLACK } from './kept-installation.ts';
import { SCOPES } from './manifest.ts';
import { teamsOf } from './organisations.ts';

/** Parts of the application that are needed when workspaces install the app themselves. */
export interface Installing {
  readonly installations: Installations;
  /** Signs what goes to Slack and back with a browser; the same in every process. */
  readonly stateSecret: Uint8Array;
  /** True for exactly one caller per key, in whatever process. */
  once(key: string): Promise<boolean>;
}

interface InstallDeps extends Installing {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  readonly useCases: UseCases;
}

/** The two pages of an installation, made by Bolt. Both are for `GET`. */
export function createInstaller(deps: InstallDeps): RequestListener {
  const { connection } = deps;
  const { clientId, clientSecret, publicUrl } = connection.oauth ?? {
    clientId: '',
    clientSecret: '',
    publicUrl: '',
  };
  const redirectUri = new URL(REDIRECT_PATH, publicUrl).href;
  const scopes = [...SCOPES];
  const receiver = new HTTPReceiver({
    signingSecret: '',
    signatureVerification: false,
    // Only for the pages: Slack's own requests come in elsewhere.
    endpoints: [],
    logger: silent,
    clientId,
    clientSecret,
    redirectUri,
    scopes,
    installationStore: storeOf(deps),
    installerOptions: {
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      directInstall: true,
      stateStore: createStateStore(deps.stateSecret, deps.clock, deps.once, { scopes, redirectUri }),
      stateCookieExpirationSeconds: STATE_SECONDS,
      authorizationUrl: authorizeUrl(connection),
      clientOptions: clientOptions(connection),
      callbackOptions: {
        success: (installation, _options, request, response) =>
          writePage(request, response, pageOf(installation), INSTALL_PATH),
        failure: (error, _options, request, response) => {
          const { cause } = failureOf(error);
          deps.log.warn(
            { cause: cause === 'unknown' ? error.code : cause },
            'an installation in Slack came to nothing',
          );
          writePage(request, response, { is: whatWentWrong(error.code) }, INSTALL_PATH);
        },
      },
    },
  });
  return receiver.requestListener;
}

/** Beside the Web API, wherever that is. */
function authorizeUrl({ apiUrl }: Pick<Connection, 'apiUrl'>): string {
  return new URL('/oauth/v2/authorize', apiUrl ?? 'https://slack.com').href;
}

function whatWentWrong(code: string): Extract<Page['is'], 'cancelled' | 'invalid' | 'failed'> {
  if (code === 'slack_oauth_installer_authorization_error') return 'cancelled';
  return ['slack_oauth_invalid_state', 'slack_oauth_missing_state', 'slack_oauth_missing_code'].includes(code)
    ? 'invalid'
    : 'failed';
}

function pageOf({ isEnterpriseInstall, team, enterprise }: Installation): Page {
  if (isEnterpriseInstall)
    return { is: 'organisation', name: asTyped(enterprise?.name ?? enterprise?.id ?? '') };
  return { is: 'workspace', name: asTyped(team?.name ?? team?.id ?? ''), id: team?.id ?? '' };
}

/** A store that only writes: the sending side reads what is kept. */
function storeOf(deps: InstallDeps): InstallationStore {
  return {
    storeInstallation: (installation) => keep(deps, installation),
    fetchInstallation: async () => {
      throw new Error('installations are read elsewhere');
    },
  };
}

/** Keeps what gives access and nothing of who installed it. A workspace that had let go is connected again. */
async function keep(deps: InstallDeps, made: Installation): Promise<void> {
  const isEnterprise = made.isEnterpriseInstall === true;
  const place = isEnterprise ? made.enterprise : made.team;
  const { bot } = made;
  if (!place || !bot) throw new Error('Slack gave no token of a bot');
  const { connection, clock, installations } = deps;
  const now = clock.now();
  const teams = isEnterprise
    ? await teamsOf(connection, { token: bot.token })
    : [{ teamId: place.id, teamName: asTyped(place.name ?? '') }];
  const secrets: Kept = {
    token: bot.token,
    refreshToken: bot.refreshToken ?? null,
    name: asTyped(place.name ?? ''),
    installedAt: now.toISOString(),
    teams: isEnterprise ? teams.map(({ teamId }) => teamId) : [],
  };
  // The library added what is left of it to the time of this machine; our clock may be another.
  const left = bot.expiresAt === undefined ? null : bot.expiresAt * 1000 - Date.now();
  const expiresAt = left === null ? null : new Date(now.getTime() + left).toISOString();
  await installations.put({ platform: SLACK, externalId: place.id, isEnterprise, secrets, expiresAt });
  for (const { teamId, teamName } of teams)
    await deps.useCases.happened({
      key: `slack:installed:${teamId}:${now.toISOString()}`,
      platform: SLACK,
      workspaceExternalId: teamId,
      what: 'app_installed',
      name: teamName,
    });
}
