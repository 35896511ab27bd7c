import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Actor, createActor } from './actor.ts';
import { conversationMethods } from './conversations.ts';
import { createSignedHttp, type Envelope, type Send } from './dispatch.ts';
import { type Bot, startEmulated } from './emulated.ts';
import { createEvents, EVENTS } from './events.ts';
import { createFaults } from './faults.ts';
import type { Front, Methods } from './front.ts';
import type { Hands } from './hands.ts';
import { LIMITS } from './limits.ts';
import { messageMethods } from './messages.ts';
import { SCOPES } from './methods.ts';
import { createPace } from './pace.ts';
import { peopleMethods } from './people.ts';
import { createMember, type Member } from './people-act.ts';
import { createResponseUrls, type ResponseUrls } from './response-url.ts';
import { type SharedInvite, sharedMethods } from './shared-channels.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import type { ApiCall, Delivery, Fault, StandInOptions } from './types.ts';
import { viewMethods } from './views.ts';
import { type Gate, serveApi } from './web-api.ts';
import { createWorkspace, type Workspace } from './workspace.ts';
import { createWorld } from './world.ts';

export type { Actor } from './actor.ts';
export type { Filled } from './form.ts';
export type { ClickOptions } from './hands.ts';
export { LIMITS, POSTING, TIERS } from './limits.ts';
export type { Member } from './people-act.ts';
export type { Target } from './press.ts';
export { controls, reading, shown } from './surface.ts';
export type * from './types.ts';

/** A local Slack: the Web API for an app, the app's users for a test. */
export interface SlackStandIn extends Workspace {
  /** Give it to the app as `SLACK_API_URL`. Ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  /** Where signed requests go from now on (`…/slack/events`). Without it everything goes over Socket Mode. */
  connect(requestUrl: string): void;
  /** Resolves when the app is connected over Socket Mode. */
  socketConnected(): Promise<void>;
  /** The hands of one person. */
  as(userId: string): Actor & Member;
  /** Every call on the Web API so far. To hold scopes and pace, not to tell a story. */
  calls(): readonly ApiCall[];
  /** Faults for coming calls; `heal` takes back those not used. */
  fail(fault: Fault): void;
  heal(): void;
  /** Resolves when no event is under way to the app. */
  settled(): Promise<void>;
  /** Redelivers the unacknowledged events that are due on the clock. */
  retryDue(): Promise<readonly Delivery[]>;
  /** Sends the last event, command or interaction once more, with the same ids. */
  redeliver(kind?: Envelope['type']): Promise<Delivery>;
  /** An administrator takes back the token: calls answer `token_revoked`, and the app is told. */
  revokeToken(): Promise<Delivery>;
  /** An administrator removes the app: calls answer `account_inactive`, and the app is told. */
  uninstall(): Promise<Delivery>;
  /** The token works again. */
  reinstall(): void;
  /** Breaks the Socket Mode connection, without a word or politely (Slack's `disconnect`). */
  dropSocket(how?: 'rude' | 'polite'): void;
  close(): Promise<void>;
}

/** Starts a local Slack on a free port of this machine. */
export async function startSlackStandIn(options: StandInOptions): Promise<SlackStandIn> {
  const now = options.now ?? Date.now;
  const bot: Bot = {
    userId: 'U0SCHAKEL',
    botId: 'B0SCHAKEL',
    appId: 'A0SCHAKEL',
    name: 'schakel',
    token: options.botToken ?? 'xoxb-stand-in',
  };
  const team = { id: options.teamId ?? 'T0STANDIN', name: options.teamName ?? 'Stand-in' };
  const appToken = options.appToken ?? 'xapp-stand-in';
  const signingSecret = options.signingSecret ?? 'stand-in-signing-secret';
  const ackMs = options.ackWithinMs ?? LIMITS.ackMs;
  const emulated = await startEmulated(team.name, bot, options.users);
  const world = createWorld({ now, team, bot, users: options.users });

  const server = createServer();
  await listening(server);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let requestUrl: string | null = null;
  let tokenError: string | null = null;
  const socket = createSocketMode(server, bot.appId, ackMs);
  const http = createSignedHttp({ url: () => requestUrl ?? '', signingSecret, now, ackMs });
  const hasApp = (): boolean => requestUrl !== null || socket.wasConnected();
  const send: Send = (envelope) => (requestUrl === null ? socket.send(envelope) : http.send(envelope));

  const events = createEvents(world, send, hasApp, options.events ?? EVENTS);
  const front: Front = { world, emulated, announce: events.announce, paidPlan: options.paidPlan ?? true };
  const triggers = createTriggers(now);
  const responseUrls = createResponseUrls(front, () => base);
  const invites: SharedInvite[] = [];
  const hands: Hands = { front, events, triggers, responseUrls, drafts: new Map() };
  const faults = createFaults(world);
  const calls: ApiCall[] = [];
  serve(server, responseUrls, {
    world,
    methods: methodsOf(front, triggers, invites, socket),
    faults,
    pace: options.pace === false ? null : createPace(now),
    calls,
    appToken,
    scopes: options.botScopes ?? SCOPES,
    areScopesHeld: options.botScopes !== undefined,
    tokenError: () => tokenError,
  });

  return {
    ...createWorkspace(front, events),
    apiUrl: `${base}/api/`,
    botToken: bot.token,
    appToken,
    signingSecret,
    teamId: team.id,
    botUserId: bot.userId,
    botId: bot.botId,
    appId: bot.appId,
    connect: (url) => {
      requestUrl = url;
    },
    socketConnected: () => socket.connected(),
    as: (userId) => ({ ...createActor(hands, userId), ...createMember(front, invites, userId) }),
    calls: () => calls,
    fail: faults.add,
    heal: faults.heal,
    settled: events.settled,
    retryDue: events.retryDue,
    redeliver: events.redeliver,
    revokeToken: () => {
      tokenError = 'token_revoked';
      return events.tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.userId] } });
    },
    uninstall: () => {
      tokenError = 'account_inactive';
      return events.tell({ type: 'app_uninstalled' });
    },
    reinstall: () => {
      tokenError = null;
    },
    dropSocket: (how = 'rude') => socket.drop(how === 'rude'),
    close: async () => {
      http.close();
      await socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulated.close();
    },
  };
}

function methodsOf(front: Front, triggers: Triggers, invites: SharedInvite[], socket: SocketMode): Methods {
  return {
    ...peopleMethods(front),
    ...messageMethods(front),
    ...conversationMethods(front),
    ...sharedMethods(front, invites),
    ...viewMethods(front, triggers),
    'apps.connections.open': () => socket.open(),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function serve(server: Server, responseUrls: ResponseUrls, gate: Gate): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const isAnswer = request.url?.startsWith('/response/') === true;
    const served = isAnswer ? responseUrls.serve(request, response) : serveApi(gate, request, response);
    served.catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });
}
