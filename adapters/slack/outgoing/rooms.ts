import type { WebClient } from '@slack/web-api';
import { codeOf, given, OddResponse } from '../errors.ts';
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

interface Shared {
  readonly is_ext_shared?: boolean;
  readonly connected_team_ids?: readonly string[];
  readonly shared_team_ids?: readonly string[];
}

/** The other organisations that a channel is shared with (Slack Connect); workspaces of one's own organisation are none. */
export async function sharedWith(
  client: WebClient,
  channel: string,
  ours: string,
): Promise<readonly string[]> {
  const found = ((await client.conversations.info({ channel })).channel ?? {}) as Shared & {
    readonly id?: string;
  };
  given(found.id);
  if (found.is_ext_shared !== true) return [];
  return (found.connected_team_ids ?? found.shared_team_ids ?? []).filter((team) => team !== ours);
}

/** Unknown members are asked for one by one, as some are programs; of more than this many only we are left out. */
const MOST_ASKED = 20;
const PAGE = 1000;

/** The people in a channel beside those we know; those of other organisations are among them. */
export async function othersIn(
  client: WebClient,
  channel: string,
  known: readonly string[],
): Promise<number> {
  const ours = new Set(known);
  const others: string[] = [];
  let cursor = '';
  do {
    const { members, response_metadata } = await client.conversations.members({
      ...{ channel, limit: PAGE },
      ...(cursor ? { cursor } : {}),
    });
    if (!Array.isArray(members)) throw new OddResponse('no members');
    others.push(...members.filter((user) => !ours.has(user)));
    cursor = response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  if (others.length > MOST_ASKED) return others.length - 1;
  const found = await Promise.all(others.map(async (user) => (await client.users.info({ user })).user));
  return found.filter((user) => user && !user.is_bot && !user.deleted).length;
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
