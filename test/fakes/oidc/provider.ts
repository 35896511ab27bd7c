import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientMetadata, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';

/** A real OpenID provider on this machine in the place of Slack or Microsoft. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

export interface ProviderSettings {
  /** Behind the address: of Entra the tenant and `/v2.0`. */
  readonly path?: string;
  readonly redirect: string;
  /** An app that did not ask for PKCE, at a provider that then takes none; otherwise it is asked for. */
  readonly refusesPkce?: boolean;
  /** The claims about each person, by the name that they sign in with. */
  readonly accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Signs in whoever types one of the names, with the pages that the library brings for that. */
export async function startOpenIdProvider(settings: ProviderSettings): Promise<OpenIdProvider> {
  const { path = '', redirect, accounts, refusesPkce = false } = settings;
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const client: ClientMetadata = {
    client_id: 'schakel',
    client_secret: 'a-secret-that-only-tests-know',
    redirect_uris: [redirect],
    token_endpoint_auth_method: 'client_secret_post',
  };
  const names = [...new Set(Object.values(accounts).flatMap((claims) => Object.keys(claims)))];
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ['sub', ...names], profile: names },
    conformIdTokenClaims: false,
    pkce: { required: () => !refusesPkce },
    cookies: { keys: ['only-for-tests'] },
    interactions: { policy: policy() },
    findAccount: (_context: KoaContextWithOIDC, id: string) => {
      const claims = accounts[id];
      return claims && { accountId: id, claims: async () => ({ ...claims, sub: id }) };
    },
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage & { originalUrl?: string }, response) => {
    if (refusesPkce && /[?&]code_challenge/.test(request.url ?? '')) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end('invalid_request');
      return;
    }
    request.originalUrl = request.url ?? '/';
    request.url = request.originalUrl.startsWith(path)
      ? request.originalUrl.slice(path.length) || '/'
      : request.originalUrl;
    answer(request, response);
  });
  return {
    issuer,
    clientId: 'schakel',
    clientSecret: client.client_secret ?? '',
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** An app may ask that an account is chosen, as with Microsoft. Nobody is signed in here yet, so they always do. */
function policy(): interactionPolicy.DefaultPolicy {
  const usual = interactionPolicy.base();
  const choose = new interactionPolicy.Prompt({ name: 'select_account', requestable: true });
  choose.checks.clear();
  usual.add(choose);
  return usual;
}
