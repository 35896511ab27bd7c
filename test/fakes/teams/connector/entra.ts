import { randomBytes } from 'node:crypto';
import type { Answer } from '../graph/graph-world.ts';

/** Tokens as Entra gives them to an app with a secret (client credentials). */
export interface Tokens {
  /** Null when this is not for Entra. */
  serve(url: URL, host: string, form: string): Answer | null;
  /** Whether this is a token for Graph at this host. */
  isValid(authorization: string | undefined, host: string): boolean;
  /**
   * Whether this is a token of this tenant for the Bot Connector. Its end is not looked at: that is an hour of the
   * machine's own clock, and time here is turned by hand.
   */
  isForConnector(authorization: string | undefined): boolean;
  /** How many were given. */
  given(): number;
  /** Nothing that was given for Graph is believed any more. */
  revoke(): void;
  /** The next request for a token is answered with this status. */
  fault(status: number): void;
}

const LIFE_S = 3600;
/** All that an app may do with the Graph at one host. */
const SCOPE = /^https:\/\/([^/ ]+)\/\.default$/;
const LIFE_MS = LIFE_S * 1000;
const CONNECTOR = 'api.botframework.com';

export function createTokens(
  app: { readonly appId: string; readonly password: string; readonly tenantId: string },
  now: () => Date,
  /** Whether the app is in the directory of this tenant: it stands here, or an administrator consented. */
  isKnown = () => true,
): Tokens {
  const valid = new Map<string, { readonly until: number; readonly host: string }>();
  const faults: number[] = [];
  let count = 0;
  return {
    isValid: (authorization, host) => {
      const token = valid.get(authorization?.replace(/^Bearer /, '') ?? '');
      return token !== undefined && token.host === host && token.until > now().getTime();
    },
    isForConnector: (authorization) =>
      valid.get(authorization?.replace(/^Bearer /, '') ?? '')?.host === CONNECTOR,
    given: () => count,
    revoke: () => {
      for (const [token, { host }] of valid) if (host !== CONNECTOR) valid.delete(token);
    },
    fault: (status) => void faults.push(status),
    serve: (url, host, text) => {
      const [, tenant = '', ...rest] = url.pathname.split('/');
      if (rest.join('/') === 'v2.0/.well-known/openid-configuration') return configuration(host, tenant);
      if (rest.join('/') !== 'oauth2/v2.0/token') return null;
      const status = faults.shift();
      if (status === 401) return refused(401, 'invalid_client', 'AADSTS7000222: The secret has expired.');
      if (status !== undefined)
        return refused(status, 'temporarily_unavailable', 'AADSTS90033: try again later.');
      const form = new URLSearchParams(text);
      const wrong = whatIsWrong(app, tenant, form, isKnown());
      if (wrong) return wrong;
      const token = randomBytes(24).toString('base64url');
      valid.set(token, {
        until: now().getTime() + LIFE_MS,
        host: SCOPE.exec(form.get('scope') ?? '')?.[1] ?? '',
      });
      count += 1;
      return {
        status: 200,
        body: { token_type: 'Bearer', expires_in: LIFE_S, ext_expires_in: LIFE_S, access_token: token },
      };
    },
  };
}

function whatIsWrong(
  app: { readonly appId: string; readonly password: string; readonly tenantId: string },
  tenant: string,
  form: URLSearchParams,
  isKnown: boolean,
): Answer | null {
  if (tenant !== app.tenantId) return refused(400, 'invalid_request', 'AADSTS90002: Tenant not found.');
  if (form.get('grant_type') !== 'client_credentials')
    return refused(400, 'unsupported_grant_type', 'AADSTS70003: The grant type is not supported.');
  if (form.get('client_id') !== app.appId || !isKnown)
    return refused(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
  if (form.get('client_secret') !== app.password)
    return refused(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
  if (!SCOPE.test(form.get('scope') ?? ''))
    return refused(400, 'invalid_scope', 'AADSTS70011: The scope is not valid.');
  return null;
}

function refused(status: number, error: string, description: string): Answer {
  const codes = [Number(/\d+/.exec(description)?.[0])];
  return { status, body: { error, error_description: description, error_codes: codes, correlation_id: '' } };
}

function configuration(host: string, tenant: string): Answer {
  const base = `https://${host}/${tenant}`;
  return {
    status: 200,
    body: {
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    },
  };
}
