import type { App } from '@slack/bolt';
import { z } from 'zod';
import { type Installation, type Installations, Unreadable } from '../../../src/ports/installations.ts';
import type { InboundDeps } from '../incoming/reply.ts';
import { keptOf, SLACK } from './kept-installation.ts';
import { keepTeams } from './organisations.ts';

/** Slack's events about the connection itself, for every app. */
export const DEPARTURES: readonly string[] = ['tokens_revoked', 'app_uninstalled'];
/** Events for an app that organisations install as a whole: they say which of their workspaces it may be in. */
export const ORGANISATION_EVENTS: readonly string[] = ['team_access_granted', 'team_access_revoked'];

const callback = z.object({
  /** Absent when a whole organisation lets go. */
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  event_id: z.string(),
  /** Seconds since 1970. */
  event_time: z.number().optional(),
});
type From = z.infer<typeof callback>;

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) });
const access = z.object({ team_ids: z.array(z.string()) });

/** A workspace that lets go of the app hears no more of it: sending ends, and what gave access is forgotten. */
export function registerDepartures(app: App, deps: InboundDeps): void {
  app.event('app_uninstalled', ({ body }) => left(deps, callback.parse(body), 'app_uninstalled'));
  app.event('tokens_revoked', async ({ event, body }) => {
    // Tokens of people may be in it too; we have none.
    if (revoked.parse(event).tokens.bot?.length) await left(deps, callback.parse(body), 'token_revoked');
  });
  const { installations } = deps;
  if (!installations) return;
  app.event('team_access_granted', async ({ event, body }) => {
    const { team_ids: teams } = access.parse(event);
    const from = callback.parse(body);
    await keepTeams(installations, from.enterprise_id ?? '', (known) => [...new Set([...known, ...teams])]);
    await tell(deps, from, teams, 'app_installed');
  });
  app.event('team_access_revoked', async ({ event, body }) => {
    const { team_ids: teams } = access.parse(event);
    const from = callback.parse(body);
    await tell(deps, from, teams, 'app_uninstalled');
    await keepTeams(installations, from.enterprise_id ?? '', (known) =>
      known.filter((team) => !teams.includes(team)),
    );
  });
}

async function left(deps: InboundDeps, from: From, what: 'app_uninstalled' | 'token_revoked'): Promise<void> {
  const id = from.team_id && from.team_id !== from.enterprise_id ? from.team_id : (from.enterprise_id ?? '');
  const installed = deps.installations && (await readable(deps.installations, id));
  if (installed && isOfBefore(from, installed)) return;
  if (installed?.isEnterprise) {
    // Told first: when this is cut short, Slack says it once more and the list is not forgotten yet.
    await tell(deps, from, keptOf(installed).teams, what);
    return deps.installations?.remove(SLACK, id);
  }
  // Whoever installs the app again may have the token of before taken back by it, in the same second.
  if (installed && (await holdsStill(deps, id))) return;
  await deps.installations?.remove(SLACK, id);
  // Its organisation may have installed the app as a whole: then that is what holds there from now on.
  if (!(await holdsStill(deps, id))) await tell(deps, from, [id], what);
}

/** Asked of Slack, and only where workspaces install the app themselves: a token of the configuration is over when told. */
async function holdsStill(deps: InboundDeps, team: string): Promise<boolean> {
  if (!deps.installations) return false;
  try {
    const client = await deps.clients.of(team);
    return (await client.auth.test()).ok;
  } catch {
    return false;
  }
}

async function tell(
  deps: InboundDeps,
  from: From,
  teams: readonly string[],
  what: 'app_uninstalled' | 'token_revoked' | 'app_installed',
): Promise<void> {
  for (const team of teams)
    await deps.useCases.happened({
      key: `slack:${from.event_id}:${team}`,
      platform: SLACK,
      workspaceExternalId: team,
      what,
    });
}

/** One that cannot be read can still be let go of. */
async function readable(installations: Installations, id: string): Promise<Installation | null> {
  try {
    return await installations.get(SLACK, id);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Slack repeats an event for minutes; meanwhile the app may have been installed again. */
function isOfBefore({ event_time: seconds }: From, installed: Installation): boolean {
  const made = Math.floor(Date.parse(keptOf(installed).installedAt) / 1000);
  return seconds !== undefined && seconds < made;
}
