import { type Letters, startLetters } from '../../../fakes/letters/letters.ts';
import type { Asked } from '../asked.ts';
import type { TurnedClock } from '../clock.ts';
import { type SlackWorkspace, startSlack } from './slack.ts';
import { startTenant, type Tenant } from './tenant.ts';
import type { Web } from './web.ts';
import { startWorkspaces, type Workspaces } from './workspaces.ts';

/** Each part that can be asked for. */
export interface Parts<T extends string> {
  readonly slack: SlackWorkspace;
  readonly workspaces: Workspaces;
  readonly teams: Readonly<Record<T, Tenant>>;
  readonly web: Web;
  readonly letters: Letters;
  readonly log: readonly string[];
}

/** The servers of others that Schakel speaks with; none where none was asked for. */
export interface Others {
  readonly slack: SlackWorkspace | undefined;
  readonly workspaces: Workspaces | undefined;
  readonly teams: Readonly<Record<string, Tenant>> | undefined;
  readonly letters: Letters | undefined;
}

/** Starts what was asked for, and gives what ends it to whoever stops the whole. */
export async function startOthers(
  asked: Asked,
  clock: TurnedClock,
  ends: (() => Promise<void>)[],
): Promise<Others> {
  const ending = async <P extends { close(): Promise<void> }>(starting: Promise<P>): Promise<P> => {
    const part = await starting;
    const { close } = part;
    ends.push(() => close());
    return part;
  };
  const slack = asked.slack && (await ending(startSlack(asked.slack, clock)));
  const workspaces = asked.workspaces && (await ending(startWorkspaces(asked.workspaces, clock)));
  const letters = asked.letters && (await ending(startLetters()));
  if (!asked.teams) return { slack, workspaces, letters, teams: undefined };
  const teams: Record<string, Tenant> = {};
  for (const [name, tenant] of Object.entries(asked.teams))
    teams[name] = await ending(startTenant(tenant, clock, tenant.home ? teams[tenant.home] : undefined));
  return { slack, workspaces, letters, teams };
}
