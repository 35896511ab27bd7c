import { localDate } from '../calendar/index.ts';
import {
  confirmationsOf,
  effectiveDue,
  isOfNow,
  isOpen,
  isPaused,
  openBlocker,
  waitsOn,
} from '../case/agreements.ts';
import { objectionTo, openAppeals } from '../case/appeals/appeals.ts';
import { atSchoolSince, daysHome } from '../case/clock/home-clock.ts';
import { lastInvolvement } from '../case/involvement.ts';
import {
  actingOwner,
  askedToConfirm,
  deputyOf,
  isHere,
  participant,
  person,
  present,
  ref,
  refOfPerson,
} from '../case/participants.ts';
import type { Rhythm } from '../case/rhythm.ts';
import type { Agreement, CaseState, Confirmation, PhoneNote } from '../case/state.ts';
import { lastDay, tracksOn } from '../case/tracks/tracks.ts';
import { isLimited, partyName, partyOf } from '../consent/consent.ts';
import { missingOfIntake } from '../intake/intake.ts';
import type { AgreementFacts, ByPhone, Overview, RhythmFacts } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { mayConfirmDone } from '../reminders/who-confirms.ts';
import { usableRooms } from '../rooms/rooms.ts';
import type { PlainDate } from '../vocabulary.ts';

/** The facts of one agreement as everybody in the case may see them today. */
export function agreementFacts(
  state: CaseState,
  region: Region,
  a: Agreement,
  today: PlainDate,
): AgreementFacts {
  const before = waitsOn(state, a);
  const blocker = openBlocker(state, a.id);
  const acting = isOpen(a) ? actingOwner(state, a, today) : a.ownerId;
  const deputy = deputyOf(state, a);
  return {
    id: a.id,
    number: a.number,
    kind: a.kind,
    title: a.title,
    doneWhen: a.doneWhen,
    owner: ref(state, a.ownerId),
    actingOwner: acting && acting !== a.ownerId ? ref(state, acting) : null,
    deputy: deputy ? ref(state, deputy) : null,
    due: effectiveDue(state, region, a),
    firstDue: a.firstDue,
    waitsOn: before
      ? { number: before.number, title: before.title, workingDaysAfter: a.workingDaysAfter ?? 0 }
      : null,
    validUntil: a.validUntil,
    textVersion: a.textVersion,
    status: a.status,
    endedReason: a.endedReason,
    reportedDoneBy: a.reportedDoneById ? ref(state, a.reportedDoneById) : null,
    doneOn: a.doneOn,
    doneBy: a.doneById ? ref(state, a.doneById) : null,
    paused: isPaused(a) ? { reason: a.pausedReason ?? '', until: a.pausedUntil ?? a.due } : null,
    ...(a.status === 'open' && a.askedLess ? { askedLess: a.askedLess } : {}),
    ...(a.rhythm ? { rhythm: rhythmFacts(a.rhythm) } : {}),
    ...objection(state, region, a),
    blocker: blocker ? { category: blocker.category, decisionMaker: blocker.decisionMaker } : null,
    proposedDue:
      a.proposedDue && a.proposedById ? { date: a.proposedDue, by: ref(state, a.proposedById) } : null,
    ...answers(state, a),
    help: helpOf(state, a),
    ...confirmers(state, a),
  };
}

function objection(state: CaseState, region: Region, a: Agreement): Pick<AgreementFacts, 'objection'> {
  const found = isOpen(a) ? objectionTo(state, a.id) : null;
  if (!found) return {};
  const on = localDate(region.calendar.zone, found.askedAt);
  return { objection: { to: found.escalationId ? 'call' : 'agreement', on } };
}

/** The last days are shown one by one; the others are counted. */
const LATEST = 5;

function rhythmFacts({ every, day, until, past }: Rhythm): RhythmFacts {
  const kept = past.filter((one) => one.outcome === 'kept').length;
  const latest = past.slice(-LATEST).toReversed();
  return {
    ...{ every, day, until, kept, missed: past.length - kept },
    latest: latest.map(({ due, outcome }) => ({ due, outcome })),
  };
}

function answers(
  state: CaseState,
  a: Agreement,
): Pick<AgreementFacts, 'confirmedBy' | 'disputedBy' | 'disputedBefore' | 'awaiting' | 'byPhone'> {
  if (state.withoutAnswers) return { confirmedBy: [], disputedBy: [], byPhone: [], awaiting: [] };
  const given = confirmationsOf(state, a);
  const answered = new Set(given.map((c) => c.participantId));
  const disputes = given.filter((c) => c.answer === 'disputed');
  const before = disputes.filter((c) => !isOfNow(state, c));
  const words = (c: Confirmation) => ({ person: ref(state, c.participantId), words: c.words ?? '' });
  return {
    confirmedBy: given.filter((c) => c.answer === 'confirmed').map((c) => ref(state, c.participantId)),
    disputedBy: disputes.filter((c) => !before.includes(c)).map(words),
    ...(before.length > 0 ? { disputedBefore: before.map(words) } : {}),
    byPhone: [
      ...given.flatMap((c) => (c.enteredById ? [answeredByPhone(state, a, c)] : [])),
      ...notes(state, a),
    ],
    awaiting: askedToConfirm(state, a)
      .filter((id) => !answered.has(id))
      .map((id) => ref(state, id)),
  };
}

/** The people who may say that it is done, while that is asked. */
function confirmers(state: CaseState, a: Agreement): Pick<AgreementFacts, 'mayConfirm'> {
  if (a.status !== 'reported_done' || state.withoutAnswers) return {};
  return { mayConfirm: mayConfirmDone(state, a).map((id) => ref(state, id)) };
}

