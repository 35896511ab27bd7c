import { Agent, request } from 'node:http';
import { createEmulator } from 'emulate';
import { record } from './events/read.ts';
import type { Json, StandInUser } from './types.ts';

/** The emulator behind the front: it judges and keeps conversations, messages, pins, bookmarks and views. */
export interface Emulated {
  /** Calls a Web API method with the rights of this token. */
  call(token: string, method: string, args: Json): Promise<Json>;
  close(): Promise<void>;
}

export interface Bot {
  readonly userId: string;
  readonly botId: string;
  readonly appId: string;
  readonly name: string;
  readonly token: string;
}

/** The token with which a person acts on the emulator. It never leaves this process. */
export function personToken(userId: string): string {
  return `xoxp-${userId}`;
}

/**
 * The emulator takes 5,000 calls an hour of one token. A benchmark makes more, so behind the front the app acts with
 * one alias of its token after the other.
 */
const CALLS_PER_ALIAS = 4900;
const ALIASES = 200;

function alias(token: string, calls: number): string {
  return `${token}.${Math.floor(calls / CALLS_PER_ALIAS) % ALIASES}`;
}

/** The emulator lets only the bot user of an installed app choose its id, so every person is seeded as one. */
function seeded(user: { id: string; botId: string; appId: string; name: string }) {
  return {
    app_id: user.appId,
    client_id: user.appId,
    client_secret: 'none',
    name: user.name,
    redirect_uris: [],
    bot_id: user.botId,
    bot_user_id: user.id,
    bot_name: user.name,
  };
}

function seedOf(teamName: string, bot: Bot, users: readonly StandInUser[]) {
  const ofBot = { type: 'bot', user_id: bot.userId, app_id: bot.appId, bot_id: bot.botId };
  const aliases = Array.from({ length: ALIASES }, (_, index) => alias(bot.token, index * CALLS_PER_ALIAS));
  const people = users.map((user) => ({ ...user, botId: `B${user.id}`, appId: `A${user.id}` }));
  return {
    team: { name: teamName, domain: 'stand-in' },
    oauth_apps: [seeded({ ...bot, id: bot.userId }), ...people.map(seeded)],
    tokens: [
      ...aliases.map((token) => ({ token, ...ofBot })),
      ...users.map((user) => ({ token: personToken(user.id), type: 'user', user_id: user.id })),
    ],
  };
}

export async function startEmulated(
  teamName: string,
  bot: Bot,
  users: readonly StandInUser[],
): Promise<Emulated> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: { slack: seedOf(teamName, bot, users) },
  });
  const agent = new Agent({ keepAlive: true });
  // It listens on IPv4 loopback only; `localhost` may mean something else on this machine.
  const to = { hostname: '127.0.0.1', port: new URL(emulator.url).port };
  let calls = 0;
  return {
    call(token, method, args) {
      calls += 1;
      return post(agent, to, token === bot.token ? alias(token, calls) : token, method, args);
    },
    close: async () => {
      agent.destroy();
      await emulator.close();
    },
  };
}

function post(
  agent: Agent,
  to: { hostname: string; port: string },
  token: string,
  method: string,
  args: Json,
) {
  const body = JSON.stringify(args);
  return new Promise<Json>((resolve, reject) => {
    const sent = request(
      {
        ...to,
        agent,
        method: 'POST',
        path: `/api/${method}`,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          answer += part;
        });
        response.on('error', reject);
        response.on('end', () => resolve(answerOf(response.statusCode ?? 0, answer)));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function answerOf(status: number, body: string): Json {
  if (status === 404) return { ok: false, error: 'unknown_method' };
  return record(JSON.parse(body));
}
