import { tooFar } from '../../calendar/date-bounds.ts';
import { addWorkingDays, threeMonthDate } from '../../calendar/index.ts';
import { NOT_NAMED } from '../../case/clock/absence.ts';
import { normDate } from '../../case/clock/home-clock.ts';
import { accept, type Decision, type Refused, refuse, type Situation } from '../../case/decision.ts';
import { emptyCase } from '../../case/empty-case.ts';
import type { IntakeNote } from '../../case/intake-note.ts';
import { AT_FIRST } from '../../case/involvement.ts';
import { participantOfPerson, person, present, ref } from '../../case/participants.ts';
import { isReported, type Report } from '../../case/report.ts';
import type { CaseRow, CaseState, Participant, Person, Room } from '../../case/state.ts';
import { basisTold } from '../../consent/basis.ts';
import { shouldBeLimited } from '../../consent/consent.ts';
import type { Outgoing, ReportAnswered, RoomTask } from '../../messages/index.ts';
import { newRoom, openingTasks, workspaceToOpen } from '../../rooms/rooms.ts';
import { welcome } from '../../rooms/welcome.ts';
import {
  type AgeBand,
  FAMILY_ROLES,
  type InvolvedKind,
  type PlainDate,
  type Role,
  type Uuid,
} from '../../vocabulary.ts';
import { basisRefusal, toldName, withReason } from '../participants/without-basis.ts';
import { lacks } from '../theirs.ts';
import { inCase, toCoordinators, toRoom, withCase } from '../tools.ts';

/** The words of whoever reports: as many as fit on a page, and no file. */
export const REPORT_MAX = 1000;

export interface Reporting {
  readonly code: string;
  readonly reporter: Person;
  readonly role: Role;
  readonly organisationKey: string | null;
  readonly since: PlainDate | null;
  readonly ageBand: AgeBand | null;
  readonly involved: readonly InvolvedKind[];
  readonly people: readonly Person[];
  /** Their own words, to be held against what fits; these are kept sealed, and no part of the decision. */
  readonly words: string;
}

/** C01: somebody reports a child. Coordinators read it by the promised day; there is no room, and nobody else knows. */
export function reportChild(s: Situation, reporting: Reporting): Decision {
  const wrong = wrongWith(s, reporting);
  if (wrong) return wrong;
  const caseId = s.newId();
  const first: Participant = {
    ...{ id: s.newId(), caseId, personId: reporting.reporter.id, role: reporting.role },
    ...{ organisationKey: reporting.organisationKey, deputyId: null },
    ...{
      joinedAt: s.now,
      leftAt: null,
      limitedSince: null,
      leadWish: null,
      askedOn: null,
      broughtById: null,
    },
  };
  const report = reportOf(s, reporting);
  const state: CaseState = {
    ...emptyCase({
      case: reportedCase(s, caseId, { code: reporting.code, report }),
      people: reporting.people,
    }),
    participants: [first],
    intake: FAMILY_ROLES.has(reporting.role) ? [questionNote(s, caseId, reporting)] : [],
  };
  const { readBefore: date } = report;
  return accept(
    state,
    { key: 'done.reported', values: { date } },
    {
      messages: [toCoordinators(state, 'report', waits(state, 0)), received(state, s, report)],
      audit: [{ action: 'case.reported', objectId: caseId }],
    },
  );
}

/** The words of the family are its question, and stand from the beginning. */
function questionNote(s: Situation, caseId: Uuid, { reporter }: Reporting): IntakeNote {
  return {
    ...{ id: s.newId(), caseId, step: 'question', on: s.today, byId: reporter.id, at: s.now },
    ...{ skippedBecause: null, facts: null },
  };
}

/** Everything that is wrong is said at once, each at its field. */
function wrongWith(s: Situation, { since, words }: Reporting): Decision | null {
  if (since !== null && since > s.today) return refuse('refused.firstDayFuture', {}, { field: 'since' });
  const far = since === null ? null : tooFar('firstDay', since, s.today, 'since');
  if (far) return far;
  if ([...words.trim()].length > REPORT_MAX)
    return refuse('refused.wordsTooLong', { max: REPORT_MAX }, { field: 'words' });
  return null;
}

