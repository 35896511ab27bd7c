import type { RequestListener } from 'node:http';
import type { Log } from '../../src/app/desk.ts';
import type { House } from '../../src/app/inbound.ts';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { createConnector, type TeamsApp } from './client.ts';
import { createDirectory } from './directory.ts';
import { createGraph, type GraphAddress } from './graph.ts';
import { createDoor } from './inbound.ts';
import { TEAMS_PACE } from './pace.ts';
import { createRooms } from './rooms.ts';
import { createSender } from './send.ts';

/** One app registration and its tenant. */
export type TenantApp = TeamsApp & { readonly graph: GraphAddress | null };

export interface Teams {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly directory: Directory;
  /** Opens the door for one house: `POST /api/messages`. Sending works without it. */
  open(house: House): void;
  /** Null until the door is open. */
  requestListener(): RequestListener | null;
}

/** Teams' parts, wired. Throws when it would have to believe anybody who says to be Teams. */
export function createTeams(apps: readonly TenantApp[], log: Log): Teams {
  const connector = createConnector(apps);
  const graph = createGraph(apps, apps.find((app) => app.graph)?.graph ?? null);
  let door: RequestListener | null = null;
  return {
    platform: createSender(connector, createRooms(graph)),
    pace: TEAMS_PACE,
    directory: createDirectory(graph),
    open: (house) => {
      door = createDoor({ house, connector, log });
    },
    requestListener: () => door,
  };
}
