import type { TeamsConfig } from '../../../../src/config/env/env.ts';
import { trust } from '../../../fakes/teams/connector/certificate.ts';
import { type StandInGraph, startGraph } from '../../../fakes/teams/graph/graph.ts';
import { person } from '../../../fakes/teams/graph/graph-world.ts';
import {
  type BotAnswer,
  type Message,
  type StandInUser,
  startTeamsStandIn,
  type TeamsStandIn,
} from '../../../fakes/teams/index.ts';
import { cardLines } from '../../reading/in-teams.ts';
import type { TurnedClock } from '../clock.ts';
import { roomMade, roomNamed } from './tenant-rooms.ts';

export interface TenantPeople {
  readonly tenantId: string;
  readonly users: readonly StandInUser[];
}

export interface TenantAsked extends TenantPeople {
  readonly pace?: boolean;
  /** The name of the tenant whose registration serves this one too; left out: a registration of its own. */
  readonly home?: string;
  /** The language that its people have Teams in; Dutch when left out. */
  readonly language?: string;
  /** Whether the tenant has messages for one person alone. */
  readonly targets?: () => boolean;
}

/** One Teams tenant: its people, its Graph, and how Schakel is connected with it. */
export interface Tenant {
  readonly teams: TeamsStandIn;
  readonly graph: StandInGraph;
  readonly config: TeamsConfig;
  /** The room of a case, by its name here or in Slack; throws when there is none. */
  channel(name: string): string;
  /** Returns what the app wrote in a conversation for everybody, as a person reads it, one message each. */
  read(conversation: string): string[];
  /** Returns what only this person sees of the app there. */
  readAlone(userId: string, conversation: string): string[];
  /** Returns what the app wrote to this person in their personal chat. */
  written(userId: string): string[];
  /** The newest message of the conversation that somebody can press this button on. */
  withButton(userId: string, conversation: string, title: string): Message;
  /** Presses a button of this message, and says yes when it asks first. Throws when Schakel does not answer. */
  press(userId: string, messageId: string, title: string): Promise<BotAnswer>;
  close(): Promise<void>;
}

export async function startTenant(
  { tenantId, users, pace = true, language = 'nl-NL', targets = () => false }: TenantAsked,
  clock: TurnedClock,
  home?: Tenant,
): Promise<Tenant> {
  const graph = await startGraph(
    users.map((u) =>
      person(u.aadObjectId, {
        displayName: u.name,
        preferredLanguage: language,
        tenantId: u.tenantId ?? tenantId,
      }),
    ),
    () => clock.now(),
    home?.graph.app,
  );
  const atHome = home?.graph ?? graph;
  trust(graph.certificate);
  const teams = await startTeamsStandIn({
    now: () => clock.now().getTime(),
    appId: graph.app.appId,
    pace,
    takes: atHome.tokens.isForConnector,
    targets,
    tenantId,
    aadGroupId: graph.team().id,
    users,
  });
  teams.lookForRooms((id) => roomMade(graph, id));
  const withButton = (userId: string, conversation: string, title: string): Message => {
    const found = teams
      .history(conversation)
      .toReversed()
      .find((m) => m.from === 'bot' && teams.buttons(userId, m.id).includes(title));
    if (!found) throw new Error(`no button “${title}” in:\n${read(conversation).join('\n———\n')}`);
    return found;
  };
  const written = (conversation: string, onlyFor: string | null): string[] =>
    teams
      .history(conversation)
      .filter((m) => m.from === 'bot' && m.onlyFor === onlyFor)
      .map(cardLines);
  const read = (conversation: string): string[] => written(conversation, null);
  return {
    teams,
    graph,
    config: {
      ...graph.app,
      ...(home ? { homeTenantId: home.config.tenantId } : {}),
      graph: { baseUrl: graph.url, loginUrl: graph.url },
      local: { serviceUrl: teams.serviceUrl, openIdUrl: teams.openIdUrl, loginUrl: atHome.url },
    },
    channel: (name) => roomNamed(graph, name),
    read,
    readAlone: (userId, conversation) => written(conversation, userId),
    written: (userId) => {
      const chat = teams.chatOf(userId);
      return chat === null
        ? []
        : teams
            .history(chat)
            .filter((m) => m.from === 'bot')
            .map(cardLines);
    },
    withButton,
    press: async (userId, id, title) => {
      const before = teams.buttons(userId, id);
      const first = await teams.click(userId, id, title);
      // A button that asks first opens the question below it; yes is the first of what came.
      const yes = teams.buttons(userId, id).find((one) => !before.includes(one)) ?? title;
      const answer = first ?? (await teams.click(userId, id, yes));
      if (answer?.status !== 200) throw new Error(`“${title}” was answered with ${answer?.status}`);
      return answer;
    },
    close: async () => {
      await teams.close();
      await graph.close();
    },
  };
}
