import { accept, type Decision, type Situation } from '../../domain/case/decision.ts';
import { participantOfPerson, refOfPerson } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { isLimited } from '../../domain/consent/consent.ts';
import type { RoomTask } from '../../domain/messages/index.ts';
import { belongsIn, EMPTIED, usableRooms } from '../../domain/rooms/rooms.ts';
import { toLead } from '../../domain/rules/agreements/confirmations.ts';
import { removeParticipant } from '../../domain/rules/case/case-life.ts';
import { invitationAccepted } from '../../domain/rules/participants/invitation.ts';
import { inCase, toCoordinators } from '../../domain/rules/tools.ts';
import type { Member } from '../../ports/directory.ts';
import type { PlatformEvent } from '../inbound.ts';
import { personOfMember } from '../members.ts';
import type { Deps } from '../request-context.ts';
import { decideAndWrite } from '../write/decide-and-write.ts';

type InRoom = Exclude<Extract<PlatformEvent, { channel: string }>, { what: 'invitation_accepted' }>;

/** Handles what happens in a room by nobody's command: to the room itself, or to somebody who is in it. */
export async function inRoom(deps: Deps, notice: InRoom): Promise<void> {
  const user = 'user' in notice ? notice.user : '';
  const load = async (): Promise<CaseState | null> => {
    const context = await deps.store.context({
      platform: notice.platform,
      workspaceExternalId: notice.workspaceExternalId,
      userExternalId: user,
      inboundKey: notice.key,
      find: { channel: notice.channel },
    });
    return context.handledBefore ? null : context.case;
  };
  const member = notice.what === 'member_joined' ? await memberOf(deps, notice) : null;
  const rule = (state: CaseState, s: Situation): Decision => inRoomRule(notice, state, s, member);
  await decideAndWrite(deps, { key: notice.key, load, rule });
}

/** A team that is put away, or taken out again: each room in it that is not so yet, one after another. */
export async function inTeam(deps: Deps, notice: Extract<PlatformEvent, { team: string }>): Promise<void> {
  const { key, platform, workspaceExternalId, team } = notice;
  const isOver = notice.what === 'team_archived';
  const rooms = await deps.store.roomsOfTeam(
    platform,
    workspaceExternalId,
    team,
    isOver ? 'open' : 'archived',
  );
  for (const channel of rooms)
    await inRoom(deps, {
      ...{ key: `${key}:${channel}`, platform, workspaceExternalId, channel },
      what: isOver ? 'room_archived' : 'room_unarchived',
    });
}

/** Somebody who reads along is told of also when the platform does not say who it is. */
async function memberOf(deps: Deps, notice: Extract<InRoom, { user: string }>): Promise<Member | null> {
  const directory = deps.directories[notice.platform];
  return (await directory?.describe(notice.workspaceExternalId, notice.user).catch(() => null)) ?? null;
}

/** Somebody of another organisation came in by invitation: they take part from now on. */
export async function accepted(
  deps: Deps,
  notice: Extract<PlatformEvent, { what: 'invitation_accepted' }>,
): Promise<void> {
  const { platform, workspaceExternalId, user } = notice;
  const context = await deps.store.context({
    platform,
    workspaceExternalId,
    userExternalId: user,
    inboundKey: notice.key,
    find: { channel: notice.channel },
  });
  const id = await deps.store.invitationByRef(notice.invitation);
  const { workspace, case: found } = context;
  if (context.handledBefore || !workspace || !found || !id) return;
  const member = await personOfMember(
    deps,
    { workspaceId: workspace.id, inbound: notice, region: { id: found.case.regionId } },
    user,
  );
  // The platform cannot be asked now: it is told again, and this is done then.
  if (!member.ok) throw new Error('who accepted an invitation is not known yet');
  const load = async (): Promise<CaseState | null> => (await deps.store.cases([found.case.id]))[0] ?? null;
  const came = { channel: notice.channel, team: notice.team };
  const rule = (state: CaseState, s: Situation): Decision =>
    invitationAccepted(state, s, { id, person: member.person, came });
  await decideAndWrite(deps, { key: notice.key, load, rule, change: member.change });
}

