import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Address, ChatPlatform, MessageRef, Result, WorkspaceRef } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import { cut, plain } from '../../src/text/words/plain.ts';
import type { Clients } from './connection/clients.ts';
import { given } from './errors.ts';
import { findMessage, METADATA_TYPE } from './outgoing/find-sent.ts';
import { LIMITS } from './outgoing/limits.ts';
import { escapeMarkup } from './outgoing/plain.ts';
import { already, attempt, harmless } from './outgoing/results.ts';
import { openRoom, othersIn, sharedWith } from './outgoing/rooms.ts';
import { renderMessage } from './render.ts';

type Channels = (client: WebClient, to: Address) => Promise<string>;

/**
 * The sending side on Slack's Web API, for each workspace as the app that was installed there. The client does not
 * retry: the outbox owns that.
 */
export function createSender(clients: Clients): ChatPlatform {
  const channelOf = directChannels();
  const as = speakingFor(clients);
  return {
    name: 'slack',
    post: (to, document, messageId, instead) =>
      as(to.workspace, (client) => post(client, channelOf, to, document, { messageId, instead })),
    update: (to, ref, document) =>
      as(to.workspace, (client) =>
        harmless(async () => {
          const { channel, ts } = postOf(to, ref);
          given((await client.chat.update({ channel, ts, ...body(document, to, 'pushes nothing') })).ts);
          return `${channel}:${ts}`;
        }),
      ),
    find: (to, messageId, range) =>
      as(to.workspace, (client) =>
        harmless(async () => findMessage(client, await channelOf(client, to), messageId, range)),
      ),
    pin: (to, ref) =>
      as(to.workspace, (client) => {
        const { channel, ts } = postOf(to, ref);
        return already(['already_pinned'], () => client.pins.add({ channel, timestamp: ts }));
      }),
    openRoom: (workspace, name, topic) =>
      as(workspace, (client) => attempt(() => openRoom(client, name, topicOf(topic)))),
    setTopic: (to, topic) =>
      as(to.workspace, (client) =>
        already([], async () =>
          client.conversations.setTopic({ channel: await channelOf(client, to), topic: topicOf(topic) }),
        ),
      ),
    invite: (to, user) =>
      as(to.workspace, (client) =>
        already(['already_in_channel', 'cant_invite_self'], async () =>
          invited(await client.conversations.invite({ channel: await channelOf(client, to), users: user })),
        ),
      ),
    inviteExternal: (to, email) =>
      as(to.workspace, (client) => attempt(() => inviteShared(client, channelOf, to, email))),
    remove: (to, user) =>
      as(to.workspace, (client) =>
        already(['not_in_channel', 'user_not_in_channel'], async () =>
          client.conversations.kick({ channel: await channelOf(client, to), user }),
        ),
      ),
    sharedWith: (to) =>
      as(to.workspace, (client) =>
        harmless(async () => sharedWith(client, await channelOf(client, to), to.workspace.externalId)),
      ),
    othersIn: (to, known) =>
      as(to.workspace, (client) =>
        harmless(async () => othersIn(client, await channelOf(client, to), known)),
      ),
    archive: (to) =>
      as(to.workspace, (client) =>
        already(['already_archived'], async () =>
          client.conversations.archive({ channel: await channelOf(client, to) }),
        ),
      ),
  };
}

type Send = <T>(
  workspace: WorkspaceRef,
  call: (client: WebClient) => Promise<Result<T>>,
) => Promise<Result<T>>;

/** Calls with the token of the workspace. One that was replaced while the call was under way says nothing about it. */
function speakingFor(clients: Clients): Send {
  return async ({ externalId }, call) => {
    const client = await harmless(() => clients.of(externalId));
    if (!client.ok) return client;
    const result = await call(client.value);
    if (result.ok || result.failure.kind !== 'never' || result.failure.reason !== 'connection') return result;
    const now = await harmless(() => clients.of(externalId));
    if (!now.ok) return now;
    return now.value === client.value
      ? result
      : { ok: false, failure: { kind: 'again', afterMs: null, cause: result.failure.cause } };
  };
}

/**
 * The one call that must not be done twice. Its metadata lets it be found again; by `client_msg_id`, which Slack's list of
 * errors names and its list of arguments does not, Slack may know by itself that it has it already.
 */
async function post(
  client: WebClient,
  channelOf: Channels,
  to: Address,
  document: Document,
  { messageId, instead }: { readonly messageId: string; readonly instead: MessageRef | undefined },
): Promise<Result<MessageRef>> {
  const channel = await harmless(() => channelOf(client, to));
  if (!channel.ok) return channel;
  return attempt(async () => {
    const { ts } = await client.chat.postMessage({
      channel: channel.value,
      ...body(document, to),
      metadata: { event_type: METADATA_TYPE, event_payload: { id: messageId } },
      ...{ client_msg_id: keyOf(messageId, instead) },
    });
    return `${channel.value}:${given(ts)}`;
  });
}

/** The id of the message itself; of one that stands in for another, an id that is always the same for those two. */
function keyOf(messageId: string, instead: MessageRef | undefined): string {
  if (instead === undefined) return messageId;
  const hash = createHash('sha256').update(`${messageId} ${instead}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function inviteShared(
  client: WebClient,
  channelOf: Channels,
  to: Address,
  email: string,
): Promise<string> {
  const channel = await channelOf(client, to);
  return given((await client.conversations.inviteShared({ channel, emails: [email] })).invite_id);
}

/** Slack shows the channel that somebody is in now. */
function invited({ channel }: { readonly channel?: { readonly id?: string } }): void {
  given(channel?.id);
}

function body(
  document: Document,
  to: Address,
  pushes: 'pushes' | 'pushes nothing' = 'pushes',
): ReturnType<typeof renderMessage> & { unfurl_links: false; unfurl_media: false; parse: 'none' } {
  return {
    ...renderMessage(document, to.mentions, pushes),
    unfurl_links: false,
    unfurl_media: false,
    parse: 'none',
  };
}

/** Slack reads links and mentions in a topic too. */
function topicOf(topic: string): string {
  return escapeMarkup(cut(plain(topic), LIMITS.topic / 2)).slice(0, LIMITS.topic);
}

/** A message keeps its `ts` when Slack gives its channel another id; a direct conversation keeps its own. */
function postOf({ target }: Address, ref: MessageRef): { channel: string; ts: string } {
  const [channel = '', ts = ''] = ref.split(':');
  return { channel: 'room' in target ? target.room : channel, ts };
}

/** A person's direct conversation in a workspace never changes, so it is asked for once. */
function directChannels(): Channels {
  const known = new Map<string, string>();
  return async (client, to) => {
    if ('room' in to.target) return to.target.room;
    const { person } = to.target;
    const place = `${to.workspace.externalId} ${person}`;
    const channel =
      known.get(place) ?? given((await client.conversations.open({ users: person })).channel?.id);
    known.set(place, channel);
    return channel;
  };
}
