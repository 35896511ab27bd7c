import { tooFar } from '../../calendar/date-bounds.ts';
import { addDays } from '../../calendar/index.ts';
import { isOpen } from '../../case/agreements.ts';
import {
  type Accepted,
  accept,
  type Refused,
  type Reply,
  refuse,
  type Situation,
} from '../../case/decision.ts';
import { actingOwner, deputyOf, isHere, participantOfPerson, ref } from '../../case/participants.ts';
import type { CaseState, Person } from '../../case/state.ts';
import type { Outgoing } from '../../messages/index.ts';
import { agreementFacts } from '../../views/facts.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { inCase, keyed, toParticipant, toRoom } from '../tools.ts';

export type Away = Person['absences'][number];

/** An absence in a case, of the participant who is away. */
interface TheirAbsence extends Away {
  readonly who: Uuid;
}

/**
 * One absence more: the newest words hold. What it overlaps makes place for it, but for the days that are past. Without
 * a new one, `taken` is what ends.
 */
export function absencesWith(
  all: readonly Away[],
  taken: Away,
  today: PlainDate,
  more: readonly Away[] = [taken],
): Away[] {
  const left = all.flatMap((x): Away[] => {
    if (!overlaps(x, taken) || (x.until !== null && x.until < today)) return [x];
    return x.from < today ? [{ from: x.from, until: addDays(today, -1) }] : [];
  });
  return [...left, ...more].toSorted((a, b) => a.from.localeCompare(b.from));
}

function overlaps(a: Away, b: Away): boolean {
  return (b.until === null || a.from <= b.until) && (a.until === null || a.until >= b.from);
}

/** Absences that still hold, today or later. */
export function currentAbsences(all: readonly Away[], today: PlainDate): Away[] {
  return all
    .filter(({ from, until }) => until === null || (until >= today && until >= from))
    .toSorted((a, b) => a.from.localeCompare(b.from));
}

/** The people of a case with other absences of one: what holds from now, before it is written. */
export function withAbsences(
  state: CaseState,
  personId: Uuid,
  change: (all: readonly Away[]) => readonly Away[],
): CaseState {
  const away = (p: Person): Person => (p.id === personId ? { ...p, absences: change(p.absences) } : p);
  return { ...state, people: state.people.map(away) };
}

/** The people of a case with somebody's own days and hours as they will be. */
export function withOwnHours(
  state: CaseState,
  personId: Uuid,
  own: { readonly days: readonly number[]; readonly from: string | null; readonly until: string | null },
): CaseState {
  const changed = (p: Person): Person =>
    p.id === personId
      ? { ...p, workingDays: own.days, hasOwnDays: true, contactFrom: own.from, contactUntil: own.until }
      : p;
  return { ...state, people: state.people.map(changed) };
}

/** Finds what is wrong with an absence that somebody reports, at its field; null when it can be kept. */
export function checkAbsence(
  { today }: Pick<Situation, 'today'>,
  from: PlainDate,
  until: PlainDate | null,
): Refused | null {
  if (from < today) return refuse('refused.absencePast', {}, { field: 'from' });
  const far = tooFar('absence', from, today, 'from') ?? tooFar('absence', until, today, 'until');
  if (far) return far;
  if (until !== null && until < from) return refuse('refused.absenceEndsBefore', {}, { field: 'until' });
  return null;
}

/** How an absence is said: one day, from one day to another, or until further notice. */
export function spanOf(from: PlainDate, until: PlainDate | null): 'day' | 'range' | 'open' {
  if (until === null) return 'open';
  return from === until ? 'day' : 'range';
}

/** The answer names the first and the last day, and what else stands; where there is no last one, it says how to come back. */
export function awayReply(from: PlainDate, until: PlainDate | null, also: readonly Away[] = []): Reply {
  const offer = { command: 'absence.end', args: {}, label: 'button.back' } as const;
  return {
    key: `done.absence.${spanOf(from, until)}`,
    values: { from, until, also },
    ...(until === null ? { offer } : {}),
  };
}

/** Away on this day. */
export function runs({ from, until }: Away, today: PlainDate): boolean {
  return from <= today && (until === null || until >= today);
}