function inRoomRule(notice: InRoom, state: CaseState, s: Situation, member: Member | null): Decision {
  switch (notice.what) {
    case 'room_archived':
      return state.case.status === 'closed'
        ? room(state, notice, 'archived', null, s)
        : room(state, notice, 'archived', 'archived', s);
    case 'room_unarchived':
      return room(state, notice, 'open', 'unarchived', s);
    case 'bot_added':
      return state.rooms.some((r) => r.externalId === notice.channel && r.state === 'lost')
        ? room(state, notice, 'open', 'unarchived', s)
        : accept(state, 'done.nothing');
    case 'bot_removed':
      return room(state, notice, 'lost', 'bot_removed', s);
    case 'room_gone':
      return room(state, notice, 'lost', 'gone', s);
    case 'room_shared':
    case 'room_unshared':
    case 'room_sharing':
      return sharing(state, s, notice);
    case 'room_moved':
      return moved(state, notice);
    case 'room_renamed':
      return room(state, notice, null, 'renamed', s, notice.name);
    case 'member_left':
      return left(state, s, notice);
    case 'member_joined':
      return joined(state, s, notice, member);
  }
}

/** Nobody sees anything of it; everything that is still to be said or changed there goes to the new id. */
function moved(state: CaseState, { channel, to }: Extract<InRoom, { what: 'room_moved' }>): Decision {
  const found = state.rooms.find((r) => r.externalId === channel);
  if (!found) return accept(state, 'done.nothing');
  const rooms = state.rooms.map((r) => (r.id === found.id ? { ...found, externalId: to } : r));
  return accept({ ...state, rooms }, 'done.nothing', {
    audit: [{ action: 'room.moved', objectId: found.id }],
  });
}

/** A room is for the people who take part and the coordinators of the region; of anybody else the lead is told. */
function joined(
  state: CaseState,
  s: Situation,
  notice: Extract<InRoom, { user: string }>,
  member: Member | null,
): Decision {
  const room = state.rooms.find((r) => r.externalId === notice.channel);
  const person = state.people.find((p) =>
    p.identities.some((i) => i.workspaceId === room?.workspaceId && i.externalId === notice.user),
  );
  const me = person ? participantOfPerson(state, person.id) : null;
  // Brought in by hand, without the right to be there: out again, and the lead hears it.
  if (person && me && room && isLimited(me) && !belongsIn(room, me) && !isClosed(state))
    return outsider(state, notice, person.name, [
      { type: 'Remove', ...inCase(state), person: refOfPerson(person, person.id), roomId: room.id },
    ]);
  const belongs = person && (me || s.region.coordinatorPersonIds.includes(person.id));
  // Somebody invited from elsewhere is on the way in; their acceptance is told of by itself.
  const isExpected = member?.guest === true && state.invitations.some((i) => i.status === 'waiting');
  if (belongs || isExpected || member?.bot || isClosed(state)) return accept(state, 'done.nothing');
  return outsider(state, notice, member?.name ?? null, []);
}

function isClosed(state: CaseState): boolean {
  return state.case.status === 'closed';
}

function outsider(
  state: CaseState,
  notice: Extract<InRoom, { user: string }>,
  name: string | null,
  tasks: readonly RoomTask[],
): Decision {
  return accept(state, 'done.nothing', {
    messages: toLead(state, `outsider:${notice.user}`, {
      type: 'OutsiderInRoom',
      ...inCase(state),
      name,
      platform: notice.platform,
    }),
    tasks,
    audit: [{ action: 'room.outsider', objectId: null }],
  });
}

type Sharing = Extract<InRoom, { teams: readonly string[] }>;

/**
 * The owner of a channel can share it outside Schakel, on Teams with a whole team and on Slack with another
 * organisation, so that people who read along there take no part. Those whom we invited ourselves belong there.
 */
