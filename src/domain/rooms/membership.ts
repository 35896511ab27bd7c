import type { Situation } from '../case/decision.ts';
import { person, present, refOfPerson } from '../case/participants.ts';
import type { CaseState, Participant, Room } from '../case/state.ts';
import { isLimited, isOfFamilySide, partyName, scopeOf, shouldBeLimited } from '../consent/consent.ts';
import type { Outgoing, RoomTask } from '../messages/index.ts';
import type { Uuid } from '../vocabulary.ts';
import {
  belongsIn,
  caseRooms,
  EMPTIED,
  newRoom,
  openingTasks,
  partyRooms,
  workspaceToOpen,
} from './rooms.ts';
import { welcome, welcomeParty } from './welcome.ts';

/** The meaning of a decision for who is in which room. */
export interface Moved {
  readonly state: CaseState;
  readonly messages: readonly Outgoing[];
  readonly tasks: readonly RoomTask[];
}

/**
 * A person who loses a right loses the room, at once, and comes into that of their party; with the right they come
 * back. Done after every decision and whenever a region changes: consent, the lead, a deputy and who coordinates all
 * bear on it.
 */
export function moveMembers(before: CaseState, after: CaseState, s: Situation): Moved {
  const state = withLimits(after, s);
  const moved = present(state).filter((p) => isLimited(p) !== wasLimited(before, p));
  if (moved.length === 0 && partyRooms(state).length === 0) return { state, messages: [], tasks: [] };
  const limited = moved.filter(isLimited);
  const freed = moved.filter((p) => !isLimited(p) && wasIn(before, p));
  const work: Work = { state, messages: [], tasks: [], opened: new Set() };
  for (const p of limited) letGo(work, p);
  for (const p of limited) roomFor(work, s, p, scopeOf(p));
  for (const p of freed) roomFor(work, s, p, null);
  close(work, unneeded(work.state));
  if (limited.length > 0) close(work, emptied(work.state, limited));
  return work;
}

interface Work {
  state: CaseState;
  messages: Outgoing[];
  tasks: RoomTask[];
  /** New rooms: everybody who belongs there is asked in with the opening. */
  readonly opened: Set<Uuid>;
}

/** The same participants where nothing changed, so that nothing is written for them. */
function withLimits(state: CaseState, s: Situation): CaseState {
  let changed = false;
  const participants = state.participants.map((p) => {
    const should = shouldBeLimited(state, s.region, p);
    if (should === (p.limitedSince !== null)) return p;
    changed = true;
    return { ...p, limitedSince: should ? s.now : null };
  });
  return changed ? { ...state, participants } : state;
}

function wasIn(before: CaseState, p: Participant): boolean {
  return before.participants.some((x) => x.id === p.id && x.leftAt === null);
}

/** A person who was not there before had no limit: they never were in a room. */
function wasLimited(before: CaseState, p: Participant): boolean {
  return isLimited(before.participants.find((x) => x.id === p.id) ?? null);
}

/** Out of every room of the case, also one they came into before they took part (an invitation from elsewhere). */
function letGo(work: Work, p: Participant): void {
  for (const room of caseRooms(work.state)) work.tasks.push(...memberTask(work.state, 'Remove', room, p));
}

function memberTask(state: CaseState, type: 'Invite' | 'Remove', room: Room, p: Participant): RoomTask[] {
  const found = person(state, p.personId);
  if (!found?.identities.some((i) => i.workspaceId === room.workspaceId)) return [];
  const { id: caseId, code } = state.case;
  return [{ type, caseId, code, person: refOfPerson(found, found.id), roomId: room.id }];
}

/** Into the rooms there are in their workspaces; where there is none, a new one. */
function roomFor(work: Work, s: Situation, p: Participant, partyKey: string | null): void {
  const { state } = work;
  const found = person(state, p.personId);
  if (!found) return;
  const rooms = partyKey === null ? caseRooms(state) : partyRooms(state, partyKey);
  const known = rooms.filter((room) => !work.opened.has(room.id));
  work.tasks.push(...known.flatMap((room) => memberTask(state, 'Invite', room, p)));
  const workspaceId = workspaceToOpen(state, s.region, found, partyKey);
  if (workspaceId) open(work, s, workspaceId, partyKey);
}

function open(work: Work, s: Situation, workspaceId: Uuid, partyKey: string | null): void {
  const room = newRoom(s.newId(), work.state.case.id, workspaceId, partyKey);
  work.state = { ...work.state, rooms: [...work.state.rooms, room] };
  work.opened.add(room.id);
  work.tasks.push(...openingTasks(work.state, room));
  work.messages.push(
    partyKey === null
      ? welcome(work.state, s, room)
      : welcomeParty(work.state, room, {
          party: partyName(work.state, s.region, partyKey),
          ...(isOfFamilySide(work.state, partyKey) ? { ofOne: true } : {}),
        }),
  );
}

/** Rooms of a party nobody of which is limited any more. */
function unneeded(state: CaseState): Room[] {
  return partyRooms(state).filter((room) => !present(state).some((p) => belongsIn(room, p)));
}

/** Rooms of the case that had nobody but those who lost the right. */
function emptied(state: CaseState, limited: readonly Participant[]): Room[] {
  const isIn = (room: Room, p: Participant): boolean =>
    person(state, p.personId)?.identities.some((i) => i.workspaceId === room.workspaceId) ?? false;
  return caseRooms(state).filter(
    (room) =>
      limited.some((p) => isIn(room, p)) && !present(state).some((p) => belongsIn(room, p) && isIn(room, p)),
  );
}

function close(work: Work, rooms: readonly Room[]): void {
  if (rooms.length === 0) return;
  const { id: caseId, code } = work.state.case;
  const gone = new Set(rooms);
  work.tasks.push(...rooms.map((room): RoomTask => ({ type: 'ArchiveRoom', caseId, code, roomId: room.id })));
  work.state = {
    ...work.state,
    rooms: work.state.rooms.map((room) =>
      gone.has(room) ? { ...room, state: 'archived' as const, stateWhy: EMPTIED } : room,
    ),
  };
}