function answeredByPhone(state: CaseState, a: Agreement, c: Confirmation): ByPhone {
  const who = { person: ref(state, c.participantId), by: ref(state, c.enteredById) };
  return a.createdById === c.participantId ? { ...who, said: 'proposed' } : who;
}

function notes(state: CaseState, a: Agreement): ByPhone[] {
  return a.phoneNotes.map((note) => ({
    person: ref(state, note.participantId),
    by: ref(state, note.enteredById),
    said: note.said,
    detail: shownDetail(note),
  }));
}

/** The part of a note that people may read: a date, or what holds it up. */
export function shownDetail(note: PhoneNote | null): string | null {
  return note?.said === 'date' || note?.said === 'stuck' ? note.detail : null;
}

function helpOf(state: CaseState, a: Agreement): AgreementFacts['help'] {
  const last = state.escalations.filter((e) => e.agreementId === a.id && e.status !== 'answered').at(-1);
  if (!last || !isOpen(a)) return null;
  const contact = last.contactPersonId
    ? refOfPerson(person(state, last.contactPersonId), last.contactPersonId)
    : null;
  const question = last.question === null ? {} : { question: last.question };
  return { title: last.contactTitle, contact, status: last.status, ...question };
}

/** Lessons again, with the days at home before them; left out while the child is at home. */
function schoolNow(row: CaseState['case'], today: PlainDate): Pick<Overview, 'atSchool'> {
  const since = atSchoolSince(row);
  return since === null ? {} : { atSchool: { since, daysBefore: daysHome(row, today) ?? 0 } };
}

/** The pinned card of a case. */
export function overview(state: CaseState, region: Region, today: PlainDate): Overview {
  const lead = participant(state, state.case.leadId);
  return {
    type: 'Overview',
    caseId: state.case.id,
    code: state.case.code,
    status: state.case.status,
    statusReason: state.case.statusReason,
    outcome: state.case.outcome,
    ...(state.case.notTakenIn ? { notTakenIn: state.case.notTakenIn } : {}),
    firstDayHome: state.case.firstDayHome,
    overNorm: state.case.clockSent.includes('passed') && atSchoolSince(state.case) === null,
    ...schoolNow(state.case, today),
    ...(state.case.status === 'intake' ? { missing: missingOfIntake(state) } : {}),
    threeMonthDate: state.case.threeMonthDate,
    lead: lead ? ref(state, lead.id) : null,
    leadDeputy: lead?.deputyId ? ref(state, lead.deputyId) : null,
    ...nextLead(state),
    ...objectionsOf(state),
    strength: state.case.strength,
    involvement: {
      level: state.case.involvement.level,
      reason: lastInvolvement(state)?.reason ?? null,
    },
    ...tracksNow(state, today),
    open: state.agreements.filter(isOpen).map((a) => agreementFacts(state, region, a, today)),
    doneCount: state.agreements.filter((a) => a.status === 'done').length,
    people: present(state).map((p) => ({
      person: ref(state, p.id),
      role: p.role,
      away: !isHere(state, p.id, today),
    })),
    invited: state.invitations.filter((i) => i.status === 'waiting').map((i) => i.role),
    missingContacts: state.escalations.filter((e) => e.status === 'missing').map((e) => e.contactTitle),
    limited: limitedParties(state, region),
    ...sharing(state, region),
  };
}

function nextLead(state: CaseState): Pick<Overview, 'nextLead'> {
  const { leadHandover: next } = state.case;
  if (!next) return {};
  return { nextLead: { person: ref(state, next.toId), on: next.on, accepted: next.acceptedAt !== null } };
}

/** The steps that the family objects to: the number of an agreement, or the title of a call for help about the case. */
function objectionsOf(state: CaseState): Pick<Overview, 'objections'> {
  const found = openAppeals(state).filter((a) => a.kind === 'objection');
  if (found.length === 0) return {};
  return {
    objections: found.map(({ agreementId, escalationId }) => ({
      number: state.agreements.find((a) => a.id === agreementId)?.number ?? null,
      call: state.escalations.find((e) => e.id === escalationId)?.contactTitle ?? null,
    })),
  };
}

function tracksNow(state: CaseState, today: PlainDate): Pick<Overview, 'tracks'> {
  const running = tracksOn(state, today);
  if (running.length === 0) return {};
  return { tracks: running.map((t) => ({ id: t.id, kind: t.kind, from: t.from, until: lastDay(t) })) };
}

/** Rooms of one party show only what that party may see anyway, but to a whole team: they count as well. */
function sharing(
  state: CaseState,
  region: Region,
): Pick<Overview, 'sharedWith' | 'connectedWith' | 'others'> {
  const onSlack = new Set(region.workspaces.filter((w) => w.platform === 'slack').map((w) => w.id));
  const shared = usableRooms(state).filter((r) => r.sharedWith.length > 0);
  const count = (rooms: typeof shared): number => new Set(rooms.flatMap((r) => r.sharedWith)).size;
  const organisations = count(shared.filter((r) => onSlack.has(r.workspaceId)));
  const teams = count(shared.filter((r) => !onSlack.has(r.workspaceId)));
  // Whoever is in two of them is counted twice: the most in one room is what is sure.
  const others = Math.max(0, ...usableRooms(state).map((r) => r.others ?? 0));
  return {
    ...(teams > 0 ? { sharedWith: teams } : {}),
    ...(organisations > 0 ? { connectedWith: organisations } : {}),
    ...(others > 0 ? { others } : {}),
  };
}

/** Everybody sees that a party sees only its own agreements; why, only the lead and the coordinators. */
function limitedParties(state: CaseState, region: Region): string[] {
  const keys = present(state).flatMap((p) => (isLimited(p) ? (partyOf(p) ?? []) : []));
  return [...new Set(keys)].map((key) => partyName(state, region, key));
}
