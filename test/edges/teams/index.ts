import { CHANNEL, GROUP_CHAT, seated, TEAM, TENANT } from './config.ts';
import type { Fault } from './faults.ts';
import { createHistory } from './history.ts';
import { createPace } from './limits.ts';
import { type OpenId, startOpenId } from './open-id.ts';
import { createPeople, type People } from './people.ts';
import { startPlayground } from './playground.ts';
import { type MadeCall, startProxy, type TeamsProxy } from './proxy.ts';
import { createRooms } from './rooms.ts';
import type { Message, StandInUser } from './types.ts';

export type { Fault, RefusalCode } from './faults.ts';
export type * from './types.ts';

export interface TeamsOptions {
  /** Milliseconds; only the pace of Teams is kept by it. */
  readonly now: () => number;
  readonly appId: string;
  /** At most six; roles fill the other seats. The first one sits at the page. */
  readonly users?: readonly StandInUser[];
  /** False: the pace of Teams is not kept. */
  readonly pace?: boolean;
}

/** A local Teams: the connector for a bot, its users for a test. */
export interface TeamsStandIn extends People {
  readonly serviceUrl: string;
  readonly openIdUrl: string;
  readonly openId: OpenId;
  readonly tenantId: string;
  readonly botId: string;
  /** Everybody, the first one at the page. */
  readonly users: readonly StandInUser[];
  readonly team: typeof TEAM;
  /** The channel besides General. */
  readonly channel: string;
  readonly groupChat: string;
  /** The web page of the Playground. */
  readonly pageUrl: string;
  /** Where activities go from now on (`…/api/messages`). */
  connect(botUrl: string): void;
  /** What people read there, oldest first. */
  history(conversation: string): readonly Message[];
  calls(): readonly MadeCall[];
  fault(fault: Fault): void;
  heal(): void;
  /** Resolves when nothing is under way, to the bot or from it. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a local Teams on free ports of this machine. */
export async function startTeamsStandIn(options: TeamsOptions): Promise<TeamsStandIn> {
  const users = seated(options.users ?? []);
  const botId = `28:${options.appId}`;
  const rooms = createRooms(users);
  const history = createHistory();
  const pace = options.pace === false ? null : createPace(options.now);
  const openId: OpenId = await startOpenId(options.appId, () => proxy.serviceUrl);
  const proxy: TeamsProxy = await startProxy({ rooms, history, users, pace, token: () => openId.token() });
  const playground = await startPlayground({
    botUrl: proxy.botUrl,
    serviceUrl: proxy.serviceUrl,
    botId,
    users,
  });
  proxy.toPlayground(playground.connectorUrl);
  return {
    ...createPeople({ users, botId, rooms, history, playground, proxy }),
    serviceUrl: proxy.serviceUrl,
    openIdUrl: openId.metadataUrl,
    openId,
    tenantId: TENANT,
    botId,
    users,
    team: TEAM,
    channel: CHANNEL.id,
    groupChat: GROUP_CHAT.id,
    pageUrl: playground.url,
    connect: proxy.toBot.connect,
    history: history.of,
    calls: proxy.calls,
    fault: proxy.fault,
    heal: proxy.heal,
    settled: proxy.settled,
    close: async () => {
      await playground.close();
      await proxy.close();
      await openId.close();
    },
  };
}
