import { randomUUID } from 'node:crypto';
import { idList, isTrue, text } from '../events/read.ts';
import { asBot, type Front, type Methods, reach, refuse } from '../front.ts';
import { setMember } from '../people/membership.ts';
import type { Json } from '../types.ts';
import { person, type Room, room } from '../world.ts';

/** An invitation to people of another workspace, which takes effect only when they accept it. */
export interface SharedInvite {
  readonly id: string;
  readonly channel: string;
  /** The address or user id it went to. */
  readonly to: string;
  /** An external limited member may only write in this channel; Slack's default. */
  readonly externalLimited: boolean;
  accepted: boolean;
}

export function sharedMethods(front: Front, invites: SharedInvite[]): Methods {
  return { 'conversations.inviteShared': (args) => inviteShared(front, invites, args) };
}

function inviteShared(front: Front, invites: SharedInvite[], args: Json): Json {
  const target = reach(front.world, text(args.channel), 'write');
  if (typeof target === 'string') return refuse(target);
  if (!front.paidPlan) return refuse('not_paid');
  if (target.kind === 'im') return refuse('invalid_channel_type');
  if (target.isArchived) return refuse('channel_archived');
  const emails = idList(args.emails);
  const users = idList(args.user_ids);
  const to = [...emails, ...users];
  if (to.length === 0) return refuse('recipients_not_specified');
  if (to.length > 1) return refuse('too_many_emails');
  if (emails.some((email) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))) return refuse('invalid_email');
  if (users.some((user) => !front.world.users.has(user))) return refuse('user_not_found');
  if (users.some((user) => target.members.has(user))) return refuse('already_in_channel');
  const externalLimited = args.external_limited === undefined || isTrue(args.external_limited);
  const invite = {
    id: `I${randomUUID().slice(0, 8).toUpperCase()}`,
    channel: target.id,
    to: to[0]!,
    externalLimited,
  };
  invites.push({ ...invite, accepted: false });
  return { ok: true, invite_id: invite.id, conf_code: 'none', is_legacy_shared_channel: false };
}

/** The invited person accepts: the channel is shared with their workspace, and they are in it. */
export async function acceptShared(
  front: Front,
  invites: readonly SharedInvite[],
  channel: string,
  userId: string,
): Promise<void> {
  const target = room(front.world, channel);
  const who = person(front.world, userId);
  const invite = invites.find(
    (one) => one.channel === target.id && !one.accepted && (one.to === userId || one.to === who.email),
  );
  if (invite === undefined) throw new Error(`${who.name} has no invitation to ${target.name}`);
  invite.accepted = true;
  await asBot(front, 'conversations.invite', { channel: target.id, users: userId });
  target.teams.add(who.teamId);
  front.announce({
    type: 'shared_channel_invite_accepted',
    approval_required: false,
    invite: { id: invite.id, is_external_limited: invite.externalLimited, recipient_user_id: userId },
    channel: { id: target.id, is_private: target.kind === 'private', is_im: false, name: target.name },
    teams_in_channel: [{ id: front.world.team.id }, { id: who.teamId }],
    accepting_user: { id: userId, team_id: who.teamId, name: who.name },
  });
  front.announce({ type: 'channel_shared', connected_team_id: who.teamId, channel: target.id });
  setMember(front, target, userId, front.world.bot.userId);
}

/** The channel is shared with another workspace, by whoever may do that in Slack itself. */
export function connect(front: Front, target: Room, teamId: string, how: 'told' | 'quietly'): void {
  target.teams.add(teamId);
  if (how === 'told')
    front.announce({ type: 'channel_shared', connected_team_id: teamId, channel: target.id });
}

export function disconnect(front: Front, target: Room, teamId: string): void {
  target.teams.delete(teamId);
  front.announce({
    type: 'channel_unshared',
    previously_connected_team_id: teamId,
    channel: target.id,
    is_ext_shared: target.teams.size > 0,
  });
}

/** The same channel with another id: the old one leads nowhere any more. */
export function changeId({ world, announce }: Front, target: Room): void {
  const old = target.id;
  target.id = world.nextId('C0MOVED');
  world.channels.delete(old);
  world.channels.set(target.id, target);
  world.names.set(target.name, target.id);
  world.emulatedIds.set(target.id, world.emulatedIds.get(old) ?? old);
  world.emulatedIds.delete(old);
  announce({ type: 'channel_id_changed', old_channel_id: old, new_channel_id: target.id });
}
