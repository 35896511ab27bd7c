import { localDate, workingDaysBetween } from '../../calendar/index.ts';
import { isOpen } from '../../case/agreements.ts';
import { type Decision, refuse, type Situation } from '../../case/decision.ts';
import { isErased } from '../../case/erase.ts';
import { isOnlyReport } from '../../case/report.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import type { Outgoing, RoomTask } from '../../messages/index.ts';
import { EMPTIED, newRoom, openingTasks, usableRooms } from '../../rooms/rooms.ts';
import { welcome } from '../../rooms/welcome.ts';
import { lacks } from '../theirs.ts';
import { inCase, withCase } from '../tools.ts';
import { status } from './case-life.ts';

/**
 * Opened again by a coordinator or who led it, with a reason that everybody reads. What stopped because the case was
 * closed is open again; each is asked anew, and everybody hears which. The days in which it was closed do not count.
 */
export function reopenCase(state: CaseState, s: Situation, reason: string): Decision {
  const no = lacks(state, s, ['lead', 'coordinator']);
  if (no) return no;
  if (state.case.status !== 'closed') return refuse('refused.notClosed', { code: state.case.code });
  if (isErased(state)) return refuse('refused.erased', { code: state.case.code });
  if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
  return reopened(state, s, reason);
}

/** The same as part of something larger, which looks itself for the right to it. */
export function reopened(state: CaseState, s: Situation, reason: string): Decision {
  const agreements = state.agreements.map((a) => (a.endedWithCase || isOpen(a) ? anew(state, s, a) : a));
  const stopped = agreements.filter(isOpen).map((a) => a.number);
  const again = isOnlyReport(state.case) ? 'reported' : state.case.notTakenIn === null ? 'open' : 'intake';
  const open = withCase(
    { ...state, agreements },
    {
      ...{ status: again, statusReason: null, closedAt: null, outcome: null, closing: null },
      notTakenIn: null,
    },
  );
  const { state: after, messages, tasks } = withRooms(open, s);
  const decided = status(
    after,
    s,
    { action: 'case.reopened', key: 'done.caseReopened' },
    { reason: reason.trim(), stopped },
  );
  return decided.ok ? { ...decided, messages: [...messages, ...decided.messages], tasks } : decided;
}

function anew(state: CaseState, s: Situation, a: Agreement): Agreement {
  const { calendar } = s.region;
  const closedOn = localDate(calendar.zone, state.case.closedAt ?? s.now);
  const from = closedOn > a.due ? closedOn : a.due;
  return {
    ...a,
    status: a.endedWithCase ? 'open' : a.status,
    endedReason: null,
    endedWithCase: false,
    cycle: a.cycle + 1,
    pausedWorkingDays: a.pausedWorkingDays + Math.max(0, workingDaysBetween(calendar, from, s.today)),
  };
}

/**
 * The old rooms stay as they are, to be read; a new one is opened in each place. One that was not put away yet, because
 * the case was closed a moment ago, is on its way to be: it is put away all the same, and nothing is said in it any more.
 */
function withRooms(
  state: CaseState,
  s: Situation,
): { state: CaseState; messages: Outgoing[]; tasks: RoomTask[] } {
  const left = usableRooms(state);
  const old = new Set([
    ...left,
    ...state.rooms.filter((r) => r.state === 'archived' && r.stateWhy !== EMPTIED),
  ]);
  const rooms = [...old].map((r) => newRoom(s.newId(), state.case.id, r.workspaceId, r.partyKey));
  const gone = { state: 'archived', stateWhy: EMPTIED } as const;
  const kept = state.rooms.map((r) => (old.has(r) ? { ...r, ...gone } : r));
  const after = { ...state, rooms: [...kept, ...rooms] };
  return {
    state: after,
    messages: rooms.filter((r) => r.partyKey === null).map((room) => welcome(after, s, room)),
    tasks: [
      ...rooms.flatMap((room) => openingTasks(after, room)),
      ...left.map((room): RoomTask => ({ type: 'ArchiveRoom', ...inCase(state), roomId: room.id })),
    ],
  };
}
