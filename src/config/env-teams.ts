import { z } from 'zod';
import { ConfigError } from './config-error.ts';

/** One app registration and its tenant; since July 2025 an app belongs to one. */
export interface TeamsConfig {
  readonly appId: string;
  readonly password: string;
  readonly tenantId: string;
  /** Another Graph than graph.microsoft.com (a national cloud), and where its tokens come from. */
  readonly graph: { readonly baseUrl: string; readonly loginUrl: string | null } | null;
  /** A local Teams on this machine instead of Microsoft's, to try things out; then nobody else can reach Schakel. */
  readonly local: { readonly serviceUrl: string; readonly openIdUrl: string | null } | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const WORDS = {
  TEAMS_APP_ID: 'missing. Entra: your app registration, "Application (client) ID".',
  TEAMS_APP_PASSWORD:
    'missing. Entra: your app registration, "Certificates & secrets", the value of a client secret.',
  TEAMS_TENANT_ID: 'missing. Entra: your app registration, "Directory (tenant) ID".',
} as const;
const GUIDS = {
  TEAMS_APP_ID: 'must be the application (client) id of the app registration, a GUID',
  TEAMS_TENANT_ID: 'must be the directory (tenant) id, a GUID',
} as const;

type TeamsEnv = Readonly<
  Partial<Record<keyof typeof WORDS | 'TEAMS_LOCAL_URL' | 'GRAPH_BASE_URL', string | undefined>>
>;

/**
 * Teams' part of the environment. Several tenants: the three variables hold as many values each, in the same order, with
 * commas between them. All three or none: without credentials anybody could speak for Teams. Throws a `ConfigError`.
 */
export function teamsOf(e: TeamsEnv): readonly TeamsConfig[] {
  const graph = e.GRAPH_BASE_URL ? { baseUrl: e.GRAPH_BASE_URL, loginUrl: null } : null;
  const ids = listOf(e.TEAMS_APP_ID);
  const passwords = listOf(e.TEAMS_APP_PASSWORD);
  const tenants = listOf(e.TEAMS_TENANT_ID);
  refuseNoGuids(ids, tenants);
  if (e.TEAMS_LOCAL_URL) {
    const local = { serviceUrl: e.TEAMS_LOCAL_URL, openIdUrl: null };
    const [appId = NOBODY] = ids;
    const [tenantId = NOBODY] = tenants;
    return [{ appId, password: passwords[0] ?? '', tenantId, graph, local }];
  }
  if (ids.length + passwords.length + tenants.length === 0) return [];
  const missing = Object.entries(WORDS).filter(([name]) => !e[name as keyof typeof WORDS]);
  if (missing.length > 0)
    throw new ConfigError(missing.map(([name, words]) => `${name}: ${words}`).join('\n'));
  if (new Set([ids.length, passwords.length, tenants.length]).size > 1)
    throw new ConfigError(
      `TEAMS_TENANT_ID: there are ${tenants.length} tenants, ${ids.length} values in TEAMS_APP_ID and ${passwords.length} in TEAMS_APP_PASSWORD. Each tenant has an app registration and a secret of its own: give as many of each, in the same order, with commas between them.`,
    );
  const twice = tenants.find((id, i) => tenants.indexOf(id) < i);
  if (twice) throw new ConfigError(`TEAMS_TENANT_ID: ${twice} stands there twice.`);
  return tenants.map((tenantId, i) => ({
    appId: ids[i] ?? '',
    password: passwords[i] ?? '',
    tenantId,
    graph,
    local: null,
  }));
}

/** The app registrations of the environment, as they stand there; see `teamsOf`. */
export function listOf(given: string | undefined): string[] {
  return (given ?? '').split(/[\s,]+/).filter(Boolean);
}

function refuseNoGuids(ids: readonly string[], tenants: readonly string[]): void {
  const wrong = (name: keyof typeof GUIDS, values: readonly string[]): string[] =>
    values.some((value) => !z.guid().safeParse(value).success) ? [`${name}: ${GUIDS[name]}`] : [];
  const problems = [...wrong('TEAMS_APP_ID', ids), ...wrong('TEAMS_TENANT_ID', tenants)];
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
}
