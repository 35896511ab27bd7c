import type { TeamsConfig } from '../../config/env/env.ts';
import { type Check, gap, good, wrong } from './check.ts';

/** Microsoft's answer about one tenant, as the adapter brings it; a cause is null when nothing is wrong. */
interface TenantInspection {
  readonly tenantId: string;
  readonly appId: string;
  readonly homeTenantId: string;
  readonly connector: string | null;
  readonly token: string | null;
  readonly permission: string | null;
}

export interface TeamsTools {
  inspectTeams(teams: readonly TeamsConfig[]): Promise<readonly TenantInspection[]>;
}

const SECRET =
  'TEAMS_APP_PASSWORD: the client secret is wrong or has ended. Entra: "Certificates & secrets", make a new one, and start again.';

/** Each registration may write, and each tenant lets it in. */
export async function checkTeams(teams: readonly TeamsConfig[], tools: TeamsTools): Promise<Check[]> {
  if (teams.length === 0) return [gap('Teams is not connected', 'docs/teams.md says how.')];
  if (teams.some(({ local }) => local !== null && !local.loginUrl))
    return [gap('Teams: a local one on this machine; nobody else reaches Schakel by it')];
  const all = await tools.inspectTeams(teams);
  const registrations = all.filter(({ appId }, i) => all.findIndex((one) => one.appId === appId) === i);
  return [...registrations.map(checkRegistration), ...all.map(checkTenant)];
}

function checkRegistration({ appId, homeTenantId, connector }: TenantInspection): Check {
  const registration = `Teams: the registration ${appId} in the tenant ${homeTenantId}`;
  if (connector === null) return good(`${registration} gives a token to write with`);
  if (isAway(connector)) return away(connector);
  return wrong(
    `${registration} gives no token to write with (${connector})`,
    connector.endsWith('invalid_client')
      ? SECRET
      : 'Is that the tenant of the registration and its Azure Bot? With one registration for all it stands in TEAMS_HOME_TENANT_ID, else in TEAMS_TENANT_ID.',
  );
}

function checkTenant(found: TenantInspection): Check {
  const { tenantId, token, permission } = found;
  if (token !== null && isAway(token)) return away(token);
  if (token !== null)
    return wrong(
      `Teams: the tenant ${tenantId} does not let Schakel in (${token})`,
      token.endsWith('invalid_client') ? SECRET : consentTo(found),
    );
  if (permission?.startsWith('http 403'))
    return wrong(
      `Teams: the tenant ${tenantId} knows Schakel, and gave it no permissions (${permission})`,
      consentTo(found),
    );
  if (permission !== null) return away(permission);
  return good(`Teams: the tenant ${tenantId} lets Schakel in, and it may read who people are`);
}

function consentTo({ tenantId, appId, homeTenantId }: TenantInspection): string {
  if (tenantId === homeTenantId)
    return 'Entra: your app registration, "API permissions", "Grant admin consent". docs/teams.md names each permission.';
  return `An administrator of that tenant consents here: https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${appId}. It does not go there? Then the registration takes one tenant only: Entra, "Authentication", accounts in any organisation's directory.`;
}

/** A failing network or an outage says nothing of the registration. */
function isAway(cause: string): boolean {
  return !/(access_denied|invalid_\w+|unauthorized_client|unsupported_grant_type)$/.test(cause);
}

function away(cause: string): Check {
  return wrong(
    `Teams: Microsoft cannot be asked (${cause})`,
    'Does this machine reach login.microsoftonline.com and graph.microsoft.com on port 443? Is there a proxy?',
  );
}
