import type { Log } from '../../../src/app/request-context.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Installation, Installations } from '../../../src/ports/installations.ts';
import { type Connection, webClient } from '../client.ts';
import { codeOf, failureOf, given, OddResponse, Refused } from '../errors.ts';
import { keptOf, SLACK } from './kept-installation.ts';

/** Long before a token ends, as Slack's own library does: a night of trouble at Slack then ends nothing. */
const MARGIN_MS = 2 * 60 * 60_000;
/** While the old token works, a refusal is not asked for again at every message. */
const REST_MS = 60_000;
/** No token lives for ten years. */
const LONGEST_S = 10 * 365 * 86_400;
/** Slack's words for: this installation is over. */
const OVER: ReadonlySet<string> = new Set([
  'invalid_refresh_token',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
]);

/**
 * Gives an installation back with a token that works for a while, renewed by one process at a time
 * (docs/decisions/chat-platforms.md#token-under-a-lock). Rejects with `Refused` when the token is over and Slack gives
 * no other.
 */
export type Renew = (installation: Installation) => Promise<Installation>;

export function createRenewal(
  connection: Connection,
  installations: Installations,
  clock: Clock,
  log: Log,
): Renew {
  const underWay = new Map<string, Promise<Installation>>();
  const resting = new Map<string, number>();
  const left = (one: Installation): number =>
    one.expiresAt === null || keptOf(one).refreshToken === null
      ? Number.POSITIVE_INFINITY
      : Date.parse(one.expiresAt) - clock.now().getTime();

  const renew = async (installation: Installation): Promise<Installation> => {
    const id = installation.externalId;
    try {
      const renewed = await installations.renew(SLACK, id, async (current) =>
        left(current) > MARGIN_MS ? null : exchanged(connection, current, clock),
      );
      if (renewed) return renewed;
    } catch (error) {
      const { cause } = failureOf(error);
      log.warn({ cause }, 'Slack did not renew a token; it is asked again');
      resting.set(id, clock.now().getTime() + REST_MS);
      if (left(installation) > 0) return installation;
      throw new Refused(OVER.has(codeOf(error)) ? 'invalid_refresh_token' : 'token_not_renewed');
    }
    throw new Refused('not_installed');
  };

  return async (installation) => {
    const id = installation.externalId;
    const remaining = left(installation);
    if (remaining > MARGIN_MS) return installation;
    const rests = (resting.get(id) ?? 0) - clock.now().getTime();
    // Longer than a rest can be: the clock was set back.
    if (remaining > 0 && rests > 0 && rests <= REST_MS) return installation;
    // Many messages at once ask for the same; only one of them takes a connection to the database for it.
    const running = underWay.get(id) ?? renew(installation).finally(() => underWay.delete(id));
    underWay.set(id, running);
    return running;
  };
}

async function exchanged(
  connection: Connection,
  current: Installation,
  clock: Clock,
): Promise<Pick<Installation, 'secrets' | 'expiresAt'>> {
  const kept = keptOf(current);
  const answer = await webClient(connection, { token: null }).oauth.v2.access({
    client_id: connection.oauth?.clientId ?? '',
    client_secret: connection.oauth?.clientSecret ?? '',
    grant_type: 'refresh_token',
    refresh_token: kept.refreshToken ?? '',
  });
  const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = answer;
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds < LONGEST_S)) throw new OddResponse('no end');
  return {
    secrets: { ...kept, token: given(token), refreshToken: given(refreshToken) },
    expiresAt: new Date(clock.now().getTime() + seconds * 1000).toISOString(),
  };
}
