import type { RegionConfig } from './schema.ts';

type Workspace = RegionConfig['workspaces'][number];

/** One person's account on one platform. */
export interface RegionAccount {
  readonly platform: Workspace['platform'];
  /** The platform's id of the workspace; undefined when the file lists none of that platform. */
  readonly workspace: string | undefined;
  readonly externalId: string;
}

/** The platform's own id of a workspace: a Slack team, a Teams tenant. */
export function externalIdOf(workspace: Workspace): string {
  return workspace.platform === 'slack' ? workspace.teamId : workspace.tenantId;
}

/** The workspace that is meant where the file does not say which. */
export function firstOf(region: RegionConfig, platform: Workspace['platform']): Workspace | undefined {
  return region.workspaces.find((workspace) => workspace.platform === platform);
}

/** Returns who a person of the file is, on each platform where the file says so. */
export function accountsOf(region: RegionConfig, person: RegionConfig['people'][number]): RegionAccount[] {
  const on = (platform: Workspace['platform'], externalId?: string, given?: string): RegionAccount[] => {
    const first = firstOf(region, platform);
    return externalId ? [{ platform, workspace: given ?? (first && externalIdOf(first)), externalId }] : [];
  };
  return [...on('slack', person.slack, person.slackTeam), ...on('teams', person.teams, person.teamsTenant)];
}
