import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../index.ts';

/** How a small real app is connected to the stand-in. */
export type Way = 'signed HTTP' | 'Socket Mode';

export interface SmallApp {
  readonly app: App;
  /** Where it listens; empty over Socket Mode. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a real Bolt app with these listeners on the stand-in. */
export async function startApp(
  slack: SlackStandIn,
  way: Way,
  listen: (app: App) => void,
  options: { readonly reconnectAfterMs?: number } = {},
): Promise<SmallApp> {
  return way === 'signed HTTP'
    ? overHttp(slack, listen)
    : overSocket(slack, listen, options.reconnectAfterMs ?? 5000);
}

const QUIET = { logLevel: LogLevel.ERROR, convoStore: false } as const;

/** One workspace, known beforehand. */
async function authorized(slack: SlackStandIn) {
  return { botToken: slack.botToken, botId: slack.botId, botUserId: slack.botUserId };
}

async function overHttp(slack: SlackStandIn, listen: (app: App) => void): Promise<SmallApp> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    ...QUIET,
    receiver,
    authorize: () => authorized(slack),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  const server: Server = createServer(receiver.requestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.connect(url);
  return {
    app,
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function overSocket(
  slack: SlackStandIn,
  listen: (app: App) => void,
  clientPingTimeout: number,
): Promise<SmallApp> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = new App({
    ...QUIET,
    receiver,
    authorize: () => authorized(slack),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.start();
  await slack.socketConnected();
  return {
    app,
    url: '',
    close: async () => {
      await app.stop();
    },
  };
}
