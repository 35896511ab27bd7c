import { ClientSecretCredential } from '@azure/identity';
import {
  AuthenticationHandler,
  Client,
  HTTPMessageHandler,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { TeamsApp } from './client.ts';

/** Another Graph than graph.microsoft.com, and another place for its tokens than login.microsoftonline.com. */
export interface GraphAddress {
  readonly baseUrl: string;
  readonly loginUrl: string | null;
}

/** Microsoft Graph as one tenant's app. Throws for a tenant that has none. */
export interface Graph {
  client(tenantId: string): Client;
  /** The address objects are named by in a request. */
  readonly baseUrl: string;
  appId(tenantId: string): string;
}

const PUBLIC = 'https://graph.microsoft.com';
const SCOPE = 'https://graph.microsoft.com/.default';
/** A request that takes longer than this is called unclear. */
const TIMEOUT_MS = 10_000;

export function createGraph(apps: readonly TeamsApp[], address: GraphAddress | null): Graph {
  const baseUrl = (address?.baseUrl ?? PUBLIC).replace(/\/$/, '');
  const clients = new Map(apps.map((app) => [app.tenantId, () => createClient(app, baseUrl, address)]));
  const made = new Map<string, Client>();
  return {
    baseUrl: `${baseUrl}/v1.0`,
    appId: (tenantId) => apps.find((a) => a.tenantId === tenantId)?.appId ?? '',
    client: (tenantId) => {
      const known = made.get(tenantId);
      if (known) return known;
      const make = clients.get(tenantId);
      if (!make) throw new Error('no app is configured for this tenant');
      const client = make();
      made.set(tenantId, client);
      return client;
    },
  };
}

function createClient(app: TeamsApp, baseUrl: string, address: GraphAddress | null): Client {
  const credential = new ClientSecretCredential(app.tenantId, app.appId, app.password, {
    ...(address?.loginUrl ? { authorityHost: address.loginUrl, disableInstanceDiscovery: true } : {}),
    retryOptions: { maxRetries: 0 },
  });
  const authentication = new AuthenticationHandler({
    getAccessToken: async () => (await credential.getToken(SCOPE)).token,
  });
  // Only these two: the library's own would try again by itself, posts included, and the outbox owns that.
  authentication.setNext(withTimeout(new HTTPMessageHandler()));
  return Client.initWithMiddleware({
    middleware: authentication,
    baseUrl,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(baseUrl).hostname]),
  });
}

function withTimeout(next: Middleware): Middleware {
  return {
    execute: (context) => {
      context.options = { ...context.options, signal: AbortSignal.timeout(TIMEOUT_MS) };
      return next.execute(context);
    },
  };
}
