import type { RequestListener } from 'node:http';
import { App, type Authorize } from '@slack/bolt';
import type { UseCases } from '../../src/app/inbound.ts';
import type { Log } from '../../src/app/request-context.ts';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { type Connection, clientOptions, createRespond, silent } from './client.ts';
import { createClients } from './connection/clients.ts';
import { createReceiver, INSTALL_PATH, REDIRECT_PATH, type SlackReceiver } from './connection/receiver.ts';
import { createDirectory } from './directory.ts';
import { register } from './inbound.ts';
import { createInstaller, type Installing } from './install/install.ts';
import { manyTokens, oneToken, type Tokens, type Workspace } from './install/tokens.ts';
import { SLACK_PACE } from './outgoing/pace.ts';
import { createSender } from './send.ts';

export type { Connection } from './client.ts';
export type { Installing } from './install/install.ts';

export interface Slack {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly directory: Directory;
  /** The workspaces for which we have a token that Slack takes. One that it refuses is logged and left out. */
  identify(): Promise<Workspace[]>;
  /** Starts to listen. Sending works without it. */
  open(useCases: UseCases): Promise<void>;
  /** Whether Slack can reach us: the socket stands, or requests come over HTTP. */
  connected(): boolean;
  /**
   * Listens to what comes over HTTP: Slack's signed requests at `POST /slack/events`, and browsers that install the
   * app. Null when there is neither. Set once the receiver is open.
   */
  requestListener(): RequestListener | null;
  stop(): Promise<void>;
}

/** Slack's parts, wired. `installing` is needed when workspaces install the app themselves (`connection.oauth`). */
export function createSlack(
  connection: Connection,
  clock: Clock,
  log: Log,
  installing: Installing | null = null,
): Slack {
  const installations = connection.oauth ? (installing?.installations ?? null) : null;
  const tokens = installations
    ? manyTokens(connection, installations, clock, log)
    : oneToken(connection, log);
  const clients = createClients(connection, tokens);
  let receiver: SlackReceiver | null = null;
  let pages: RequestListener | null = null;
  return {
    platform: createSender(clients),
    pace: SLACK_PACE,
    directory: createDirectory(clients),
    identify: () => tokens.connected(),
    open: async (useCases) => {
      receiver = createReceiver(connection, clock, log);
      const app = createApp(connection, receiver, tokens, log);
      register(app, { useCases, clients, installations, respond: createRespond(connection), log });
      if (connection.oauth && installing)
        pages = createInstaller({ ...installing, connection, clock, log, useCases });
      await receiver.open();
    },
    connected: () => receiver?.connected() ?? false,
    requestListener: () => besidePages(pages, receiver?.requestListener ?? null),
    stop: async () => receiver?.close(),
  };
}

function createApp(connection: Connection, receiver: SlackReceiver, tokens: Tokens, log: Log): App {
  const app = new App({
    receiver: receiver.receiver,
    authorize: authorizeBy(tokens),
    clientOptions: clientOptions(connection),
    convoStore: false,
    // What the app itself did in a room is an event like any other: the application knows what it has seen.
    ignoreSelf: false,
    logger: silent,
  });
  app.error(async (error) => {
    log.error({ err: error.original ?? error }, 'something from Slack failed and was not acknowledged');
    throw error;
  });
  return app;
}

/**
 * The token of the workspace it comes from. Without one it is let through all the same: who may do what is for the application
 * to say, and it can still say no in plain words.
 */
function authorizeBy(tokens: Tokens): Authorize<boolean> {
  return async ({ teamId, enterpriseId }) => {
    const token = await tokens.of(teamId ?? enterpriseId ?? '').then(
      (access) => access.token,
      () => null,
    );
    return token === null ? {} : { botToken: token };
  };
}

function besidePages(
  pages: RequestListener | null,
  listener: RequestListener | null,
): RequestListener | null {
  if (!pages) return listener;
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '';
    if ([INSTALL_PATH, REDIRECT_PATH].includes(path) && request.method === 'GET')
      return pages(request, response);
    if (listener) return listener(request, response);
    response.writeHead(404).end();
  };
}
