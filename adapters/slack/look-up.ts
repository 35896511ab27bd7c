import type { WebClient } from '@slack/web-api';
import type { MessageRef } from '../../src/ports/chat.ts';
import { OddAnswer } from './errors.ts';

/** The type of our metadata: how a message of ours is known again after an unclear send. */
export const METADATA_TYPE = 'schakel_message';
/** Clocks differ, and Slack stamps a message with its own. */
const MARGIN_MS = 60_000;
/** Bounded: what is not among the newest thousand since then is called not there. */
const PAGE = 200;
const PAGES = 5;

/** Our own message by the id in its metadata. Reads nobody else's: only ids are compared. */
export async function findMessage(
  client: WebClient,
  channel: string,
  messageId: string,
  notBefore: Date,
): Promise<MessageRef | null> {
  const oldest = ((notBefore.getTime() - MARGIN_MS) / 1000).toFixed(6);
  let cursor = '';
  for (let page = 0; page < PAGES; page++) {
    const { messages, response_metadata } = await client.conversations.history({
      channel,
      oldest,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    });
    // An answer without messages is not an empty conversation: what was not looked at would be sent twice.
    if (!Array.isArray(messages)) throw new OddAnswer('no messages');
    const found = messages.find((message) => idOf(message.metadata) === messageId);
    if (found?.ts) return `${channel}:${found.ts}`;
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}

function idOf(metadata: unknown): string | undefined {
  const ours = metadata as { event_type?: string; event_payload?: { id?: string } } | undefined;
  return ours?.event_type === METADATA_TYPE ? ours.event_payload?.id : undefined;
}
