import type { RequestListener } from 'node:http';
import { App } from '@slack/bolt';
import type { Log } from '../../src/app/desk.ts';
import type { House } from '../../src/app/inbound.ts';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { type Connection, clientOptions, createRespond, dialogClient, silent, webClient } from './client.ts';
import { createDirectory } from './directory.ts';
import { register } from './inbound.ts';
import { SLACK_PACE } from './pace.ts';
import { createDoor, type Door } from './receiver.ts';
import { createSender } from './send.ts';

export type { Connection } from './client.ts';

export interface Slack {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly directory: Directory;
  /** Whose token this is. Rejects when Slack refuses it or cannot be reached. */
  identify(): Promise<{ teamId: string; teamName: string; botUserId: string }>;
  /** Opens the door for one house. Sending works without it. */
  open(house: House): Promise<void>;
  /** Whether Slack can reach us: the socket stands, or requests come over HTTP. */
  connected(): boolean;
  /** For signed HTTP, `POST /slack/events`; null with Socket Mode. Set once the door is open. */
  requestListener(): RequestListener | null;
  stop(): Promise<void>;
}

/** Slack's parts, wired. */
export function createSlack(connection: Connection, clock: Clock, log: Log): Slack {
  const client = webClient(connection);
  let door: Door | null = null;
  return {
    platform: createSender(client),
    pace: SLACK_PACE,
    directory: createDirectory(client),
    identify: async () => {
      const { team_id: teamId = '', team: teamName = '', user_id: botUserId = '' } = await client.auth.test();
      return { teamId, teamName, botUserId };
    },
    open: async (house) => {
      door = createDoor(connection, clock, log);
      const app = createApp(connection, door, log);
      register(app, {
        house,
        client,
        dialogs: dialogClient(connection),
        respond: createRespond(connection),
        log,
      });
      await door.open();
    },
    connected: () => door?.connected() ?? false,
    requestListener: () => door?.requestListener ?? null,
    stop: async () => door?.close(),
  };
}

/** One workspace, one token; for many workspaces `authorize` becomes a look-up by team. */
function createApp(connection: Connection, door: Door, log: Log): App {
  const app = new App({
    receiver: door.receiver,
    authorize: async () => ({ botToken: connection.botToken }),
    clientOptions: clientOptions(connection),
    convoStore: false,
    // What the app itself did in a room is an event like any other: the house knows what it has seen.
    ignoreSelf: false,
    logger: silent,
  });
  app.error(async (error) => {
    log.error({ err: error.original ?? error }, 'something from Slack failed and was not acknowledged');
    throw error;
  });
  return app;
}
