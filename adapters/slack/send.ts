import type { WebClient } from '@slack/web-api';
import type { Address, ChatPlatform, Failure, MessageRef, Result } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import { cut, plain } from '../../src/text/plain.ts';
import { codeOf, failureOf } from './errors.ts';
import { LIMITS } from './limits.ts';
import { findMessage, METADATA_TYPE } from './look-up.ts';
import { escapeMarkup } from './plain.ts';
import { renderMessage } from './render.ts';
import { openRoom } from './rooms.ts';

type Channels = (to: Address) => Promise<string>;

/** The sending side on Slack's Web API. The client does not retry: the outbox owns that. */
export function createSender(client: WebClient): ChatPlatform {
  const channelOf = directChannels(client);
  return {
    name: 'slack',
    post: (to, document, messageId) => post(client, channelOf, to, document, messageId),
    update: (to, ref, document) =>
      harmless(async () => {
        const { channel, ts } = parts(ref);
        await client.chat.update({ channel, ts, ...body(document, to) });
        return ref;
      }),
    find: (to, messageId, notBefore) =>
      harmless(async () => findMessage(client, await channelOf(to), messageId, notBefore)),
    pin: (_to, ref) => {
      const { channel, ts } = parts(ref);
      return already(['already_pinned'], () => client.pins.add({ channel, timestamp: ts }));
    },
    openRoom: (_workspace, name, topic) => attempt(() => openRoom(client, name, topicOf(topic))),
    setTopic: (to, topic) =>
      already([], async () =>
        client.conversations.setTopic({ channel: await channelOf(to), topic: topicOf(topic) }),
      ),
    invite: (to, user) =>
      already(['already_in_channel', 'cant_invite_self'], async () =>
        client.conversations.invite({ channel: await channelOf(to), users: user }),
      ),
    inviteExternal: (to, email) =>
      attempt(async () => {
        const channel = await channelOf(to);
        const { invite_id: id } = await client.conversations.inviteShared({ channel, emails: [email] });
        return id ?? '';
      }),
    remove: (to, user) =>
      already(['not_in_channel', 'user_not_in_channel'], async () =>
        client.conversations.kick({ channel: await channelOf(to), user }),
      ),
    archive: (to) =>
      already(['already_archived'], async () =>
        client.conversations.archive({ channel: await channelOf(to) }),
      ),
  };
}

/** The one call that must not be done twice. Its metadata lets it be found again. */
async function post(
  client: WebClient,
  channelOf: Channels,
  to: Address,
  document: Document,
  messageId: string,
): Promise<Result<MessageRef>> {
  const channel = await harmless(() => channelOf(to));
  if (!channel.ok) return channel;
  return attempt(async () => {
    const { ts } = await client.chat.postMessage({
      channel: channel.value,
      ...body(document, to),
      metadata: { event_type: METADATA_TYPE, event_payload: { id: messageId } },
    });
    return `${channel.value}:${ts}`;
  });
}

function body(
  document: Document,
  to: Address,
): ReturnType<typeof renderMessage> & { unfurl_links: false; unfurl_media: false; parse: 'none' } {
  return { ...renderMessage(document, to.mentions), unfurl_links: false, unfurl_media: false, parse: 'none' };
}

/** Slack reads links and mentions in a topic too. */
function topicOf(topic: string): string {
  return escapeMarkup(cut(plain(topic), LIMITS.topic / 2)).slice(0, LIMITS.topic);
}

function parts(ref: MessageRef): { channel: string; ts: string } {
  const [channel = '', ts = ''] = ref.split(':');
  return { channel, ts };
}

/** A person's direct conversation never changes, so it is asked for once. */
function directChannels(client: WebClient): Channels {
  const known = new Map<string, string>();
  return async (to) => {
    if ('room' in to.target) return to.target.room;
    const { person } = to.target;
    const channel =
      known.get(person) ?? (await client.conversations.open({ users: person })).channel?.id ?? '';
    known.set(person, channel);
    return channel;
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Doing it twice changes nothing, so that "perhaps" is simply "again". */
async function harmless<T>(work: () => Promise<T>): Promise<Result<T>> {
  const result = await attempt(work);
  return result.ok ? result : { ok: false, failure: plainly(result.failure) };
}

function plainly(failure: Failure): Failure {
  return failure.kind === 'perhaps' ? { kind: 'again', afterMs: null, cause: failure.cause } : failure;
}

/** Success, too, when Slack says that it is so already. */
async function already(codes: readonly string[], work: () => Promise<unknown>): Promise<Result<void>> {
  return harmless(async () => {
    try {
      await work();
    } catch (error) {
      if (!codes.includes(codeOf(error))) throw error;
    }
  });
}
