import { z } from 'zod';
import { ConfigError } from '../config-error.ts';

/** An app registration as one tenant knows it: one of the tenant's own, or one that serves several. */
export interface TeamsConfig {
  readonly appId: string;
  readonly password: string;
  /** The tenant whose people it serves. */
  readonly tenantId: string;
  /** The tenant of the registration and its Azure Bot; left out: the tenant itself. */
  readonly homeTenantId?: string;
  /** The tenant has messages in a channel that one person alone sees. */
  readonly targeted?: boolean;
  /** Another Graph than graph.microsoft.com (a national cloud), and where its tokens come from. */
  readonly graph: { readonly baseUrl: string; readonly loginUrl: string | null } | null;
  /** A local Teams on this machine instead of Microsoft's, to try things out; then nobody else can reach Schakel. */
  readonly local: {
    readonly serviceUrl: string;
    readonly openIdUrl: string | null;
    /** Where tokens for its connector come from; left out: it asks for none. */
    readonly loginUrl?: string;
  } | null;
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
  TEAMS_HOME_TENANT_ID: 'must be the directory (tenant) id of the app registration, a GUID',
} as const;

type TeamsEnv = Readonly<
  Partial<
    Record<
      keyof typeof WORDS | 'TEAMS_HOME_TENANT_ID' | 'TEAMS_TARGETED' | 'TEAMS_LOCAL_URL' | 'GRAPH_BASE_URL',
      string | undefined
    >
  >
>;

/** The values of each variable, in their order. */
interface Given {
  readonly ids: readonly string[];
  readonly passwords: readonly string[];
  readonly tenants: readonly string[];
  readonly homes: readonly string[];
}

/**
 * Teams' part of the environment. Several tenants: a registration for each, with as many values in the same order and
 * commas between them; or one registration for all, with the tenant that it stands in. All or nothing: without
 * credentials anybody could speak for Teams. Throws a `ConfigError`.
 */
export function teamsOf(e: TeamsEnv): readonly TeamsConfig[] {
  const graph = e.GRAPH_BASE_URL ? { baseUrl: e.GRAPH_BASE_URL, loginUrl: null } : null;
  const given = {
    ids: listOf(e.TEAMS_APP_ID),
    passwords: listOf(e.TEAMS_APP_PASSWORD),
    tenants: listOf(e.TEAMS_TENANT_ID),
    homes: listOf(e.TEAMS_HOME_TENANT_ID),
  };
  refuseNoGuids(given);
  if (e.TEAMS_LOCAL_URL) {
    const local = { serviceUrl: e.TEAMS_LOCAL_URL, openIdUrl: null };
    const [appId = NOBODY] = given.ids;
    const [tenantId = NOBODY] = given.tenants;
    return [{ appId, password: given.passwords[0] ?? '', tenantId, graph, local }];
  }
  if (Object.values(given).every((values) => values.length === 0)) return [];
  const missing = Object.entries(WORDS).filter(([name]) => !e[name as keyof typeof WORDS]);
  if (missing.length > 0)
    throw new ConfigError(missing.map(([name, words]) => `${name}: ${words}`).join('\n'));
  refuseUneven(given);
  const targeted = targetedIn(listOf(e.TEAMS_TARGETED), given.tenants);
  const all = given.tenants.map((tenantId, i) => ({
    ...registrationOf(given, i),
    tenantId,
    ...(targeted.includes(tenantId) ? { targeted: true } : {}),
    graph,
    local: null,
  }));
  refuseTwoHomes(all);
  return all;
}

/** The values of a variable, as they stand there; see `teamsOf`. */
export function listOf(given: string | undefined): string[] {
  return (given ?? '').split(/[\s,]+/).filter(Boolean);
}

/** Somebody looked in each of these whether a message for one person is seen by that person alone. */
function targetedIn(named: readonly string[], tenants: readonly string[]): readonly string[] {
  const unknown = named.find((id) => !tenants.includes(id));
  if (unknown !== undefined)
    throw new ConfigError(
      `TEAMS_TARGETED: ${unknown} is no tenant of TEAMS_TENANT_ID. Name those in which you saw that a message for one person is seen by that person alone (docs/teams.md).`,
    );
  return named;
}

function registrationOf(
  { ids, passwords, homes }: Given,
  tenant: number,
): Pick<TeamsConfig, 'appId' | 'password' | 'homeTenantId'> {
  const at = ids.length === 1 ? 0 : tenant;
  const home = homes[at];
  return {
    appId: ids[at] ?? '',
    password: passwords[at] ?? '',
    ...(home === undefined ? {} : { homeTenantId: home }),
  };
}

function refuseUneven({ ids, passwords, tenants, homes }: Given): void {
  const twice = tenants.find((id, i) => tenants.indexOf(id) < i);
  if (twice) throw new ConfigError(`TEAMS_TENANT_ID: ${twice} stands there twice.`);
  if (ids.length === 1 && passwords.length === 1 && homes.length === 0 && tenants.length > 1)
    throw new ConfigError(
      `TEAMS_HOME_TENANT_ID: missing. There are ${tenants.length} tenants and one registration. Does it serve all of them, say in which tenant it stands. Has each a registration of its own, give as many values in TEAMS_APP_ID and TEAMS_APP_PASSWORD, in the same order, with commas between them.`,
    );
  const isEven =
    ids.length === passwords.length &&
    (ids.length === 1 || ids.length === tenants.length) &&
    (homes.length === 0 || homes.length === ids.length);
  if (!isEven)
    throw new ConfigError(
      `TEAMS_TENANT_ID: there are ${tenants.length} tenants, ${ids.length} values in TEAMS_APP_ID, ${passwords.length} in TEAMS_APP_PASSWORD and ${homes.length} in TEAMS_HOME_TENANT_ID. Give one registration for all tenants, or one for each: as many values, in the same order, with commas between them.`,
    );
}

/** One registration has one secret here, and stands in one tenant. */
function refuseTwoHomes(all: readonly TeamsConfig[]): void {
  for (const { appId, password, homeTenantId, tenantId } of all) {
    const other = all.find((one) => one.appId === appId && one.tenantId !== tenantId);
    if (other && (homeTenantId === undefined || other.homeTenantId !== homeTenantId))
      throw new ConfigError(
        `TEAMS_HOME_TENANT_ID: the registration ${appId} serves several tenants; say of each of them that it stands in the same one.`,
      );
    if (other && other.password !== password)
      throw new ConfigError(
        `TEAMS_APP_PASSWORD: the registration ${appId} stands there several times, with different secrets.`,
      );
  }
}

function refuseNoGuids({ ids, tenants, homes }: Given): void {
  const wrong = (name: keyof typeof GUIDS, values: readonly string[]): string[] =>
    values.some((value) => !z.guid().safeParse(value).success) ? [`${name}: ${GUIDS[name]}`] : [];
  const problems = [
    ...wrong('TEAMS_APP_ID', ids),
    ...wrong('TEAMS_TENANT_ID', tenants),
    ...wrong('TEAMS_HOME_TENANT_ID', homes),
  ];
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
}
