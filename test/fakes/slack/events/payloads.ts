import type { Triggers } from '../people/triggers.ts';
import type { Json, View } from '../types.ts';
import type { Person, Room, World } from '../world.ts';
import { asSent, stateSent } from './sent.ts';

/** Returns the fields that every interaction carries. */
export function common(world: World, who: Person): Json {
  const { team, bot, enterprise } = world;
  const isWhole = enterprise?.isInstalled() ?? false;
  return {
    // Of an app that a whole organisation installed, only the person says which workspace it is.
    team: isWhole ? null : { id: team.id, domain: 'stand-in' },
    user: { id: who.id, username: who.name, name: who.name, team_id: who.teamId },
    api_app_id: bot.appId,
    token: 'verification-token-is-deprecated',
    enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: isWhole,
  };
}

/** Slack does not tell an app the name of a private channel here. */
export function channelName(room: Room): string {
  if (room.kind === 'im') return 'directmessage';
  return room.kind === 'private' ? 'privategroup' : room.name;
}

export function slashCommand(
  world: World,
  who: Person,
  room: Room,
  line: string,
  responseUrl: string,
  triggers: Triggers,
): Json {
  const [command = '', ...rest] = line.split(' ');
  return {
    token: 'verification-token-is-deprecated',
    team_id: world.team.id,
    team_domain: 'stand-in',
    channel_id: room.id,
    channel_name: channelName(room),
    user_id: who.id,
    user_name: who.name,
    command,
    text: asSent(rest.join(' ').trim()),
    api_app_id: world.bot.appId,
    ...(world.enterprise === null ? {} : { enterprise_id: world.enterprise.id }),
    is_enterprise_install: String(world.enterprise?.isInstalled() ?? false),
    response_url: responseUrl,
    trigger_id: triggers.issue(who.id, null),
  };
}

export function viewSubmission(world: World, who: Person, view: View, state: Json, triggerId: string): Json {
  const own = common(world, who);
  return {
    type: 'view_submission',
    ...own,
    // Over Slack Connect this is the workspace of who sends the form; where the app is, stands in the view.
    team: own.team !== null && who.isStranger ? { id: who.teamId, domain: 'elsewhere' } : own.team,
    trigger_id: triggerId,
    view: { ...view, state: stateSent(state) },
    response_urls: [],
  };
}

export function viewClosed(world: World, who: Person, view: View, state: Json): Json {
  return { type: 'view_closed', ...common(world, who), view: { ...view, state }, is_cleared: false };
}
