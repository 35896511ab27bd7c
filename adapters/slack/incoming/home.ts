import type { Document } from '../../../src/ports/document.ts';
import { renderHome } from '../render.ts';
import { handleRequest, type InboundDeps, logFailure } from './reply.ts';

/** Shows a person's own page. A page that does not come is asked for again by opening it again. */
export async function publishHome(
  deps: InboundDeps,
  team: string,
  user: string,
  home: Document,
): Promise<void> {
  try {
    const client = await deps.clients.of(team);
    await client.views.publish({ user_id: user, view: renderHome(home) });
  } catch (error) {
    logFailure(deps, error, 'a home page could not be shown');
  }
}

/** Shows the home page anew after something done on it. `key` is that of what was done. */
export async function refreshHome(deps: InboundDeps, team: string, user: string, key: string): Promise<void> {
  const outcome = await handleRequest(deps, {
    key: `${key}:home`,
    platform: 'slack',
    workspaceExternalId: team,
    userExternalId: user,
    channel: null,
    request: { type: 'home' },
  });
  if (outcome.home) await publishHome(deps, team, user, outcome.home);
}
