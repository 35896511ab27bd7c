import type { CaseState, Person, Room } from './case-state.ts';
import type { RoomTask } from './messages.ts';
import type { Uuid } from './names.ts';
import type { Region } from './region.ts';
import { person, present, refOfPerson } from './who.ts';

/** A case has a room in each workspace that its people use; this is where rooms come from and who belongs in them. */

/** Rooms that still show the case. A lost room is told of once and does not hold up the others. */
export function usableRooms(state: CaseState): Room[] {
  return state.rooms.filter((r) => r.audience === 'case' && (r.state === 'open' || r.state === 'opening'));
}

/** A room of a case in a workspace, still to be opened on the platform. */
export function newRoom(id: Uuid, caseId: Uuid, workspaceId: Uuid): Room {
  return {
    id,
    caseId,
    workspaceId,
    audience: 'case',
    externalId: null,
    name: null,
    state: 'opening',
    stateWhy: null,
  };
}

/**
 * Where a room must be opened for somebody to see the case: the first workspace of the region they are in (the web comes last), unless
 * they are in one that has a room already (also one that was lost: that is for a person to put right). Null: nowhere.
 */
export function workspaceToOpen(state: CaseState, region: Region, who: Person): Uuid | null {
  const theirs = new Set(who.identities.map((i) => i.workspaceId));
  if (state.rooms.some((r) => r.audience === 'case' && theirs.has(r.workspaceId))) return null;
  return region.workspaces.find((w) => !w.disabled && theirs.has(w.id))?.id ?? null;
}

/** What a new room needs: the room itself, and in it everybody of the case who is in that workspace. */
export function openingTasks(state: CaseState, room: Room): RoomTask[] {
  const inCase = { caseId: state.case.id, code: state.case.code };
  const people = present(state).flatMap((p) => {
    const found = person(state, p.personId);
    return found?.identities.some((i) => i.workspaceId === room.workspaceId) ? [found] : [];
  });
  return [
    { type: 'OpenRoom', ...inCase, roomId: room.id, owner: people[0] ? refOfPerson(people[0], '') : null },
    ...people.map((p): RoomTask => ({ type: 'Invite', ...inCase, person: refOfPerson(p, p.id) })),
  ];
}
