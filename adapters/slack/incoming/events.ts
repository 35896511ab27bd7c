import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { PlatformEvent } from '../../../src/app/inbound.ts';
import { DEPARTURES, registerDepartures } from '../install/departures.ts';
import { publishHome } from './home.ts';
import type { InboundDeps } from './reply.ts';
import { asTyped } from './typed.ts';

/** The content of a notice, without where it comes from. */
type What = PlatformEvent extends infer N
  ? N extends PlatformEvent
    ? Omit<N, keyof Envelope>
    : never
  : never;
type Envelope = Pick<PlatformEvent, 'key' | 'platform' | 'workspaceExternalId'>;

const inChannel = z.object({ channel: z.string() });
const renamed = z.object({ channel: z.object({ id: z.string(), name: z.string() }) });
const member = z.object({ channel: z.string(), user: z.string() });
const changed = z.object({
  user: z.object({
    id: z.string(),
    deleted: z.boolean().optional(),
    real_name: z.string().nullish(),
    profile: z.object({ real_name: z.string().nullish() }).optional(),
  }),
});
const shared = z.object({ channel: z.string(), connected_team_id: z.string() });
const unshared = z.object({ channel: z.string(), previously_connected_team_id: z.string() });
const moved = z.object({ old_channel_id: z.string(), new_channel_id: z.string() });
const acceptedInvite = z.object({
  channel: z.object({ id: z.string() }),
  invite: z.object({ id: z.string() }),
  accepting_user: z.object({ id: z.string(), team_id: z.string().nullish() }),
});

type Read = (event: unknown, botUser: string) => What | null;

/**
 * Events that happen in Slack by nobody's command. Rooms are private channels, so these are the events of groups; an
 * event about a channel that is no room of ours is for the application to leave alone.
 */
const READS: Readonly<Record<string, Read>> = {
  group_archive: (e) => ({ what: 'room_archived', channel: inChannel.parse(e).channel }),
  group_unarchive: (e) => ({ what: 'room_unarchived', channel: inChannel.parse(e).channel }),
  group_rename: (e) => {
    const { channel } = renamed.parse(e);
    return { what: 'room_renamed', channel: channel.id, name: asTyped(channel.name) };
  },
  group_left: (e) => ({ what: 'bot_removed', channel: inChannel.parse(e).channel }),
  member_left_channel: (e, botUser) => {
    const { channel, user } = member.parse(e);
    return user === botUser ? { what: 'bot_removed', channel } : { what: 'member_left', channel, user };
  },
  member_joined_channel: (e, botUser) => {
    const { channel, user } = member.parse(e);
    return user === botUser ? { what: 'bot_added', channel } : { what: 'member_joined', channel, user };
  },
  channel_id_changed: (e) => {
    const { old_channel_id: channel, new_channel_id: to } = moved.parse(e);
    return { what: 'room_moved', channel, to };
  },
  channel_shared: (e) => {
    const { channel, connected_team_id: team } = shared.parse(e);
    return { what: 'room_shared', channel, teams: [team] };
  },
  channel_unshared: (e) => {
    const { channel, previously_connected_team_id: team } = unshared.parse(e);
    return { what: 'room_unshared', channel, teams: [team] };
  },
  shared_channel_invite_accepted: (e) => {
    const { channel, invite, accepting_user: user } = acceptedInvite.parse(e);
    const from = { user: user.id, team: user.team_id ?? null };
    return { what: 'invitation_accepted', channel: channel.id, ...from, invitation: invite.id };
  },
  user_change: (e) => {
    const { user } = changed.parse(e);
    const name = user.profile?.real_name || user.real_name;
    return {
      what: user.deleted ? 'user_deactivated' : 'user_reactivated',
      user: user.id,
      ...(name ? { name: asTyped(name) } : {}),
    };
  },
};

/** The events of the manifests; a test holds the two against each other. */
export const EVENTS: readonly string[] = ['app_home_opened', ...Object.keys(READS), ...DEPARTURES];

const callback = z
  .object({
    team_id: z.string(),
    event_id: z.string(),
    /** The installation that is told; in a shared channel `team_id` can be another workspace. */
    authorizations: z
      .array(z.object({ user_id: z.string(), team_id: z.string().nullish(), is_bot: z.boolean().optional() }))
      .optional(),
  })
  .transform(({ team_id, event_id, authorizations: [told] = [] }) => ({
    team: told?.team_id ?? team_id,
    botUser: told?.user_id ?? '',
    event_id,
  }));

/** An event is acknowledged after the application has it; one that fails is sent again by Slack, with the same id. */
export function registerEvents(app: App, deps: InboundDeps): void {
  for (const [name, read] of Object.entries(READS)) {
    app.event(name, async ({ event, body }) => {
      const from = callback.parse(body);
      const what = read(event, from.botUser);
      if (what === null) return;
      await deps.useCases.happened({ ...origin(from), ...what } as PlatformEvent);
    });
  }
  registerHome(app, deps);
  registerDepartures(app, deps);
}

/** Shows the tab "Home", the only page of ours; opening the messages tab asks nothing. */
function registerHome(app: App, deps: InboundDeps): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const from = origin(callback.parse(body));
    const outcome = await deps.useCases.handle({
      ...from,
      userExternalId: event.user,
      channel: null,
      request: { type: 'home' },
    });
    const home = outcome.home ?? outcome.reply;
    if (home) await publishHome(deps, from.workspaceExternalId, event.user, home);
  });
}

function origin(from: z.infer<typeof callback>): Envelope {
  return { key: `slack:${from.event_id}`, platform: 'slack', workspaceExternalId: from.team };
}
