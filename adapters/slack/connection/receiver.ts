import type { RequestListener } from 'node:http';
import { type App, HTTPReceiver, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../../src/app/request-context.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Connection, clientOptions, silent } from '../client.ts';
import { signedOnly } from './signature.ts';
import { createSocket } from './socket.ts';

/** The path of Slack's requests on the shared server. */
export const EVENTS_PATH = '/slack/events';
/** Where a browser begins to install the app, and where Slack sends it back to. */
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** A way in for Slack: signed HTTP on a server that others share, or a socket that we open. */
export interface SlackReceiver {
  readonly receiver: Receiver;
  /** Null with Socket Mode. */
  readonly requestListener: RequestListener | null;
  /** Whether Slack can reach us now. */
  connected(): boolean;
  /** Resolves when it is open, or when the first try failed and the next are on their way. */
  open(): Promise<void>;
  /** Takes nothing new in, and resolves when what was under way is done. */
  close(): Promise<void>;
}

export function createReceiver(connection: Connection, clock: Clock, log: Log): SlackReceiver {
  return connection.appToken
    ? socketReceiver(connection.appToken, connection, clock, log)
    : httpReceiver(connection.signingSecret ?? '', clock);
}

function httpReceiver(secret: string, clock: Clock): SlackReceiver {
  if (secret === '') throw new Error('SLACK_SIGNING_SECRET is needed without SLACK_APP_TOKEN');
  const receiver = new HTTPReceiver({
    signingSecret: secret,
    // Checked by us, on our clock and in both directions of time, before Bolt sees the request.
    signatureVerification: false,
    endpoints: [EVENTS_PATH],
    logger: silent,
  });
  const committing = commitFirst(receiver);
  const signed = signedOnly(secret, () => clock.now(), receiver.requestListener);
  return {
    receiver: committing.receiver,
    requestListener: (request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === EVENTS_PATH && request.method === 'POST') return signed(request, response);
      response.writeHead(404).end();
    },
    connected: () => true,
    open: async () => undefined,
    close: () => committing.idle(),
  };
}

function socketReceiver(appToken: string, connection: Connection, clock: Clock, log: Log): SlackReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: silent,
    installerOptions: { clientOptions: clientOptions(connection) },
  });
  const committing = commitFirst(receiver);
  const socket = createSocket(receiver.client, clock, log);
  return {
    receiver: committing.receiver,
    requestListener: null,
    connected: () => socket.connected(),
    open: () => socket.open(),
    close: async () => {
      await committing.idle();
      await socket.close();
    },
  };
}

/**
 * Acknowledges an event only after its listener has committed. Bolt does so first, and an event that is lost in a
 * crash would then never come again; without acknowledgement Slack sends it three times more.
 */
function commitFirst(inner: Receiver): { receiver: Receiver; idle(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  const process = async (app: App, event: ReceiverEvent): Promise<void> => {
    if ((event.body as { type?: string }).type !== 'event_callback') return app.processEvent(event);
    await app.processEvent({ ...event, ack: async () => undefined });
    await event.ack();
  };
  const tracked = (app: App, event: ReceiverEvent): Promise<void> => {
    const work = process(app, event);
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    work.then(done, done);
    return work;
  };
  return {
    receiver: {
      init: (app) =>
        inner.init({ processEvent: (event: ReceiverEvent) => tracked(app, event) } as unknown as App),
      start: (...args) => inner.start(...args),
      stop: (...args) => inner.stop(...args),
    },
    idle: async () => void (await Promise.allSettled(underWay)),
  };
}