function reportOf(s: Situation, { reporter, role, since, ageBand, involved }: Reporting): Report {
  return {
    byId: reporter.id,
    role,
    at: s.now,
    since,
    ageBand,
    involved,
    readBefore: addWorkingDays(s.region.calendar, s.today, s.region.timers.reportRead),
    takenInAt: null,
  };
}

/** Nothing is counted from a first day at home that nobody knows, until it is taken in with one. */
function reportedCase(
  s: Situation,
  id: Uuid,
  { code, report }: Pick<CaseRow, 'code'> & { report: Report },
): CaseRow {
  const firstDayHome = report.since;
  return {
    ...{ id, regionId: s.region.id, code, version: 0, status: 'reported', statusReason: null },
    ...{ openedAt: s.now, firstDayHome, threeMonthDate: normDate(firstDayHome, []) },
    ...{ closedAt: null, outcome: null, notTakenIn: null, closing: null, report, absence: NOT_NAMED },
    ...{
      leadId: null,
      leadAskedId: null,
      leadHandover: null,
      leaderlessSince: null,
      escalationContactPersonId: null,
    },
    ...{ lastEventAt: s.now, nextAgreementNumber: 1, strength: null, clockSent: [] },
    ...{ involvement: AT_FIRST, termDates: [], withoutBasis: [], appeals: [], requests: [] },
    ...{ auditHead: '', auditCount: 0, formerId: null, importKey: null },
  };
}

/** The question to the coordinators whether they take it in; asked again on every working day. */
export function waits(
  state: CaseState,
  workingDays: number,
): Extract<Outgoing['message'], { type: 'ReportWaits' }> {
  const { report } = state.case;
  return {
    type: 'ReportWaits',
    ...inCase(state),
    workingDays,
    readBefore: report?.readBefore ?? '',
    role: report?.role ?? 'other',
  };
}

function received(state: CaseState, s: Situation, report: Report): Outgoing {
  return {
    recipient: { to: 'person', personId: report.byId },
    urgency: 'unsolicited',
    key: `report:${state.case.id}`,
    message: {
      type: 'ReportReceived',
      ...inCase(state),
      regionName: s.region.name,
      readBefore: report.readBefore,
      phone: officeOf(s),
    },
  };
}

/** The number of the region's office, to call when it cannot wait; null: it gave none. */
function officeOf({ region }: Situation): string | null {
  return region.file.public?.phone ?? null;
}

export interface TakingIn {
  readonly firstDay: PlainDate;
  /** The professional who reported takes part from now on, in the role they reported in. The family always does. */
  readonly joins: boolean;
  /** The reason to let them, where their party has no basis or accession. */
  readonly basisReason?: string | null;
}

/** A coordinator takes a report in: it becomes a case, with what was said in it, a room, and the people who are there. */
export function takeIn(state: CaseState, s: Situation, { firstDay, joins, basisReason }: TakingIn): Decision {
  const no = lacks(state, s, ['coordinator']);
  if (no) return no;
  const { report, code } = state.case;
  if (!isReported(state.case) || report === null) return refuse('refused.noReport', { code });
  if (firstDay > s.today) return refuse('refused.firstDayFuture', {}, { field: 'firstDay' });
  const far = tooFar('firstDay', firstDay, s.today, 'firstDay');
  if (far) return far;
  const stays = reporterStays(withPeople(state, s, joins), s, joins, basisReason);
  if ('ok' in stays) return stays;
  const began = withCase(stays.state, {
    ...{ status: s.region.intake === null ? 'open' : 'intake', openedAt: s.now, leaderlessSince: s.now },
    ...{ firstDayHome: firstDay, threeMonthDate: threeMonthDate(firstDay) },
    report: { ...report, takenInAt: s.now },
  });
  return withRooms({ ...began, intake: withAge(began, s, report) }, s, {
    values: { code, first: firstDay, date: began.case.threeMonthDate },
    answered: [answered(began, s, joins ? 'takenIn' : 'takenInWithout'), ...stays.told(began)],
  });
}

