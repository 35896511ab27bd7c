import {
  AuthenticationHandler,
  Client,
  GraphClientError,
  type Middleware,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client';
import type { TeamsApp } from '../client.ts';
import { failureOf, oddResponse } from '../errors.ts';
import { type LoginAddress, tokensIn } from './entra.ts';

/** Another Graph than graph.microsoft.com, and another place for its tokens than login.microsoftonline.com. */
export interface GraphAddress extends LoginAddress {
  /** Over https: the library gives its token to no other. */
  readonly baseUrl: string;
}

type Method = 'get' | 'post' | 'patch' | 'delete';

/** Microsoft Graph v1.0, asked as the app of one tenant. */
export interface Graph {
  /**
   * One request, never tried again here but with a new token; `path` from the version on. Rejects for a status that is not 2xx and for what
   * never came back, both as `failureOf` reads them.
   */
  ask(tenantId: string, method: Method, path: string, body?: object): Promise<GraphResponse>;
  /** All of a list, page after page. */
  list<T>(tenantId: string, path: string): Promise<T[]>;
  /** Whether Entra gives this tenant's app a token now. Rejects when Entra cannot be reached. */
  isLetIn(tenantId: string): Promise<boolean>;
  /** How a request names something: its full address. */
  addressOf(path: string): string;
  /** The app's own id, which is also that of its package. Empty for a tenant that has none. */
  appId(tenantId: string): string;
}

export interface GraphResponse {
  readonly status: number;
  /** The address to ask whether it is done, from the version on; it comes with 202. */
  readonly location: string | null;
  /** Null when there is none. */
  readonly body: unknown;
}

/** Graph answered, and did not do it. */
class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly statusCode: number;
  readonly headers: Headers;
  readonly body: unknown;
  constructor(response: Response, body: unknown) {
    super(`Microsoft Graph answered ${response.status}`);
    this.statusCode = response.status;
    this.headers = response.headers;
    this.body = body;
  }
}

/** Nobody to ask as: the connection with this tenant has ended. */
class NoApp extends Error {
  override readonly name = 'NoApp';
  readonly statusCode = 401;
}

const PUBLIC = 'https://graph.microsoft.com';
/** A request that takes longer than this is called unclear. */
const TIMEOUT_MS = 10_000;
/** The most pages of a list: more than any team or chat has. */
const MOST_PAGES = 50;

/** Throws when no token could go to that address. */
export function createGraph(apps: readonly TeamsApp[], address: GraphAddress | null): Graph {
  const base = (address?.baseUrl ?? PUBLIC).replace(/\/+$/, '');
  if (!base.startsWith('https://')) throw new Error('Microsoft Graph is only asked over https');
  const clients = new Map<string, Client>();
  const clientOf = (tenantId: string): Client => {
    const app = apps.find((one) => one.tenantId === tenantId);
    if (!app) throw new NoApp('no app is configured for this tenant');
    const client = clients.get(tenantId) ?? createClient(app, base, address);
    clients.set(tenantId, client);
    return client;
  };
  const ask: Graph['ask'] = async (tenantId, method, path, body) => {
    const first = await send(clientOf(tenantId), method, path, body);
    // A token may end before its time. Nothing was done; only when a new one is not believed either it is over.
    if (first.status === 401) clients.delete(tenantId);
    const response = first.status === 401 ? await send(clientOf(tenantId), method, path, body) : first;
    const text = await response.text();
    const content = jsonOf(text);
    if (!response.ok) throw new GraphRefusal(response, content ?? text);
    // What Graph does without a word it says with 201, 202 or 204.
    if (content === null && (text !== '' || response.status === 200)) throw oddResponse();
    return {
      status: response.status,
      location: fromVersion(response.headers.get('location')),
      body: content,
    };
  };
  return {
    ask,
    list: async <T>(tenantId: string, path: string) => {
      const all: T[] = [];
      let next: string | null = path;
      for (let page = 0; next !== null && page < MOST_PAGES; page++) {
        const { body } = await ask(tenantId, 'get', next);
        const { value, '@odata.nextLink': more } = (body ?? {}) as {
          value?: T[];
          '@odata.nextLink'?: string;
        };
        // An answer without its list is no empty one.
        if (!Array.isArray(value)) throw oddResponse();
        all.push(...value);
        next = fromVersion(more ?? null);
      }
      return all;
    },
    isLetIn: async (tenantId) => {
      const app = apps.find((one) => one.tenantId === tenantId);
      if (!app) return false;
      try {
        await tokensIn(tenantId, app, address).getToken(scopeOf(base));
        return true;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'never') return false;
        throw error;
      }
    },
    addressOf: (path) => `${base}/v1.0${path}`,
    appId: (tenantId) => apps.find((one) => one.tenantId === tenantId)?.appId ?? '',
  };
}

/** All that the app was given. */
function scopeOf(base: string): string {
  return `${new URL(base).origin}/.default`;
}

/** The library's own retrying and following are left out: both would send a second time, and the outbox owns that. */
function createClient(app: TeamsApp, base: string, address: GraphAddress | null): Client {
  const credential = tokensIn(app.tenantId, app, address);
  const getAccessToken = async (): Promise<string> => (await credential.getToken(scopeOf(base))).token;
  return Client.initWithMiddleware({
    middleware: [
      new AuthenticationHandler({ getAccessToken: () => keepingError(getAccessToken) }),
      new TelemetryHandler(),
      sending,
    ],
    baseUrl: base,
    customHosts: new Set([new URL(base).hostname]),
  });
}

const sending: Middleware = {
  execute: async (context) => {
    const options: RequestInit = {
      ...(context.options as RequestInit),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    context.response = await keepingError(() => fetch(context.request, options));
  },
};

/** The library makes another error of any but its own, in which neither code nor cause is left. */
async function keepingError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Object.assign(new GraphClientError('no answer'), { customError: error });
  }
}

/** Raw, because the library gives nothing of a 202 otherwise. */
async function send(
  client: Client,
  method: Method,
  path: string,
  body: object | undefined,
): Promise<Response> {
  const request = client.api(path).responseType(ResponseType.RAW);
  try {
    if (method === 'post' || method === 'patch') return (await request[method](body ?? {})) as Response;
    return (await request[method]()) as Response;
  } catch (error) {
    throw error instanceof GraphClientError ? (error.customError ?? error) : error;
  }
}

/** Addresses in answers come with the host and the version, with one of them, or with neither. */
function fromVersion(address: string | null): string | null {
  if (address === null) return null;
  // Whatever host it names: only the Graph that was configured is asked.
  const { pathname, search } = new URL(address, PUBLIC);
  return `${pathname}${search}`.replace(/^\/v1\.0(?=\/)/, '');
}

/** Null for what is no object: Graph answers with nothing else. */
function jsonOf(text: string): object | null {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
