import type { Config } from '../../config/env/env.ts';
import { ConfigError } from '../../config/env/env.ts';
import { replanRegion } from '../../jobs/replan.ts';
import type { GivenWorkspace } from '../../ports/database/workspaces.ts';
import {
  changeWorkspaceGifts,
  type RegionsWorkspace,
  workspacesOfRegions,
} from '../../store/workspaces/workspaces.ts';
import type { Printed } from './commands.ts';
import { withData } from './with-data.ts';

interface Asked {
  readonly give: readonly string[];
  readonly take: readonly string[];
}

/**
 * Lists the workspaces that a region may use, and those that it names and waits for; gives it some, or takes some.
 */
export function regionWorkspaces(config: Config, key: string, asked: Asked): Promise<Printed> {
  const gifts = { give: asked.give.map(workspaceFrom), take: asked.take.map(workspaceFrom) };
  return withData(config, async ({ database, keys, store, deps }) => {
    const region = await store.regionByKey(key);
    if (!region) throw new Error(`There is no region ${key}. Look at "key" in the region file.`);
    if (gifts.give.length + gifts.take.length > 0) {
      await changeWorkspaceGifts(database, keys, key, gifts, deps.clock.now().toISOString());
      store.forgetRegions();
      await replanRegion(deps, region.id);
    }
    const list = (await workspacesOfRegions(database)).filter((w) => w.region === key);
    if (list.length === 0)
      return { ok: true, lines: [`${key} names no workspace: its people are on the web.`] };
    return { ok: true, lines: list.map((w) => lineOf(key, w)) };
  });
}

function lineOf(key: string, workspace: RegionsWorkspace): string {
  const { platform, externalId, isGiven, isNamed, isTaken, confirmedBy, others } = workspace;
  const name = `${platform}:${externalId}`;
  const also = others.length > 0 ? ` Also named by: ${others.join(', ')}.` : '';
  if (!isGiven) {
    const taken = isTaken ? ' It was taken, so no code gives it.' : '';
    return `· ${name} waits: nothing is done there.${taken} To let ${key} use it: schakel region workspaces ${key} --give ${name}.${also}`;
  }
  const confirmed = confirmedBy
    ? ` Confirmed with a code by the account ${confirmedBy} there. Is that not right? schakel region workspaces ${key} --take ${name}.`
    : '';
  return isNamed
    ? `✔ ${name}.${confirmed}${also}`
    : `✔ ${name}, which the region does not name (yet).${confirmed}${also}`;
}

/** Reads a workspace as it is typed: `slack:T0123ABC`, `teams:` and the id of the tenant. */
function workspaceFrom(text: string): GivenWorkspace {
  const [, platform, id = ''] = /^(slack|teams):([\w-]+)$/i.exec(text.trim()) ?? [];
  if (!platform)
    throw new ConfigError(`"${text}" is not a workspace. Write it as slack:T0123ABC or teams:TENANT-ID.`);
  return platform.toLowerCase() === 'slack'
    ? { platform: 'slack', externalId: id.toUpperCase() }
    : { platform: 'teams', externalId: id.toLowerCase() };
}
