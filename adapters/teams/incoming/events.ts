import type { PlatformEvent } from '../../../src/app/inbound.ts';
import { conversationOf, isPersonal, type TeamsActivity, tenantOf } from './activity.ts';

/** The content of a notice, without where it comes from. */
type What = PlatformEvent extends infer N
  ? N extends PlatformEvent
    ? Omit<N, keyof Envelope>
    : never
  : never;
type Envelope = Pick<PlatformEvent, 'key' | 'platform' | 'workspaceExternalId'>;

/**
 * Returns what happened in Teams by nobody's command. The same thing may come several times and out of order; the
 * application knows what it has seen, and leaves alone what is about no room of ours.
 */
export function eventsOf(activity: TeamsActivity): PlatformEvent[] {
  const what = whatHappened(activity);
  return what.map((one, i) => ({ ...envelope(activity, i), ...one }) as PlatformEvent);
}

function whatHappened(activity: TeamsActivity): What[] {
  if (activity.type === 'installationUpdate') return installation(activity);
  if (activity.type !== 'conversationUpdate') return [];
  const channel = activity.channelData?.channel?.id ?? conversationOf(activity);
  switch (activity.channelData?.eventType) {
    case 'channelRenamed':
      return [{ what: 'room_renamed', channel, name: activity.channelData.channel?.name ?? '' }];
    case 'channelDeleted':
      return [{ what: 'room_gone', channel }];
    case 'channelShared':
      return teamsIn('room_shared', channel, activity.channelData.sharedWithTeams);
    case 'channelUnshared':
      return teamsIn('room_unshared', channel, activity.channelData.unsharedFromTeams);
    case 'teamArchived':
    case 'teamUnarchived':
      return team(activity);
    case 'channelRestored':
      return [{ what: 'room_unarchived', channel }];
    default:
      return isPersonal(activity) ? [] : members(activity, channel);
  }
}

/** One event is about all channels of a team; Graph and the region's file know a team by the same id. */
function team({ channelData }: TeamsActivity): What[] {
  const id = channelData?.team?.aadGroupId;
  const what = channelData?.eventType === 'teamArchived' ? 'team_archived' : 'team_unarchived';
  return id ? [{ what, team: id }] : [];
}

/** Teams by the id that Microsoft Graph gives them, as the look of the night does. */
function teamsIn(
  what: 'room_shared' | 'room_unshared',
  channel: string,
  told: readonly { readonly id?: string | undefined; readonly aadGroupId?: string | undefined }[] | undefined,
): What[] {
  const teams = (told ?? []).flatMap((team) => team.aadGroupId ?? team.id ?? []);
  return teams.length > 0 ? [{ what, channel, teams }] : [];
}

function members(activity: TeamsActivity, channel: string): What[] {
  const us = activity.recipient?.id;
  const left = (activity.membersRemoved ?? []).map((m): What | null => {
    if (m.id === us) return { what: 'bot_removed', channel };
    return m.aadObjectId ? { what: 'member_left', channel, user: m.aadObjectId } : null;
  });
  const joined = (activity.membersAdded ?? []).map((m): What | null => {
    if (m.id === us) return { what: 'bot_added', channel };
    return m.aadObjectId ? { what: 'member_joined', channel, user: m.aadObjectId } : null;
  });
  return [...left, ...joined].filter((w) => w !== null);
}

/** The app in a team is the app in the tenant: there the channels of the cases are. */
function installation(activity: TeamsActivity): What[] {
  if (isPersonal(activity) || !activity.channelData?.team) return [];
  if (activity.action === 'remove') return [{ what: 'app_uninstalled' }];
  return activity.action === 'add' ? [{ what: 'app_installed' }] : [];
}

function envelope(activity: TeamsActivity, index: number): Envelope {
  const id = activity.id ?? `${activity.type}:${JSON.stringify(activity.channelData ?? {})}`;
  return {
    key: `teams:${activity.conversation.id}:${id}:${index}`,
    platform: 'teams',
    workspaceExternalId: tenantOf(activity),
  };
}
