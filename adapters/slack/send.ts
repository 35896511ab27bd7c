import type { WebClient } from '@slack/web-api';
import type { Address, ChatPlatform, MessageRef, Pace, Result } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import { codeOf, failureOf } from './errors.ts';
import { cut, LIMITS } from './limits.ts';
import { renderMessage } from './render.ts';

/** The type of our metadata: how a message of ours is known again after an unclear send. */
const METADATA = 'schakel_message';
/** A look-up reads at most this far back; the message was sent seconds ago. */
const LOOK_UP_MESSAGES = 200;
const SUFFIXES = 20;

/** Tiers as Slack documents them (20, 50, 100 a minute), a little below; posting about one a second per channel. */
export const SLACK_PACE: Pace = {
  conversation: { everyMs: 1_050, burst: 1 },
  methods: {
    openRoom: { everyMs: 3_200, burst: 2 },
    setTopic: { everyMs: 3_200, burst: 2 },
    archive: { everyMs: 3_200, burst: 2 },
    pin: { everyMs: 3_200, burst: 2 },
    invite: { everyMs: 1_300, burst: 5 },
    remove: { everyMs: 3_200, burst: 2 },
    update: { everyMs: 1_300, burst: 5 },
    post: { everyMs: 200, burst: 10 },
  },
};

const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** The sending side on Slack's Web API. The client does not retry: the outbox owns that. */
export function createSender(client: WebClient): ChatPlatform {
  const direct = new Map<string, string>();
  const channelOf = async (to: Address): Promise<string> => {
    if ('room' in to.target) return to.target.room;
    const known = direct.get(to.target.person);
    if (known) return known;
    const opened = await client.conversations.open({ users: to.target.person });
    const id = opened.channel?.id ?? '';
    direct.set(to.target.person, id);
    return id;
  };
  return {
    name: 'slack',
    post: (to, document, messageId) =>
      attempt(async () => {
        const channel = await safely(() => channelOf(to));
        const sent = await client.chat.postMessage({
          channel,
          ...body(document, to),
          metadata: { event_type: METADATA, event_payload: { id: messageId } },
        });
        return `${channel}:${sent.ts}`;
      }),
    update: (to, ref, document) =>
      attempt(async () => {
        const [channel = '', ts = ''] = ref.split(':');
        await client.chat.update({ channel, ts, ...body(document, to) });
        return ref;
      }),
    find: (to, messageId, notBefore) =>
      attempt(async () => look(client, await channelOf(to), messageId, notBefore)),
    pin: (_to, ref) => quiet(() => client.pins.add(pinOf(ref)), 'already_pinned'),
    openRoom: (_workspace, name, topic) => attempt(() => open(client, name, topic)),
    setTopic: (to, topic) =>
      attempt(
        async () =>
          void (await client.conversations.setTopic({
            channel: await channelOf(to),
            topic: cut(topic, LIMITS.topic),
          })),
      ),
    invite: (to, user) =>
      quiet(
        async () => client.conversations.invite({ channel: await channelOf(to), users: user }),
        'already_in_channel',
        'cant_invite_self',
      ),
    remove: (to, user) =>
      quiet(async () => client.conversations.kick({ channel: await channelOf(to), user }), 'not_in_channel'),
    archive: (to) =>
      quiet(async () => client.conversations.archive({ channel: await channelOf(to) }), 'already_archived'),
  };
  function body(
    document: Document,
    to: Address,
  ): ReturnType<typeof renderMessage> & { unfurl_links: false; unfurl_media: false } {
    return { ...renderMessage(document, to.mentions), unfurl_links: false, unfurl_media: false };
  }
}

function pinOf(ref: MessageRef): { channel: string; timestamp: string } {
  const [channel = '', timestamp = ''] = ref.split(':');
  return { channel, timestamp };
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Success, too, when Slack says that it is so already. */
async function quiet(work: () => Promise<unknown>, ...already: string[]): Promise<Result<void>> {
  try {
    await work();
  } catch (error) {
    if (!already.includes(codeOf(error))) return { ok: false, failure: failureOf(error) };
  }
  return ok(undefined);
}

/** Opening a direct conversation twice is harmless: an unclear answer there is only "again", never "perhaps". */
async function safely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'perhaps') throw error;
    throw Object.assign(new Error('could not open the direct conversation', { cause: error }), {
      data: { error: 'service_unavailable' },
    });
  }
}

async function look(
  client: WebClient,
  channel: string,
  messageId: string,
  notBefore: Date,
): Promise<MessageRef | null> {
  const oldest = String(notBefore.getTime() / 1000 - 60);
  const { messages = [] } = await client.conversations.history({
    channel,
    oldest,
    limit: LOOK_UP_MESSAGES,
    include_all_metadata: true,
  });
  const found = messages.find((m) => {
    const metadata = m.metadata as { event_type?: string; event_payload?: { id?: string } } | undefined;
    return metadata?.event_type === METADATA && metadata.event_payload?.id === messageId;
  });
  return found?.ts ? `${channel}:${found.ts}` : null;
}

/** A private channel; a name that is taken gets a number. An open that may have arrived is found by its own name. */
async function open(
  client: WebClient,
  wanted: string,
  topic: string,
): Promise<{ externalId: string; name: string }> {
  const base = cut(
    wanted
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9_-]+/g, '-'),
    LIMITS.channelName - 4,
  );
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    try {
      const { channel } = await client.conversations.create({ name, is_private: true });
      const externalId = channel?.id ?? '';
      if (topic)
        await client.conversations
          .setTopic({ channel: externalId, topic: cut(topic, LIMITS.topic) })
          .catch(() => undefined);
      return { externalId, name: channel?.name ?? name };
    } catch (error) {
      if (codeOf(error) !== 'name_taken' || n >= SUFFIXES) throw error;
    }
  }
}
