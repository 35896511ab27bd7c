import { ConfigError } from '../config-error.ts';

export interface SlackConfig {
  /** The token of one workspace; null when every workspace installs the app itself. */
  readonly botToken: string | null;
  /** Signed HTTP; null when only Socket Mode is used. */
  readonly signingSecret: string | null;
  /** Socket Mode when present. */
  readonly appToken: string | null;
  /** Another Slack than slack.com: for tests and the demonstration. */
  readonly apiUrl: string | null;
  /** Settings by which workspaces install the app at `publicUrl`; what they get for it is kept in the database. */
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly publicUrl: string;
    /**
     * The app was switched to PKCE at Slack, which cannot be undone. Whether Slack takes it from an app that was not, nobody
     * says.
     */
    readonly usesPkce?: boolean;
    /** The issuer that vouches for people who sign in on the web, another than slack.com: for tests. */
    readonly issuer?: string;
  };
}

type SlackEnv = Readonly<
  Partial<
    Record<
      | 'SLACK_BOT_TOKEN'
      | 'SLACK_SIGNING_SECRET'
      | 'SLACK_APP_TOKEN'
      | 'SLACK_API_URL'
      | 'SLACK_CLIENT_ID'
      | 'SLACK_CLIENT_SECRET'
      | 'SLACK_PKCE'
      | 'PUBLIC_URL',
      string | undefined
    >
  >
>;

/** Slack's part of the environment; null when nothing of it is set. Throws a `ConfigError`. */
export function slackOf(e: SlackEnv): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = e;
  const oauth = slackOAuthOf(e);
  if (!botToken && !signingSecret && !appToken && !oauth) return null;
  if (!botToken && !oauth)
    throw new ConfigError(
      'SLACK_BOT_TOKEN: missing. Slack: your app, "OAuth & Permissions", "Bot User OAuth Token". For many workspaces SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead.',
    );
  if (!signingSecret && !appToken) {
    throw new ConfigError(
      'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: missing. One of the two is needed: the signing secret for signed HTTP ("Basic Information"), or an app-level token for Socket Mode.',
    );
  }
  return {
    botToken: botToken ?? null,
    signingSecret: signingSecret ?? null,
    appToken: appToken ?? null,
    apiUrl: e.SLACK_API_URL ?? null,
    ...(oauth ? { oauth } : {}),
  };
}

/** Both or none, and then an address to which a browser comes back. */
function slackOAuthOf(e: SlackEnv): SlackConfig['oauth'] | null {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = e;
  if (!clientId && !clientSecret) return null;
  if (e.SLACK_PKCE !== undefined && e.SLACK_PKCE !== 'yes' && e.SLACK_PKCE !== 'no')
    throw new ConfigError(
      'SLACK_PKCE: yes or no. Leave it out unless your app at Slack was switched to PKCE.',
    );
  if (clientId && clientSecret && publicUrl)
    return { clientId, clientSecret, publicUrl, usesPkce: e.SLACK_PKCE === 'yes' };
  const where = 'Slack: your app, "Basic Information", "App Credentials".';
  throw new ConfigError(
    [
      ...(clientId ? [] : [`SLACK_CLIENT_ID: missing. ${where}`]),
      ...(clientSecret ? [] : [`SLACK_CLIENT_SECRET: missing. ${where}`]),
      ...(publicUrl
        ? []
        : ['PUBLIC_URL: missing. With SLACK_CLIENT_ID it is the address at which people install the app.']),
    ].join('\n'),
  );
}
