import { ask, parsed } from './connector/http.ts';
import type { TeamsStandIn } from './index.ts';
import type { Json } from './types.ts';

/** The connector's answer, as a bot's client sees it. */
export interface Heard {
  readonly status: number;
  readonly body: Json;
  readonly retryAfter: string | undefined;
}

/** Calls on the connector, one by one and never tried again. */
export function connectorOf(teams: TeamsStandIn) {
  const call = async (method: string, path: string, body?: Json): Promise<Heard> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await ask(method, `${teams.serviceUrl}v3/${path}`, text);
    return {
      status: answer.status,
      body: (parsed(answer.body) ?? {}) as Json,
      retryAfter: answer.headers['retry-after'],
    };
  };
  const into = (conversation: string) => `conversations/${encodeURIComponent(conversation)}`;
  return {
    call,
    post: (conversation: string, activity: Json) =>
      call('POST', `${into(conversation)}/activities`, { type: 'message', ...activity }),
    /** Posts a message that one person alone sees. */
    postTo: (conversation: string, member: string | null, activity: Json) =>
      call('POST', `${into(conversation)}/activities?isTargetedActivity=true`, {
        ...{ type: 'message', ...activity },
        ...(member === null ? {} : { recipient: { id: member } }),
      }),
    update: (conversation: string, id: string, activity: Json) =>
      call('PUT', `${into(conversation)}/activities/${id}`, { type: 'message', ...activity }),
    members: (conversation: string, about = '') =>
      call('GET', `${into(conversation)}/members${about === '' ? '' : `/${encodeURIComponent(about)}`}`),
    create: (member: string) => call('POST', 'conversations', { isGroup: false, members: [{ id: member }] }),
  };
}

/** The texts in a conversation, oldest first. */
export function texts(teams: TeamsStandIn, conversation: string): string[] {
  return teams.history(conversation).map(({ text }) => text);
}
