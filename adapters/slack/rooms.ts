import type { WebClient } from '@slack/web-api';
import { codeOf, given } from './errors.ts';
import { LIMITS } from './limits.ts';

/** After so many taken names something else is wrong. */
const SUFFIXES = 50;

/**
 * Opens a private channel; a name that is taken gets a number. An opening that may have arrived leaves, at worst, an
 * empty channel that only the app is in: taking it over by its name could give one case the room of another.
 */
export async function openRoom(
  client: WebClient,
  wanted: string,
  topic: string,
): Promise<{ externalId: string; name: string }> {
  const base = channelName(wanted);
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    try {
      const { channel } = await client.conversations.create({ name, is_private: true });
      const externalId = given(channel?.id);
      // The topic is set again at every change; an opened room is not lost for want of it.
      if (topic) await client.conversations.setTopic({ channel: externalId, topic }).catch(() => undefined);
      return { externalId, name: channel?.name ?? name };
    } catch (error) {
      if (codeOf(error) !== 'name_taken' || n >= SUFFIXES) throw error;
    }
  }
}

/** Lowercase letters without accents, digits, `-` and `_`; room is left for a number. */
function channelName(wanted: string): string {
  const name = wanted
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LIMITS.channelName - 4);
  return name || 'casus';
}