/**
 * Back: what runs ends on the day before, and what is planned for later stays (who is well again still has their leave).
 * Where nothing runs, it is what is planned that does not go on.
 */
export function withoutAbsence(state: CaseState, personId: Uuid, today: PlainDate): CaseState {
  const left = (all: Person['absences']): Person['absences'] =>
    all.some((x) => runs(x, today)) ? all.filter((x) => !runs(x, today)) : all.filter((x) => x.from <= today);
  const back = (p: Person): Person => (p.id === personId ? { ...p, absences: left(p.absences) } : p);
  return { ...state, people: state.people.map(back) };
}

/**
 * C06 in one case: from the first day of absence the deputy acts, gets a summary, and the room sees who acts. The
 * owner keeps ownership. What nobody covers is told beforehand by a timer; when it starts today, at once.
 */
export function absenceInCase(
  before: CaseState,
  s: Situation,
  personId: Uuid,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate | null },
): Accepted {
  const me = participantOfPerson(before, personId);
  const state = withAbsences(before, personId, (all) => absencesWith(all, { from, until }, s.today));
  const reply = awayReply(from, until);
  if (!me) return accept(state, reply);
  const owned = state.agreements.filter((a) => isOpen(a) && a.ownerId === me.id);
  const leads = state.case.leadId === me.id;
  if (owned.length === 0 && !leads) return accept(state, reply);
  const deputies = new Set([...owned.map((a) => deputyOf(state, a)), ...(leads ? [me.deputyId] : [])]);
  const present = [...deputies].filter((id): id is Uuid => id !== null && isHere(state, id, from));
  const theirs = { who: me.id, from, until };
  const messages = [
    absenceMessage(state, theirs, present[0] ?? null),
    ...present.flatMap((id) => summary(state, s, theirs, id)),
    ...(uncoveredNow(state, s, theirs) ? uncovered(state, s, theirs) : []),
  ];
  return accept(state, reply, {
    messages,
    audit: [{ action: 'absence.reported', objectId: me.id }],
  });
}

function absenceMessage(state: CaseState, { who, from, until }: TheirAbsence, deputy: Uuid | null): Outgoing {
  return toRoom(state, `absence:${who}`, {
    type: 'AbsenceStarts',
    ...inCase(state),
    person: ref(state, who),
    deputy: deputy ? ref(state, deputy) : null,
    from,
    until,
  });
}

function summary(state: CaseState, s: Situation, { who, until }: TheirAbsence, deputy: Uuid): Outgoing[] {
  const theirs = state.agreements.filter(
    (a) => isOpen(a) && a.ownerId === who && deputyOf(state, a) === deputy,
  );
  return toParticipant(state, deputy, `summary:${who}`, {
    type: 'DeputySummary',
    ...inCase(state),
    absent: ref(state, who),
    until,
    agreements: theirs.map((a) => agreementFacts(state, s.region, a, s.today)),
  });
}

function uncoveredNow(state: CaseState, s: Situation, { who, from }: TheirAbsence): boolean {
  if (from > s.today) return false;
  const owned = state.agreements.filter((a) => isOpen(a) && a.ownerId === who);
  return (
    owned.some((a) => actingOwner(state, a, s.today) === null) ||
    (state.case.leadId === who && !hasLead(state, who, s.today))
  );
}

function hasLead(state: CaseState, who: Uuid, today: PlainDate): boolean {
  return isHere(state, state.participants.find((p) => p.id === who)?.deputyId ?? null, today);
}

function uncovered(state: CaseState, s: Situation, { who, from, until }: TheirAbsence): Outgoing[] {
  const numbers = state.agreements.filter((a) => isOpen(a) && a.ownerId === who).map((a) => a.number);
  const message = {
    type: 'AbsenceUncovered',
    ...inCase(state),
    participantId: who,
    person: ref(state, who),
    from,
    until,
    numbers,
  } as const;
  const lead = state.case.leadId;
  if (lead && lead !== who && isHere(state, lead, s.today))
    return toParticipant(state, lead, `uncovered:${who}`, message);
  return [
    {
      recipient: { to: 'coordinators' },
      urgency: 'unsolicited',
      key: keyed(state, `coordinators:uncovered:${who}`),
      message,
    },
  ];
}
