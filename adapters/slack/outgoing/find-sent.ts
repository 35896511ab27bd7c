import type { WebClient } from '@slack/web-api';
import type { MessageRef, SearchRange } from '../../../src/ports/chat.ts';
import { codeOf, OddResponse } from '../errors.ts';

/** The type of our metadata: how a message of ours is known again after an unclear send. */
export const METADATA_TYPE = 'schakel_message';
/** Clocks differ, and Slack stamps a message with its own. */
const MARGIN_MS = 60_000;
/** The number of messages that Slack gives at once to an app outside its Marketplace. */
const PAGE = 15;
/**
 * The last search, of what stands there newest: a clock of ours that is an hour off looks around the wrong moment, and a
 * message that may have arrived is hardly ever far from the end.
 */
const NEWEST = 'newest';

/** One page of the search for our own message, by the id in its metadata. Reads nobody else's: only ids are compared. */
export async function findMessage(
  client: WebClient,
  channel: string,
  messageId: string,
  { notBefore, notAfter, page }: SearchRange,
): Promise<MessageRef | { readonly more: string } | null> {
  const isLast = page === NEWEST || notAfter === null;
  const around = {
    oldest: stamp(notBefore, -MARGIN_MS),
    ...(notAfter ? { latest: stamp(notAfter, MARGIN_MS) } : {}),
    ...(page ? { cursor: page } : {}),
  };
  const { messages, response_metadata } = await pageOf(client, {
    ...{ channel, limit: PAGE, include_all_metadata: true },
    ...(page === NEWEST ? {} : around),
  });
  // An answer without messages is not an empty conversation: what was not looked at would be sent twice.
  if (!Array.isArray(messages)) throw new OddResponse('no messages');
  const found = messages.find((message) => idOf(message.metadata) === messageId);
  if (found?.ts) return `${channel}:${found.ts}`;
  const more = page === NEWEST ? '' : (response_metadata?.next_cursor ?? '');
  if (more !== '') return { more };
  return isLast ? null : { more: NEWEST };
}

type Asked = NonNullable<Parameters<WebClient['conversations']['history']>[0]>;

/** A place that Slack does not know any more: the look begins anew. */
async function pageOf(
  client: WebClient,
  asked: Asked,
): Promise<
  Pick<Awaited<ReturnType<WebClient['conversations']['history']>>, 'messages' | 'response_metadata'>
> {
  try {
    return await client.conversations.history(asked);
  } catch (error) {
    if (codeOf(error) !== 'invalid_cursor' || !asked.cursor) throw error;
    const { cursor: _, ...fromTheNewest } = asked;
    return await client.conversations.history(fromTheNewest);
  }
}

function stamp(moment: Date, plusMs: number): string {
  return ((moment.getTime() + plusMs) / 1000).toFixed(6);
}

function idOf(metadata: unknown): string | undefined {
  const ours = metadata as { event_type?: string; event_payload?: { id?: string } } | undefined;
  return ours?.event_type === METADATA_TYPE ? ours.event_payload?.id : undefined;
}
