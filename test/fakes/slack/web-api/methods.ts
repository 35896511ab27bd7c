import { isTrue, text } from '../events/read.ts';
import type { Channel, Json } from '../types.ts';
import type { Tier } from './limits.ts';

/** The pace and the scope that Slack asks for one method. */
interface Rule {
  readonly tier: Tier | 'post' | null;
  /** One scope, or `read`, `write`, `history` of the kind of conversation. */
  readonly scope?: string;
}

/** Methods of the Web API that the stand-in knows. Anything else is `unknown_method`. */
export const METHODS: Readonly<Record<string, Rule>> = {
  'api.test': { tier: null },
  'auth.test': { tier: null },
  'apps.connections.open': { tier: null },
  'bookmarks.add': { tier: 2, scope: 'bookmarks:write' },
  'bookmarks.edit': { tier: 2, scope: 'bookmarks:write' },
  'bookmarks.list': { tier: 3, scope: 'bookmarks:read' },
  'bookmarks.remove': { tier: 2, scope: 'bookmarks:write' },
  'chat.delete': { tier: 3, scope: 'chat:write' },
  'chat.getPermalink': { tier: null },
  'chat.postEphemeral': { tier: 4, scope: 'chat:write' },
  'chat.postMessage': { tier: 'post', scope: 'chat:write' },
  'chat.update': { tier: 3, scope: 'chat:write' },
  'conversations.archive': { tier: 2, scope: 'write' },
  'conversations.create': { tier: 2, scope: 'write' },
  'conversations.history': { tier: 3, scope: 'history' },
  'conversations.info': { tier: 3, scope: 'read' },
  'conversations.invite': { tier: 3, scope: 'write' },
  'conversations.inviteShared': { tier: 2, scope: 'conversations.connect:write' },
  'conversations.kick': { tier: 3, scope: 'write' },
  'conversations.leave': { tier: 3, scope: 'write' },
  'conversations.list': { tier: 2, scope: 'list' },
  'conversations.members': { tier: 4, scope: 'read' },
  'conversations.open': { tier: 3, scope: 'im:write' },
  'conversations.rename': { tier: 2, scope: 'write' },
  'conversations.replies': { tier: 3, scope: 'history' },
  'conversations.setPurpose': { tier: 2, scope: 'write' },
  'conversations.setTopic': { tier: 2, scope: 'write' },
  'conversations.unarchive': { tier: 2, scope: 'write' },
  'pins.add': { tier: 2, scope: 'pins:write' },
  'pins.list': { tier: 2, scope: 'pins:read' },
  'pins.remove': { tier: 2, scope: 'pins:write' },
  'team.info': { tier: 3, scope: 'team:read' },
  'users.info': { tier: 4, scope: 'users:read' },
  'users.lookupByEmail': { tier: 3, scope: 'users:read.email' },
  'views.open': { tier: 4 },
  'views.publish': { tier: 4 },
  'views.push': { tier: 4 },
  'views.update': { tier: 4 },
};

const FAMILY = { im: 'im', private: 'groups', public: 'channels' } as const;

/** The scope a call needs, or `null`. */
export function scopeOf(method: string, args: Json, channel: Channel | undefined): string | null {
  const scope = METHODS[method]?.scope;
  if (scope === undefined) return null;
  if (scope === 'list') return /private/.test(text(args.types)) ? 'groups:read' : 'channels:read';
  if (scope !== 'read' && scope !== 'write' && scope !== 'history') return scope;
  const kind =
    channel?.kind ?? (isTrue(args.is_private) || method !== 'conversations.create' ? 'private' : 'public');
  if (kind === 'public' && scope === 'write') return 'channels:manage';
  return `${FAMILY[kind]}:${scope}`;
}

/** The bot scopes an app is given when a test says nothing else. */
export const SCOPES = [
  'bookmarks:write',
  'chat:write',
  'commands',
  'conversations.connect:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:history',
  'im:write',
  'pins:write',
  'users:read',
  'users:read.email',
] as const;
