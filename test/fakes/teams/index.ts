import { CHANNEL, createSeats, GROUP_CHAT, TEAM, TENANT } from './config.ts';
import type { Fault } from './connector/faults.ts';
import { createPace } from './connector/limits.ts';
import { type OpenId, startOpenId } from './connector/open-id.ts';
import { type MadeCall, startProxy, type TeamsProxy } from './connector/proxy.ts';
import { createHistory } from './people/history.ts';
import { createPeople, type People } from './people/people.ts';
import { createPressing, type Pressing } from './people/press.ts';
import { createRooms } from './people/rooms.ts';
import { startPlayground } from './playground/playground.ts';
import type { BotAnswer, Json, Message, OtherRoom, StandInUser } from './types.ts';

export type { Fault, RefusalCode } from './connector/faults.ts';
export type { Dialog } from './people/dialog.ts';
export type * from './types.ts';

export interface TeamsOptions {
  /** Milliseconds; only the pace of Teams is kept by it. */
  readonly now: () => number;
  readonly appId: string;
  /** The first one sits at the page. Roles fill what seats are left. */
  readonly users?: readonly StandInUser[];
  readonly tenantId?: string;
  /** The Entra group of the team. */
  readonly aadGroupId?: string;
  /** False: the pace of Teams is not kept. */
  readonly pace?: boolean;
  /** Whether the connector takes a token: one of the bot's home tenant. Left out: it looks at none. */
  readonly takes?: (authorization: string | undefined) => boolean;
  /** Whether the tenant has messages in a channel that one person alone sees; left out: it does not. */
  readonly targets?: () => boolean;
}

/** A local Teams: the connector for a bot, its users for a test. */
export interface TeamsStandIn extends People, Pressing {
  readonly serviceUrl: string;
  /** Where a bot finds the keys of the tokens it gets: `ToBotFromChannelOpenIdMetadataUrl`. */
  readonly openIdUrl: string;
  readonly openId: OpenId;
  readonly tenantId: string;
  readonly botId: string;
  /** Everybody, the first one at the page. */
  readonly users: readonly StandInUser[];
  /** The team; its id is that of the General channel. */
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  /** The channel besides General. */
  readonly channel: string;
  readonly groupChat: string;
  /** The web page of the Playground. */
  readonly pageUrl: string;
  /** Where activities go from now on (`…/api/messages`). */
  connect(botUrl: string): void;
  /** A channel or group chat besides those of the Playground, made through Graph. */
  openRoom(room: OtherRoom): void;
  /** Where others are looked for by their id, at the moment that they are needed. */
  lookForRooms(find: (id: string) => OtherRoom | undefined): void;
  /** Returns the messages that people read there, oldest first. */
  history(conversation: string): readonly Message[];
  /** Somebody deletes a message. */
  erase(messageId: string): void;
  /** Every call of the bot on the connector so far, with the status that it got. */
  calls(): readonly MadeCall[];
  /** Something goes wrong with coming calls; `heal` takes back what was not used. */
  fault(fault: Fault): void;
  heal(): void;
  /** The last activity comes once more. `changes` for what is different, as its id; `authorization` for another token. */
  redeliver(changes?: Json, authorization?: string): Promise<BotAnswer>;
  /** Resolves when nothing is under way, to the bot or from it. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a local Teams on free ports of this machine. */
export async function startTeamsStandIn(options: TeamsOptions): Promise<TeamsStandIn> {
  const seats = createSeats(options.users ?? []);
  const team = { ...TEAM, aadGroupId: options.aadGroupId ?? TEAM.aadGroupId };
  const tenantId = options.tenantId ?? TENANT;
  const tenant = { tenantId, botId: `28:${options.appId}`, aadGroupId: team.aadGroupId };
  const rooms = createRooms(seats);
  const history = createHistory();
  const pace = options.pace === false ? null : createPace(options.now);
  const openId: OpenId = await startOpenId(options.appId, () => proxy.serviceUrl);
  const token = () => openId.token();
  const { takes = () => true, targets = () => false } = options;
  const proxy: TeamsProxy = await startProxy({ rooms, history, seats, pace, token, takes, targets });
  const { botUrl, serviceUrl, toBot } = proxy;
  const playground = await startPlayground({ botUrl, serviceUrl, tenant, seated: seats.seated });
  proxy.toPlayground(playground.connectorUrl);
  const hands = { tenant, seats, rooms, history, playground, proxy };
  return {
    ...createPeople(hands),
    ...createPressing(hands),
    serviceUrl,
    openIdUrl: openId.metadataUrl,
    openId,
    tenantId,
    botId: tenant.botId,
    users: seats.users,
    team,
    channel: CHANNEL.id,
    groupChat: GROUP_CHAT.id,
    pageUrl: playground.url,
    connect: toBot.connect,
    openRoom: rooms.open,
    lookForRooms: rooms.lookFor,
    history: history.of,
    erase: (messageId) => {
      history.removed(messageId);
      rooms.forget(messageId);
    },
    calls: proxy.calls,
    fault: proxy.fault,
    heal: proxy.heal,
    redeliver: (changes = {}, authorization) => toBot.again(changes, authorization),
    settled: proxy.settled,
    close: async () => {
      await playground.close();
      await proxy.close();
      await openId.close();
    },
  };
}
