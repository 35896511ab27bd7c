import { CONNECTOR_SCOPE, homeOf } from '../client.ts';
import { failureOf, statusOf } from '../errors.ts';
import { tokensIn } from '../graph/entra.ts';
import { createGraph } from '../graph/graph.ts';
import type { TenantApp } from '../index.ts';

/** Microsoft's answers about one tenant. A `cause` is its own code, null when nothing is wrong. */
export interface TenantInspection {
  readonly tenantId: string;
  readonly appId: string;
  /** The tenant that the registration stands in. */
  readonly homeTenantId: string;
  /** The way to write: a token for the connector, of the home tenant. */
  readonly connector: string | null;
  /** The way into the tenant: a token for Graph, of the tenant itself. */
  readonly token: string | null;
  /** The answer to one question that needs a permission of the tenant. Null as well when there was no token. */
  readonly permission: string | null;
}

/** An id that nobody has: to be told so is permission enough. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Asks Entra and Graph of each tenant whether Schakel is let in. Changes nothing, and never rejects. */
export function inspect(apps: readonly TenantApp[]): Promise<TenantInspection[]> {
  return Promise.all(apps.map(inspectOne));
}

async function inspectOne(app: TenantApp): Promise<TenantInspection> {
  const { tenantId, appId, graph: address } = app;
  const graph = createGraph([app], address);
  const login = app.local?.loginUrl;
  const atHome = tokensIn(homeOf(app), app, login ? { loginUrl: login } : null);
  const connector = await causeOf(() => atHome.getToken(CONNECTOR_SCOPE));
  const asked = await causeOf(() => graph.ask(tenantId, 'get', `/users/${NOBODY}?$select=id`));
  const isToken = asked?.startsWith('no token') ?? false;
  return {
    ...{ tenantId, appId, homeTenantId: homeOf(app), connector },
    ...{ token: isToken ? asked : null, permission: isToken ? null : asked },
  };
}

async function causeOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return statusOf(error) === 404 ? null : failureOf(error).cause;
  }
}
