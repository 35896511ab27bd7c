import type { RequestListener } from 'node:http';
import type { Log } from '../../src/app/desk.ts';
import type { House } from '../../src/app/inbound.ts';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { type Connection, createBolt, dialogClient, webClient } from './client.ts';
import { createDirectory } from './directory.ts';
import { register } from './inbound.ts';
import { createSender, SLACK_PACE } from './send.ts';
import { signedOnly } from './signature.ts';

export interface Slack {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly directory: Directory;
  /** Opens the doors. Sending works without it. */
  open(house: House): Promise<void>;
  /** For signed HTTP; null with Socket Mode. Set once the doors are open. */
  requestListener(): RequestListener | null;
  stop(): Promise<void>;
}

/** Slack's parts, wired. */
export function createSlack(connection: Connection, clock: Clock, log: Log): Slack {
  const client = webClient(connection);
  let listener: RequestListener | null = null;
  let stop = async (): Promise<void> => undefined;
  return {
    platform: createSender(client),
    pace: SLACK_PACE,
    directory: createDirectory(client),
    requestListener: () => listener,
    stop: () => stop(),
    open: async (house) => {
      const me = once(async () => {
        const { user_id: botUserId = '', bot_id: botId = '' } = await client.auth.test();
        return { botUserId, botId };
      });
      const bolt = createBolt(connection, me, log);
      register(bolt.app, {
        house,
        client,
        dialogs: dialogClient(connection),
        answerHosts: answerHosts(connection),
        log,
      });
      if (bolt.requestListener)
        listener = signedOnly(connection.signingSecret ?? '', () => clock.now(), bolt.requestListener);
      await bolt.app.init();
      if (bolt.socket) {
        await bolt.app.start();
        stop = async () => void (await bolt.app.stop());
      }
    },
  };
}

/** Answers go to Slack's own host, or to that of the Slack that the configuration names. */
function answerHosts(connection: Connection): ReadonlySet<string> {
  return new Set(connection.apiUrl ? [new URL(connection.apiUrl).host] : ['hooks.slack.com']);
}

/** Asked once and remembered; a failure is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
