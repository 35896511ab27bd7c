import type { RequestListener } from 'node:http';
import type { UseCases } from '../../src/app/inbound.ts';
import type { Log } from '../../src/app/request-context.ts';
import type { ChatPlatform, Pace, Result, WorkspaceRef } from '../../src/ports/chat.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { createConnector, type TeamsApp } from './client.ts';
import { createDirectory } from './directory.ts';
import { createGraph, type GraphAddress } from './graph/graph.ts';
import { createListener } from './inbound.ts';
import { TEAMS_PACE } from './outgoing/pace.ts';
import { createRooms, type Rooms } from './outgoing/rooms.ts';
import { createSender } from './send.ts';

/** One app registration in one tenant that it serves. */
export type TenantApp = TeamsApp & { readonly graph: GraphAddress | null };

export interface Teams {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly directory: Directory;
  /** The tenants whose Entra lets our app in now. Rejects when one cannot be asked. */
  connected(): Promise<readonly string[]>;
  /** Starts to listen: `POST /api/messages`. Sending works without it. */
  open(useCases: UseCases): void;
  /** Null until the door is open. */
  requestListener(): RequestListener | null;
}

/** Teams' parts, wired. Throws when it would have to believe anybody who says to be Teams. */
export function createTeams(apps: readonly TenantApp[], log: Log): Teams {
  const connector = createConnector(apps);
  // A tenant may have a Graph of its own: a national cloud has another address.
  const tenants = new Map(apps.map((app) => [app.tenantId, tenantOf(app)]));
  let listener: RequestListener | null = null;
  return {
    platform: createSender(
      connector,
      roomsIn((tenantId) => tenants.get(tenantId)?.rooms),
    ),
    pace: TEAMS_PACE,
    directory: {
      describe: async (tenantId, id) =>
        (await tenants.get(tenantId)?.directory.describe(tenantId, id)) ?? null,
    },
    connected: async () => {
      const asked = [...tenants].map(async ([id, { isLetIn }]) => ((await isLetIn()) ? [id] : []));
      return (await Promise.all(asked)).flat();
    },
    open: (useCases) => {
      listener = createListener({ useCases, connector, log });
    },
    requestListener: () => listener,
  };
}

interface Tenant {
  readonly rooms: Rooms;
  readonly directory: Directory;
  isLetIn(): Promise<boolean>;
}

function tenantOf(app: TenantApp): Tenant {
  const graph = createGraph([app], app.graph);
  return {
    rooms: createRooms(graph),
    directory: createDirectory(graph),
    isLetIn: () => graph.isLetIn(app.tenantId),
  };
}

const NO_APP = {
  kind: 'never',
  reason: 'connection',
  cause: 'no app is configured for this tenant',
} as const;

/** The rooms of the tenant that an address is in. */
function roomsIn(find: (tenantId: string) => Rooms | undefined): Rooms {
  const inTenant = async <T>(
    { externalId }: WorkspaceRef,
    work: (rooms: Rooms) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const rooms = find(externalId);
    return rooms ? work(rooms) : { ok: false, failure: NO_APP };
  };
  return {
    openRoom: (workspace, ...rest) => inTenant(workspace, (rooms) => rooms.openRoom(workspace, ...rest)),
    setTopic: (to, topic) => inTenant(to.workspace, (rooms) => rooms.setTopic(to, topic)),
    invite: (to, ...rest) => inTenant(to.workspace, (rooms) => rooms.invite(to, ...rest)),
    remove: (to, user) => inTenant(to.workspace, (rooms) => rooms.remove(to, user)),
    isArchived: (to) => inTenant(to.workspace, (rooms) => rooms.isArchived(to)),
    archive: (to) => inTenant(to.workspace, (rooms) => rooms.archive(to)),
    sharedWith: (to) => inTenant(to.workspace, (rooms) => rooms.sharedWith(to)),
    othersIn: (to, known) => inTenant(to.workspace, (rooms) => rooms.othersIn(to, known)),
  };
}