/** The case in which whoever reported may stay, and what is told of it; or a refusal, where their party lacks something. */
function reporterStays(
  state: CaseState,
  s: Situation,
  joins: boolean,
  basisReason: string | null = null,
): Refused | { readonly state: CaseState; readonly told: (began: CaseState) => Outgoing[] } {
  const personId = state.case.report?.byId ?? '';
  const who = joins ? participantOfPerson(state, personId) : null;
  if (who === null) return { state, told: () => [] };
  const name = toldName(state, s, who);
  const no = basisRefusal(state, s, { ...who, name }, basisReason?.trim() || null);
  if (no) return no;
  const basisById = participantOfPerson(state, s.actor?.personId ?? '')?.id ?? null;
  const { state: after, said } = withReason(state, s, who, { basisReason, basisById });
  if (said === null) return { state: after, told: () => [] };
  return {
    state: after,
    told: (began) => [
      toRoom(began, `joined:${who.id}`, {
        type: 'ParticipantJoined',
        ...inCase(began),
        person: ref(began, who.id),
        role: who.role,
        withoutBasis: basisTold(began, name, said),
      }),
    ],
  };
}

/** The coordinator takes part from now on; whoever reported stays in their place, or leaves it. */
function withPeople(state: CaseState, s: Situation, joins: boolean): CaseState {
  const personId = s.actor?.personId ?? '';
  const there = participantOfPerson(state, personId);
  const left = state.participants.map((p) =>
    joins || p.personId !== state.case.report?.byId ? p : { ...p, leftAt: s.now },
  );
  if (there && left.some((p) => p.id === there.id && p.leftAt === null))
    return { ...state, participants: left };
  const coordinator: Participant = {
    ...{ id: s.newId(), caseId: state.case.id, personId, role: 'coordinator', organisationKey: null },
    ...{
      deputyId: null,
      joinedAt: s.now,
      leftAt: null,
      limitedSince: null,
      leadWish: null,
      askedOn: null,
      broughtById: null,
    },
  };
  return { ...state, participants: [...left, coordinator] };
}

function withAge(state: CaseState, s: Situation, { ageBand, byId }: Report): CaseState['intake'] {
  if (ageBand === null || state.intake.some((one) => one.step === 'age')) return state.intake;
  const note: IntakeNote = {
    ...{ id: s.newId(), caseId: state.case.id, step: 'age', on: s.today, byId, at: s.now },
    ...{ skippedBecause: null, facts: { band: ageBand, until: null } },
  };
  return [...state.intake, note];
}

interface Begun {
  readonly values: Readonly<Record<string, unknown>>;
  readonly answered: readonly Outgoing[];
}

/** A room for each workspace that its people use; who sees only their own agreements gets theirs by `rooms/membership.ts`. */
function withRooms(began: CaseState, s: Situation, { values, answered: told }: Begun): Decision {
  let state = began;
  const rooms: Room[] = [];
  for (const p of present(began)) {
    const found = person(state, p.personId);
    const workspaceId =
      found && !shouldBeLimited(began, s.region, p) ? workspaceToOpen(state, s.region, found) : null;
    if (workspaceId === null) continue;
    const room = newRoom(s.newId(), began.case.id, workspaceId);
    rooms.push(room);
    state = { ...state, rooms: [...state.rooms, room] };
  }
  const key = state.case.status === 'intake' ? 'done.intakeOpened' : 'done.caseOpened';
  return accept(
    state,
    { key, values },
    {
      messages: [...rooms.map((room) => welcome(state, s, room)), ...told],
      tasks: rooms.flatMap((room): RoomTask[] => openingTasks(state, room)),
      audit: [{ action: 'report.taken_in', objectId: state.case.id }],
    },
  );
}

/** Tells whoever reported what became of it, once. */
export function answered(
  state: CaseState,
  s: Situation,
  what: ReportAnswered['what'],
  because: ReportAnswered['because'] = null,
): Outgoing {
  const { id, report, code } = state.case;
  return {
    recipient: { to: 'person', personId: report?.byId ?? '' },
    urgency: 'unsolicited',
    key: `report-answered:${id}:${state.case.version}`,
    message: {
      type: 'ReportAnswered',
      ...{ code, what, because, regionName: s.region.name, phone: officeOf(s) },
      reportedOn: (report?.at ?? s.now).slice(0, 10),
    },
  };
}
