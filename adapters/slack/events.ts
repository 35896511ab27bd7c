import type { App } from '@slack/bolt';
import type { Notice } from '../../src/app/inbound.ts';
import type { InboundDeps } from './inbound.ts';
import { renderHome } from './render.ts';
import { sorry } from './sorry.ts';

/** The events of the manifest; a test holds the two against each other. */
export const EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'group_archive',
  'group_unarchive',
  'group_rename',
  'group_left',
  'channel_left',
  'member_joined_channel',
  'member_left_channel',
  'user_change',
] as const;

interface Envelope {
  readonly team_id: string;
  readonly event_id: string;
}
type What = Notice extends infer N
  ? N extends { what: infer W }
    ? Omit<N, 'key' | 'platform' | 'workspaceExternalId'> & { what: W }
    : never
  : never;

export function registerEvents(app: App, deps: InboundDeps): void {
  const on = (
    name: string,
    read: (event: Record<string, unknown>, botUserId: string) => What | null,
  ): void => {
    app.event(name, async ({ event, body, context }) => {
      const { team_id, event_id } = body as unknown as Envelope;
      const what = read(event as unknown as Record<string, unknown>, context.botUserId ?? '');
      if (what)
        await deps.house.notice({
          key: `slack:${event_id}`,
          platform: 'slack',
          workspaceExternalId: team_id,
          ...what,
        } as Notice);
    });
  };
  for (const kind of ['channel', 'group']) {
    on(`${kind}_archive`, (e) => ({ what: 'room_archived', channel: String(e.channel) }));
    on(`${kind}_unarchive`, (e) => ({ what: 'room_unarchived', channel: String(e.channel) }));
    on(`${kind}_left`, (e) => ({ what: 'bot_removed', channel: String(e.channel) }));
    on(`${kind}_rename`, (e) => {
      const { id, name } = e.channel as { id: string; name: string };
      return { what: 'room_renamed', channel: id, name };
    });
  }
  on('member_left_channel', (e, bot) =>
    e.user === bot
      ? { what: 'bot_removed', channel: String(e.channel) }
      : { what: 'member_left', channel: String(e.channel), user: String(e.user) },
  );
  on('member_joined_channel', (e, bot) =>
    e.user === bot ? null : { what: 'member_joined', channel: String(e.channel), user: String(e.user) },
  );
  on('user_change', (e) => {
    const user = e.user as { id: string; deleted?: boolean };
    return { what: user.deleted ? 'user_deactivated' : 'user_reactivated', user: user.id };
  });
  on('app_uninstalled', () => ({ what: 'app_uninstalled' }));
  on('tokens_revoked', (e) =>
    (e.tokens as { bot?: unknown[] } | undefined)?.bot?.length ? { what: 'token_revoked' } : null,
  );
  home(app, deps);
}

/** Only the tab "Home" is a page of ours; opening the messages tab says nothing. */
function home(app: App, deps: InboundDeps): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const { team_id, event_id } = body as unknown as Envelope;
    const outcome = await deps.house.handle({
      key: `slack:${event_id}`,
      platform: 'slack',
      workspaceExternalId: team_id,
      userExternalId: event.user,
      channel: null,
      request: { type: 'home' },
    });
    await deps.client.views.publish({
      user_id: event.user,
      view: renderHome(outcome.home ?? outcome.reply ?? sorry(), {}),
    });
  });
}
