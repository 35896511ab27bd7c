import { startEmulated } from './emulated.ts';
import type { Envelope } from './events/dispatch.ts';
import { createEvents, EVENTS } from './events/events.ts';
import { createLine, type Line } from './events/line.ts';
import { createResponseUrls } from './events/response-url.ts';
import type { Front, Methods } from './front.ts';
import { type Actor, createActor } from './people/actor.ts';
import type { Hands } from './people/hands.ts';
import { peopleMethods } from './people/people.ts';
import { createMember, type Member } from './people/people-act.ts';
import { createTriggers, type Triggers } from './people/triggers.ts';
import { type SharedInvite, sharedMethods } from './rooms/shared-channels.ts';
import { startServer } from './server.ts';
import { settingsOf } from './settings.ts';
import type { ApiCall, Delivery, Fault, StandInOptions } from './types.ts';
import { conversationMethods } from './web-api/conversations.ts';
import { createFaults } from './web-api/faults.ts';
import { historyMethods } from './web-api/history.ts';
import { LIMITS } from './web-api/limits.ts';
import { messageMethods } from './web-api/messages.ts';
import { SCOPES } from './web-api/methods.ts';
import { createPace } from './web-api/pace.ts';
import { createToken } from './web-api/token.ts';
import { viewMethods } from './web-api/views.ts';
import { createWorkspace, type Workspace } from './workspace.ts';
import { createWorld } from './world.ts';

export type { Actor } from './people/actor.ts';
export type { Filled } from './people/form.ts';
export type { ClickOptions } from './people/hands.ts';
export type { Member } from './people/people-act.ts';
export type { Target } from './people/press.ts';
export { controls, reading, shown } from './surface.ts';
export type * from './types.ts';
export { LIMITS, POSTING, TIERS } from './web-api/limits.ts';

/** A local Slack: the Web API for an app, the app's users for a test. */
export interface SlackStandIn extends Workspace {
  /** Give it to the app as `SLACK_API_URL`. Ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  /**
   * Where signed requests go from now on (`…/slack/events`). Several addresses take turns, as behind a load balancer;
   * without any everything goes over Socket Mode.
   */
  connect(...requestUrls: readonly string[]): void;
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
  const settings = settingsOf(options);
  const { now, bot, team, enterprise, appToken, signingSecret } = settings;
  const emulated = await startEmulated(team.name, bot, options.users);
  const world = createWorld({ now, team, enterprise, bot, users: options.users });
  const server = await startServer();
  const line = createLine(server.http, settings);
  const events = createEvents(world, line, options.events ?? EVENTS);
  const front: Front = { world, emulated, announce: events.announce, paidPlan: options.paidPlan ?? true };
  const triggers = createTriggers(now);
  const responseUrls = createResponseUrls(front, options.base ?? server.base);
  const invites: SharedInvite[] = [];
  const hands: Hands = { front, events, triggers, responseUrls, drafts: new Map() };
  const faults = createFaults(world);
  const token = createToken(bot, events);
  const calls: ApiCall[] = [];
  server.serve(responseUrls, {
    world,
    methods: methodsOf(front, triggers, invites, line, options),
    faults,
    pace: createPace(now, options),
    calls,
    appToken,
    scopes: options.botScopes ?? SCOPES,
    areScopesHeld: options.botScopes !== undefined,
    tokenError: token.error,
  });
  return {
    ...createWorkspace(front, events),
    apiUrl: `${server.base}/api/`,
    botToken: bot.token,
    appToken,
    signingSecret,
    teamId: team.id,
    teamName: team.name,
    botUserId: bot.userId,
    botId: bot.botId,
    appId: bot.appId,
    connect: line.connect,
    socketConnected: line.socketConnected,
    dropSocket: line.dropSocket,
    as: (userId) => ({ ...createActor(hands, userId), ...createMember(front, invites, userId) }),
    calls: () => calls,
    fail: faults.add,
    heal: faults.heal,
    settled: events.settled,
    retryDue: events.retryDue,
    redeliver: events.redeliver,
    revokeToken: token.revoke,
    uninstall: token.uninstall,
    reinstall: token.reinstall,
    close: async () => {
      await line.close();
      await server.close();
      await emulated.close();
    },
  };
}

function methodsOf(
  front: Front,
  triggers: Triggers,
  invites: SharedInvite[],
  line: Line,
  options: StandInOptions,
): Methods {
  const page = options.limitedHistoryMs === undefined ? LIMITS.history.page : LIMITS.history.limitedPage;
  return {
    ...peopleMethods(front),
    ...messageMethods(front, options.knowsClientMsgIds ?? false),
    ...historyMethods(front.world, page),
    ...conversationMethods(front),
    ...sharedMethods(front, invites),
    ...viewMethods(front, triggers),
    'apps.connections.open': line.openSocket,
  };
}
