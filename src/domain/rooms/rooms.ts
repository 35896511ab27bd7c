import { person, present, refOfPerson } from '../case/participants.ts';
import type { CaseState, Participant, Person, Room } from '../case/state.ts';
import { isLimited, scopeOf } from '../consent/consent.ts';
import type { RoomTask } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';

/** A case has a room in each workspace that its people use; this is where rooms come from and who belongs in them. */

/** Why a room was archived: nobody who may see everything was left in it. Another may be opened there later. */
export const EMPTIED = 'emptied';

/** Rooms of any audience that still show the case. A lost room is told of once and does not hold up the others. */
export function usableRooms(state: CaseState): Room[] {
  return state.rooms.filter((r) => r.state === 'open' || r.state === 'opening');
}

/** The rooms for people who may see everything of the case. */
export function caseRooms(state: CaseState): Room[] {
  return usableRooms(state).filter((r) => r.audience === 'case');
}

/** The rooms of one party, for its people who see only their own agreements. */
export function partyRooms(state: CaseState, partyKey?: string): Room[] {
  return usableRooms(state).filter(
    (r) => r.audience === 'party' && (partyKey === undefined || r.partyKey === partyKey),
  );
}

/** A room of a case in a workspace, still to be opened on the platform. With a party it is that party's. */
export function newRoom(id: Uuid, caseId: Uuid, workspaceId: Uuid, partyKey: string | null = null): Room {
  return {
    id,
    caseId,
    workspaceId,
    audience: partyKey === null ? 'case' : 'party',
    partyKey,
    externalId: null,
    name: null,
    state: 'opening',
    stateWhy: null,
    sharedWith: [],
    invitedTeams: [],
    others: null,
  };
}

/** Whether somebody who takes part belongs in this room, for what they may see. */
export function belongsIn(room: Room, p: Participant): boolean {
  if (p.leftAt !== null) return false;
  return isLimited(p) ? room.partyKey === scopeOf(p) : room.audience === 'case';
}

/**
 * Where a room must be opened for somebody to see the case: the first workspace of the region they are in (the web comes last), unless
 * they are in one that has such a room already (also one that was lost: that is for a person to put right). Null: nowhere.
 */
export function workspaceToOpen(
  state: CaseState,
  region: Region,
  who: Person,
  partyKey: string | null = null,
): Uuid | null {
  const theirs = new Set(who.identities.map((i) => i.workspaceId));
  const isTheirs = (r: Room): boolean => r.partyKey === partyKey && theirs.has(r.workspaceId) && counts(r);
  if (state.rooms.some(isTheirs)) return null;
  return region.workspaces.find((w) => !w.disabled && theirs.has(w.id))?.id ?? null;
}

/** A room that was archived because its people lost the right, or its party needed it no more, is no room. */
function counts(room: Room): boolean {
  return room.state !== 'archived' || (room.audience === 'case' && room.stateWhy !== EMPTIED);
}

/** The tasks that a new room needs: the room itself, and in it everybody who belongs there, from that workspace. */
export function openingTasks(state: CaseState, room: Room): RoomTask[] {
  const inCase = { caseId: state.case.id, code: state.case.code };
  const people = present(state).flatMap((p) => {
    const found = person(state, p.personId);
    const isThere = found?.identities.some((i) => i.workspaceId === room.workspaceId);
    return found && isThere && belongsIn(room, p) ? [found] : [];
  });
  const only = room.audience === 'party' ? { roomId: room.id } : {};
  return [
    { type: 'OpenRoom', ...inCase, roomId: room.id, owner: people[0] ? refOfPerson(people[0], '') : null },
    ...people.map((p): RoomTask => ({ type: 'Invite', ...inCase, person: refOfPerson(p, p.id), ...only })),
  ];
}