function sharing(state: CaseState, s: Situation, notice: Sharing): Decision {
  const found = state.rooms.find((r) => r.externalId === notice.channel);
  if (!found || isOnTheWay(state, notice)) return accept(state, 'done.nothing');
  const sharedWith = teamsOf(found.sharedWith, notice).filter((id) => !found.invitedTeams.includes(id));
  const others = notice.what === 'room_sharing' ? notice.others : found.others;
  const added = sharedWith.filter((id) => !found.sharedWith.includes(id)).length;
  const isSame = added === 0 && sharedWith.length === found.sharedWith.length;
  if (isSame && others === found.others) return accept(state, 'done.nothing');
  const changed = { ...found, sharedWith, others };
  const after = { ...state, rooms: state.rooms.map((r) => (r.id === found.id ? changed : r)) };
  // More or fewer people in what it is shared with already: the overview shows it, and nobody is rung for it.
  if (isSame)
    return accept(after, 'done.nothing', { audit: [{ action: 'room.counted', objectId: found.id }] });
  const what = added > 0 ? 'shared' : 'unshared';
  const told = { ...inCase(after), platform: notice.platform, teams: sharedWith.length };
  const toCoordination = toCoordinators(after, `room:${what}:${s.now}`, {
    type: 'RoomTrouble',
    ...told,
    what,
  });
  const lead = toLead(after, `outsider:${s.now}`, { type: 'OutsiderInRoom', ...told, name: null });
  return accept(after, 'done.nothing', {
    messages: isClosed(state) ? [] : added > 0 ? [...lead, toCoordination] : [toCoordination],
    audit: [{ action: `room.${what}`, objectId: found.id }],
  });
}

/**
 * Slack may tell that a channel is shared before it tells that our invitation was accepted. Was it somebody else, then
 * the look of the night finds that.
 */
function isOnTheWay(state: CaseState, { what, platform }: Sharing): boolean {
  return (
    what === 'room_shared' && platform === 'slack' && state.invitations.some((i) => i.status === 'waiting')
  );
}

function teamsOf(before: readonly string[], { what, teams }: Sharing): readonly string[] {
  if (what === 'room_sharing') return [...new Set(teams)];
  if (what === 'room_shared') return [...new Set([...before, ...teams])];
  return before.filter((id) => !teams.includes(id));
}

/** A person who leaves one room and is still in another of the case takes part from there. */
function left(state: CaseState, s: Situation, notice: Extract<InRoom, { user: string }>): Decision {
  const room = state.rooms.find((r) => r.externalId === notice.channel);
  const here = room?.workspaceId;
  const isThem = (i: Person['identities'][number]): boolean =>
    i.workspaceId === here && i.externalId === notice.user;
  const person = state.people.find((p) => p.identities.some(isThem));
  const me = person ? participantOfPerson(state, person.id) : null;
  // Out of a room in which they did not belong any more: we let them go, and they still take part.
  if (!room || !me || !belongsIn(room, me)) return accept(state, 'done.nothing');
  const elsewhere = usableRooms(state).some(
    (r) =>
      r.workspaceId !== here &&
      belongsIn(r, me) &&
      person?.identities.some((i) => i.workspaceId === r.workspaceId),
  );
  const p = elsewhere ? null : me;
  return p ? removeParticipant(state, s, p.id, 'left_room') : accept(state, 'done.nothing');
}

type Trouble = 'archived' | 'unarchived' | 'renamed' | 'bot_removed' | 'gone';

function room(
  state: CaseState,
  notice: InRoom,
  to: 'archived' | 'open' | 'lost' | null,
  what: Trouble | null,
  s: Situation,
  name?: string,
): Decision {
  const found = state.rooms.find((r) => r.externalId === notice.channel);
  if (!found || (to !== null && found.state === to)) return accept(state, 'done.nothing');
  // We closed it ourselves; that its channel is gone or put away is no trouble then.
  if (found.stateWhy === EMPTIED) return accept(state, 'done.nothing');
  if (name !== undefined && found.name === name) return accept(state, 'done.nothing');
  const changed = {
    ...found,
    ...(to ? { state: to, stateWhy: what } : {}),
    ...(name === undefined ? {} : { name }),
  };
  const after = { ...state, rooms: state.rooms.map((r) => (r.id === found.id ? changed : r)) };
  const messages = what
    ? [
        toCoordinators(after, `room:${what}:${s.now}`, {
          type: 'RoomTrouble',
          ...inCase(after),
          what,
          platform: notice.platform,
        }),
      ]
    : [];
  return accept(after, 'done.nothing', {
    messages,
    audit: [{ action: `room.${what ?? to}`, objectId: found.id }],
  });
}
