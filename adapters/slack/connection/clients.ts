import type { WebClient } from '@slack/web-api';
import { type Connection, webClient } from '../client.ts';
import type { Tokens } from '../install/tokens.ts';

/** Slack's Web API, as the app in one workspace. */
export interface Clients {
  /** Rejects as a call would: `Refused` when nobody connected this workspace, or what kept its token from us. */
  of(team: string): Promise<WebClient>;
  /** The client for what must be done while a trigger lives: two seconds, no retry. */
  dialogs(team: string): Promise<WebClient>;
}

/** One client for each token, so that what Slack says of its pace is heeded by every call that it is about. */
export function createClients(connection: Connection, tokens: Tokens): Clients {
  const kept = new Map<string, { token: string | null; client: WebClient }>();
  const client = async (team: string, isDialog: boolean): Promise<WebClient> => {
    const access = await tokens.of(team);
    const place = `${isDialog} ${team}`;
    const known = kept.get(place);
    if (known && known.token === access.token) return known.client;
    const made = webClient(connection, access, isDialog);
    kept.set(place, { token: access.token, client: made });
    return made;
  };
  return { of: (team) => client(team, false), dialogs: (team) => client(team, true) };
}
