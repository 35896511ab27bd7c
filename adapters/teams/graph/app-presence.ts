import { Failed } from '../errors.ts';
import { unlessSo } from '../incoming/already.ts';
import type { Graph } from './graph.ts';

interface CatalogueApp {
  readonly id?: string;
}

/** Teams' own id of our app, which is in the team; without it no channel there can have it. */
export async function appInTeam(graph: Graph, tenantId: string, team: string): Promise<string> {
  const filter = encodeURIComponent(`teamsApp/externalId eq '${graph.appId(tenantId)}'`);
  const path = `${team}/installedApps?$expand=teamsApp&$filter=${filter}`;
  const [found] = await graph.list<{ teamsApp?: CatalogueApp }>(tenantId, path);
  return idOf(found?.teamsApp, 'the app is not in the team');
}

/** Teams' own id of our app, for a chat, which is in no team. */
export async function appInCatalogue(graph: Graph, tenantId: string): Promise<string> {
  const filter = encodeURIComponent(`externalId eq '${graph.appId(tenantId)}'`);
  const [found] = await graph.list<CatalogueApp>(tenantId, `/appCatalogs/teamsApps?$filter=${filter}`);
  return idOf(found, 'the app is not in the catalogue');
}

/** An app is in no shared channel by itself, also when it is in the team. */
export function enableInChannel(graph: Graph, tenantId: string, channel: string, app: string): Promise<void> {
  const body = { '@odata.id': graph.addressOf(`/appCatalogs/teamsApps/${app}`) };
  return unlessSo(
    () => graph.ask(tenantId, 'post', `${channel}/enabledApps/$ref`, body),
    async () =>
      (await graph.list<CatalogueApp>(tenantId, `${channel}/enabledApps`)).some((a) => a.id === app),
  );
}

export function installInChat(graph: Graph, tenantId: string, chat: string, app: string): Promise<void> {
  const body = { 'teamsApp@odata.bind': graph.addressOf(`/appCatalogs/teamsApps/${app}`) };
  const installed = `${chat}/installedApps?$expand=teamsApp`;
  return unlessSo(
    () => graph.ask(tenantId, 'post', `${chat}/installedApps`, body),
    async () =>
      (await graph.list<{ teamsApp?: CatalogueApp }>(tenantId, installed)).some(
        (i) => i.teamsApp?.id === app,
      ),
  );
}

function idOf(app: CatalogueApp | undefined, cause: string): string {
  if (!app?.id) throw new Failed({ kind: 'never', reason: 'not_allowed', cause });
  return app.id;
}
