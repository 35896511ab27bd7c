import bolt, { type App as BoltApp, type Receiver, type ReceiverEvent } from '@slack/bolt';
import webApi, { type WebClient } from '@slack/web-api';
import type { Log } from '../../src/app/desk.ts';

/** A send that takes longer than this is called unclear. */
const SEND_TIMEOUT_MS = 10_000;
/** Opening a dialog must be done while its trigger lives (3 s) and the acknowledgement still has to follow. */
const DIALOG_TIMEOUT_MS = 2_000;

export interface Connection {
  readonly botToken: string;
  readonly signingSecret: string | null;
  readonly appToken: string | null;
  readonly apiUrl: string | null;
}

/** Clients that never retry: a post that is retried after a lost answer is there twice. */
export function webClient(connection: Connection, timeout = SEND_TIMEOUT_MS): WebClient {
  return new webApi.WebClient(connection.botToken, {
    ...(connection.apiUrl ? { slackApiUrl: connection.apiUrl } : {}),
    timeout,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: silent,
  });
}

export function dialogClient(connection: Connection): WebClient {
  return webClient(connection, DIALOG_TIMEOUT_MS);
}

/** What the libraries would print holds what people typed; ours is logged by us, without it. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

/**
 * A receiver that acknowledges an event only after its listener has committed. Bolt acknowledges events first, and an
 * event that is lost in a crash would then never come again; unacknowledged, Slack sends it three times more.
 */
function committing(receiver: Receiver): Receiver {
  return {
    init: (app: BoltApp) =>
      receiver.init({
        processEvent: async (event: ReceiverEvent) => {
          if ((event.body as { type?: string }).type !== 'event_callback') return app.processEvent(event);
          await app.processEvent({ ...event, ack: async () => undefined });
          await event.ack();
        },
      } as BoltApp),
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}

export interface Bolt {
  readonly app: BoltApp;
  readonly requestListener: bolt.HTTPReceiver['requestListener'] | null;
  readonly socket: bolt.SocketModeReceiver | null;
}

/** Bolt over signed HTTP, or over a socket when there is an app-level token. */
export function createBolt(
  connection: Connection,
  botUserId: () => Promise<{ botUserId: string; botId: string }>,
  log: Log,
): Bolt {
  const clientOptions = connection.apiUrl ? { slackApiUrl: connection.apiUrl } : {};
  const socket = connection.appToken
    ? new bolt.SocketModeReceiver({
        appToken: connection.appToken,
        logger: silent,
        installerOptions: { clientOptions },
      })
    : null;
  // The signature was checked by us, in both directions of time, before Bolt sees the request.
  const http = socket
    ? null
    : new bolt.HTTPReceiver({
        signingSecret: connection.signingSecret ?? '',
        signatureVerification: false,
        processBeforeResponse: true,
        endpoints: ['/slack/events'],
        logger: silent,
      });
  const receiver = (socket ?? http) as Receiver;
  const app = new bolt.App({
    receiver: committing(receiver),
    logger: silent,
    ignoreSelf: false,
    tokenVerificationEnabled: false,
    clientOptions: {
      ...clientOptions,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
    },
    authorize: async () => ({ botToken: connection.botToken, ...(await botUserId()) }),
  });
  app.error(async (error) => {
    log.error(
      { err: error.original ?? error },
      'a request from Slack failed; Slack is asked to send it again',
    );
    throw error;
  });
  return { app, requestListener: http ? http.requestListener : null, socket };
}
