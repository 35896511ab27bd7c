import { createHash } from 'node:crypto';
import type * as OpenId from 'openid-client';
import type { Account } from '../../src/app/sign-in/accounts.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** Slack, or one tenant of Microsoft Entra ID, vouches for people who sign in with their own account. */
export interface SignInSettings {
  readonly kind: 'slack' | 'microsoft';
  /** Names it in addresses: `slack`, `microsoft`, and with more tenants `microsoft-2` and on. */
  readonly key: string;
  /** The issuer as it stands in the tokens. That of Entra holds the tenant. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The tenant that people must be of; Slack names the workspace itself. */
  readonly tenantId?: string;
  /** Whether the app may prove with PKCE that the same browser comes back. */
  readonly usesPkce: boolean;
}

/** Sign-in with OpenID Connect: the code flow with state and nonce, and with PKCE where that is set. */
export interface SignInProvider {
  readonly key: string;
  readonly kind: SignInSettings['kind'];
  /** Where the browser goes. Rejects with `ProviderAway` when there is no answer. */
  addressOf(token: string): Promise<URL>;
  /** Returns the account, by the query that the browser brought back. Rejects with `NotVouched`, or `ProviderAway`. */
  answer(token: string, query: string): Promise<Account>;
}

/** Not a sign-in that we asked for, or not by somebody of that workspace or tenant. */
export class NotVouched extends Error {
  override readonly name = 'NotVouched';
}

/** Slack or Microsoft gave no answer. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
}

const TIMEOUT_S = 10;
/** Clocks of others are a little off. */
const TOLERANCE_S = 30;
/** Entra leaves out who it is (`oid`) without `profile`; Slack tells it anyway. No name or address is asked for. */
const SCOPES = { slack: 'openid', microsoft: 'openid profile' } as const;

export function createSignInProvider(
  settings: SignInSettings,
  clock: Clock,
  publicUrl: string,
): SignInProvider {
  const redirect = new URL(`/sign-in/${settings.key}/back`, publicUrl);
  const known = remembered(() => discover(settings));
  return {
    key: settings.key,
    kind: settings.kind,
    addressOf: async (token) => {
      const found = await known();
      const { openId } = found;
      const config = configOf(found, settings, clock);
      const { state, nonce, verifier } = secretsOf(token);
      const address = openId.buildAuthorizationUrl(config, {
        redirect_uri: redirect.href,
        scope: SCOPES[settings.kind],
        state,
        nonce,
        ...(settings.usesPkce
          ? {
              code_challenge: await openId.calculatePKCECodeChallenge(verifier),
              code_challenge_method: 'S256',
            }
          : {}),
        // Who works at a shared computer chooses which account.
        ...(settings.kind === 'microsoft' ? { prompt: 'select_account' } : {}),
      });
      if (address.origin !== new URL(settings.issuer).origin) throw new ProviderAway('asked to go elsewhere');
      return address;
    },
    answer: async (token, query) => {
      const found = await known();
      const { openId } = found;
      const config = configOf(found, settings, clock);
      const { state, nonce, verifier } = secretsOf(token);
      // The address is our own, whatever the request said of its host.
      const back = new URL(`?${query}`, redirect);
      const checks = {
        ...{ expectedState: state, expectedNonce: nonce },
        ...(settings.usesPkce ? { pkceCodeVerifier: verifier } : {}),
      };
      const claims = await openId
        .authorizationCodeGrant(config, back, { ...checks, idTokenExpected: true })
        .then((tokens) => tokens.claims())
        .catch((error: unknown) => {
          throw awayIn(error) ?? new NotVouched('refused', { cause: error });
        });
      return accountOf(settings, claims ?? {});
    },
  };
}

/** Secrets of one sign-in that only this browser and we can know. The database holds none of them. */
export function secretsOf(token: string): { state: string; nonce: string; verifier: string } {
  const part = (name: string): string => createHash('sha256').update(`${name}:${token}`).digest('base64url');
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier') };
}

interface Known {
  readonly openId: typeof OpenId;
  readonly server: OpenId.ServerMetadata;
}

/** Loaded and asked for at the first sign-in; asked again when that failed. */
function remembered<T>(find: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  return () => {
    known ??= find().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

async function discover(settings: SignInSettings): Promise<Known> {
  const openId = await import('openid-client');
  const options = { execute: insecureIn(openId, settings), timeout: TIMEOUT_S };
  const config = await openId
    .discovery(new URL(settings.issuer), settings.clientId, undefined, undefined, {
      ...options,
      [openId.customFetch]: fetchAt(settings),
    })
    .catch((error: unknown) => {
      throw new ProviderAway('no answer', { cause: error });
    });
  return { openId, server: config.serverMetadata() };
}

/** Allows plain http only for a provider on this very machine, as in tests. */
function insecureIn(
  openId: typeof OpenId,
  { issuer }: SignInSettings,
): ((c: OpenId.Configuration) => void)[] {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && hostname === '127.0.0.1' ? [openId.allowInsecureRequests] : [];
}

/** Made for each sign-in, with the time of now: all time comes through the port, also that in which a token is good. */
function configOf({ openId, server }: Known, settings: SignInSettings, clock: Clock): OpenId.Configuration {
  const { clientId, clientSecret } = settings;
  const metadata = {
    client_secret: clientSecret,
    id_token_signed_response_alg: 'RS256',
    [openId.clockSkew]: Math.round((clock.now().getTime() - Date.now()) / 1000),
    [openId.clockTolerance]: TOLERANCE_S,
  };
  const config = new openId.Configuration(server, clientId, metadata, openId.ClientSecretPost(clientSecret));
  config.timeout = TIMEOUT_S;
  config[openId.customFetch] = fetchAt(settings);
  // Left to itself the library takes a token that came over https without looking at its signature.
  openId.enableNonRepudiationChecks(config);
  for (const set of insecureIn(openId, settings)) set(config);
  return config;
}

/** Asks nobody but the issuer itself, wherever its own description may point, and follows no redirect. */
function fetchAt({ issuer }: SignInSettings): OpenId.CustomFetch {
  const { origin } = new URL(issuer);
  return async (address, options) => {
    if (new URL(address).origin !== origin) throw new ProviderAway('asked to go elsewhere');
    const answer = await fetch(address, { ...(options as RequestInit), redirect: 'error' }).catch(
      (error: unknown) => {
        throw new ProviderAway('no answer', { cause: error });
      },
    );
    if (answer.status >= 500) throw new ProviderAway(`answered ${answer.status}`);
    // The page of an outage says nothing of who signs in.
    if (answer.ok && !isJson(await answer.clone().text())) throw new ProviderAway('an odd answer');
    return answer;
  };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

function awayIn(error: unknown): ProviderAway | null {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof ProviderAway) return one;
  return null;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads who it is in that workspace or tenant; never by an address. */
function accountOf(settings: SignInSettings, claims: Readonly<Record<string, unknown>>): Account {
  const text = (name: string, form: RegExp): string => {
    const value = claims[name];
    if (typeof value !== 'string' || !form.test(value)) throw new NotVouched(`no ${name}`);
    return value;
  };
  if (settings.kind === 'slack')
    return {
      platform: 'slack',
      workspaceExternalId: text('https://slack.com/team_id', /^[TE][A-Z0-9]{2,20}$/),
      userExternalId: text('https://slack.com/user_id', /^[UW][A-Z0-9]{2,20}$/),
    };
  const tenant = text('tid', GUID);
  if (tenant !== settings.tenantId?.toLowerCase()) throw new NotVouched('another tenant');
  return { platform: 'teams', workspaceExternalId: tenant, userExternalId: text('oid', GUID) };
}
