import type { Installation } from '../../../src/ports/installations.ts';
import type { Connection } from '../client.ts';
import { isOfSlack } from '../errors.ts';
import { keptOf } from './kept-installation.ts';

/** Slack's answer about one token. `error` is Slack's own code, or `unreachable`. */
type SlackResponse = { readonly ok: false; readonly error: string } | ({ readonly ok: true } & Granted);

interface Granted {
  readonly teamId: string;
  readonly teamName: string;
  /** The scopes this token was given. */
  readonly scopes: readonly string[];
  /** Slack's own time when it answered, in milliseconds since 1970; null when it did not say. */
  readonly time: number | null;
}

/** A connection as Slack sees it: the token of the bot, and with Socket Mode the app-level token. */
export interface Inspection {
  /** Null without a token in the configuration. */
  readonly bot: SlackResponse | null;
  readonly socket: { readonly ok: boolean; readonly error: string } | null;
}

const TIMEOUT_MS = 10_000;

/** Asks Slack about both tokens. Changes nothing, and never rejects. */
export async function inspect(connection: Connection): Promise<Inspection> {
  const [bot, socket] = await Promise.all([
    connection.botToken === null ? null : callSlack(connection, 'auth.test', connection.botToken),
    connection.appToken === null ? null : callSlack(connection, 'apps.connections.open', connection.appToken),
  ]);
  return { bot, socket: socket && { ok: socket.ok, error: socket.ok ? '' : socket.error } };
}

/** Asks Slack about an installation that is kept. Renews nothing, and never rejects. */
export async function inspectInstalled(
  connection: Connection,
  installation: Installation,
): Promise<{ readonly name: string; readonly teams: readonly string[]; readonly answer: SlackResponse }> {
  const { name, teams, token } = keptOf(installation);
  const answer = await callSlack(connection, 'auth.test', token);
  return { name, teams: installation.isEnterprise ? teams : [installation.externalId], answer };
}

/** Plain HTTP: the client library keeps the headers to itself, and Slack's clock stands in one of them. */
async function callSlack(connection: Connection, method: string, token: string): Promise<SlackResponse> {
  const api = connection.apiUrl ?? 'https://slack.com/api/';
  try {
    const response = await fetch(new URL(method, api.endsWith('/') ? api : `${api}/`), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!isOfSlack(text))
      return { ok: false, error: response.ok ? 'unreachable' : `http ${response.status}` };
    const body = JSON.parse(text) as { ok: boolean; error?: string; team_id?: string; team?: string };
    if (!body.ok) return { ok: false, error: body.error ?? 'unreachable' };
    return {
      ok: true,
      teamId: body.team_id ?? '',
      teamName: body.team ?? '',
      scopes: list(response.headers.get('x-oauth-scopes')),
      time: timeOf(response.headers.get('date')),
    };
  } catch {
    return { ok: false, error: 'unreachable' };
  }
}

function list(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
}

function timeOf(header: string | null): number | null {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? null : time;
}
