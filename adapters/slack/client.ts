import { WebClient } from '@slack/web-api';
import { isOfSlack, OddResponse } from './errors.ts';

/** A send that takes longer than this is called unclear. */
const SEND_TIMEOUT_MS = 10_000;
/** A dialog must be open while its trigger lives (3 s), and the acknowledgement still has to follow. */
const DIALOG_TIMEOUT_MS = 2_000;
const RESPOND_TIMEOUT_MS = 5_000;

export interface Connection {
  /** The bot token of one workspace; null when every workspace installs the app itself. */
  readonly botToken: string | null;
  /** Checks signed HTTP; null when only Socket Mode is used. */
  readonly signingSecret: string | null;
  /** Socket Mode when present. */
  readonly appToken: string | null;
  /** Another Slack than slack.com. */
  readonly apiUrl: string | null;
  /** The app as workspaces install it, and where their browsers come back to. */
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string; readonly publicUrl: string };
}

/** How one speaks for a workspace. */
export interface Access {
  /** Null asks as nobody, which is how tokens are asked for. */
  readonly token: string | null;
  /** Set when the token is of a whole organisation: Slack is then told of which workspace it is now. */
  readonly teamId?: string;
}

/** Never retries: a post that is retried after a lost answer is there twice, and the outbox owns trying again. */
export function webClient(connection: Connection, { token, teamId }: Access, isDialog = false): WebClient {
  const timeout = isDialog ? DIALOG_TIMEOUT_MS : SEND_TIMEOUT_MS;
  return new WebClient(token ?? undefined, {
    ...clientOptions(connection),
    ...(teamId ? { teamId } : {}),
    timeout,
  });
}

export function clientOptions(connection: Pick<Connection, 'apiUrl'>): {
  slackApiUrl?: string;
  rejectRateLimitedCalls: true;
  retryConfig: { retries: 0 };
  logger: typeof silent;
  fetch: typeof fetch;
} {
  return {
    ...(connection.apiUrl ? { slackApiUrl: slash(connection.apiUrl) } : {}),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: silent,
    fetch: ofSlackOnly,
  };
}

/** The library takes any text for a code of Slack's; a page that is not Slack's must not be read as its no. */
const ofSlackOnly: typeof fetch = async (address, options) => {
  const answer = await fetch(address, options);
  if (answer.status !== 200) return answer;
  const text = await answer.text();
  if (!isOfSlack(text)) throw new OddResponse('not an answer of Slack');
  return new Response(text, { headers: answer.headers });
};

/** Method names are put behind the address, and a missing slash would take the last part of it away. */
function slash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/** A logger that drops all: the libraries would print what people typed. We log ourselves, without it. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

/** Posts a reply to a `response_url`. Rejects when the address is not Slack's, and when Slack does not take it. */
export type Respond = (url: string, reply: unknown) => Promise<void>;

/** A reply goes to Slack only, or to the Slack configured: a signed request could name any address to post to. */
export function createRespond(connection: Pick<Connection, 'apiUrl'>): Respond {
  const origin = connection.apiUrl ? new URL(connection.apiUrl).origin : 'https://hooks.slack.com';
  return async (url, reply) => {
    if (!URL.canParse(url) || new URL(url).origin !== origin) throw new Error('response_url is not of Slack');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(reply),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`response_url answered ${answer.status}`);
  };
}
