import { tooFar } from '../../calendar/date-bounds.ts';
import { addDays } from '../../calendar/index.ts';
import type { Absence, AbsenceChange } from '../../case/clock/absence.ts';
import { atSchoolSince, daysHome, normDate } from '../../case/clock/home-clock.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import type { AbsenceChanged } from '../../messages/index.ts';
import type { ReplyKey } from '../../reply-keys.ts';
import type { AbsenceCategory, PlainDate } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toRoom, withCase } from '../tools.ts';
import { REASON_MAX } from './set-involvement.ts';

const MANAGES = ['lead', 'coordinator'] as const;
/** The family knows it first, and whoever leads. */
const KNOWS = ['family', 'lead', 'coordinator'] as const;

export interface AbsenceDraft {
  /** Null: as it stands. */
  readonly firstDay: PlainDate | null;
  /** Needed where a first day stands and another takes its place. */
  readonly reason: string | null;
  readonly category: AbsenceCategory | null;
  readonly enrolled: boolean | null;
}

/**
 * The lead or a coordinator puts right since when the child is at home, with a reason that stays to be read, and chooses what
 * people call the absence (C01). The three-month date and its reminders follow from the day; nothing follows from the word.
 */
export function setAbsence(state: CaseState, s: Situation, draft: AbsenceDraft): Decision {
  return inTheirs(state, s, MANAGES, () => {
    const { firstDayHome, absence } = state.case;
    const to = draft.firstDay ?? firstDayHome;
    const no = wrongIn(state, s, draft, to);
    if (no) return no;
    const category = draft.category ?? (absence.category === 'threatened' && to ? null : absence.category);
    const enrolled = draft.enrolled ?? absence.enrolled;
    const isMoved = to !== firstDayHome;
    const isNamed = category !== absence.category || enrolled !== absence.enrolled;
    if (!isMoved && !isNamed) return accept(state, { key: 'done.absenceSame', values: inCase(state) });
    const reason = draft.reason?.trim() || null;
    const words = (one: Pick<Absence, 'category' | 'enrolled'>): string =>
      `${one.category ?? ''}/${one.enrolled ?? ''}`;
    const news = [
      ...(isMoved ? [change(s, 'firstDay', { from: firstDayHome, to, reason })] : []),
      ...(isNamed
        ? [change(s, 'named', { from: words(absence), to: words({ category, enrolled }), reason: null })]
        : []),
    ];
    const after = counted(state, s, to, {
      ...absence,
      ...{ category, enrolled, changes: [...absence.changes, ...news] },
    });
    const about = { on: isMoved ? to : null, before: isMoved ? firstDayHome : null, reason };
    const key = isMoved ? 'done.firstDaySet' : 'done.absenceNamed';
    return told(after, s, { what: isMoved ? 'firstDay' : 'named', ...about }, key);
  });
}

function wrongIn(
  state: CaseState,
  s: Situation,
  { firstDay, reason, category }: AbsenceDraft,
  to: PlainDate | null,
): Decision | null {
  const { firstDayHome, absence } = state.case;
  const isMoved = firstDayHome !== null && to !== firstDayHome;
  if (category === 'threatened' && to !== null)
    return refuse('refused.threatenedAtHome', {}, { field: 'absence' });
  if (firstDay !== null && firstDay > s.today)
    return refuse('refused.firstDayFuture', {}, { field: 'firstDay' });
  const lesson = absence.atSchool[0]?.from;
  if (to !== null && lesson !== undefined && to > lesson)
    return refuse('refused.firstDayAfterLesson', { date: lesson }, { field: 'firstDay' });
  if (isMoved && !reason?.trim()) return refuse('refused.firstDayReason', {}, { field: 'reason' });
  if (reason && ([...reason.trim()].length > REASON_MAX || /[\r\n]/.test(reason.trim())))
    return refuse('refused.wordsTooLong', { max: REASON_MAX }, { field: 'reason' });
  return tooFar('firstDay', firstDay, s.today, 'firstDay');
}

/** The first lesson again: the days at home are counted no further, and stay to be read. */
export function noteFirstLesson(state: CaseState, s: Situation, on: PlainDate): Decision {
  return inTheirs(state, s, KNOWS, () => {
    const { firstDayHome, absence } = state.case;
    const since = atSchoolSince(state.case);
    if (firstDayHome === null) return refuse('refused.notAtHome');
    if (since !== null)
      return accept(state, { key: 'done.atSchoolAlready', values: { ...inCase(state), date: since } });
    const from = absence.atSchool.at(-1)?.until ?? firstDayHome;
    const no = notBetween(s, on, from);
    if (no) return no;
    const news = change(s, 'firstLesson', { from: null, to: on, reason: null });
    const atSchool = [...absence.atSchool, { from: on, until: null }];
    const after = counted(state, s, firstDayHome, {
      ...absence,
      ...{ atSchool, changes: [...absence.changes, news] },
    });
    const about = { what: 'firstLesson', on, before: null, reason: null } as const;
    return told(after, s, about, 'done.firstLesson');
  });
}

/** The child is at home again: the count goes on where it stood, and the three-month date moves by the days with lessons. */
export function noteHomeAgain(state: CaseState, s: Situation, on: PlainDate): Decision {
  return inTheirs(state, s, KNOWS, () => {
    const { firstDayHome, absence } = state.case;
    const since = atSchoolSince(state.case);
    if (since === null) return refuse('refused.notAtSchool');
    const no = notBetween(s, on, since);
    if (no) return no;
    const news = change(s, 'homeAgain', { from: null, to: on, reason: null });
    const atSchool = [...absence.atSchool.slice(0, -1), { from: since, until: on }];
    const after = counted(state, s, firstDayHome, {
      ...absence,
      ...{ atSchool, changes: [...absence.changes, news] },
    });
    return told(after, s, { what: 'homeAgain', on, before: null, reason: null }, 'done.homeAgain');
  });
}

function notBetween(s: Situation, on: PlainDate, from: PlainDate): Decision | null {
  if (on > s.today) return refuse('refused.lessonFuture', {}, { field: 'on' });
  return on < from ? refuse('refused.lessonBefore', { date: from }, { field: 'on' }) : null;
}

function change(
  s: Situation,
  what: AbsenceChange['what'],
  { from, to, reason }: Pick<AbsenceChange, 'from' | 'to' | 'reason'>,
): AbsenceChange {
  return { what, from, to, reason, byId: s.actor?.participant?.id ?? null, at: s.now };
}

/** The marks of the clock: each with the day before which it was not due yet, counted from the three-month date. */
const MARKS = [
  ['four_weeks', -28],
  ['two_weeks', -14],
  ['passed', 1],
] as const;

/** The case with its clock as it follows; a message of the clock that is not due any more can be given again. */
function counted(
  state: CaseState,
  s: Situation,
  firstDayHome: PlainDate | null,
  absence: Absence,
): CaseState {
  const threeMonthDate = normDate(firstDayHome, absence.atSchool);
  const isAhead = (days: number): boolean =>
    threeMonthDate !== null && addDays(threeMonthDate, days) > s.today;
  const ahead = MARKS.filter(([, days]) => isAhead(days)).map(([mark]) => mark as string);
  const clockSent = state.case.clockSent.filter((mark) => !ahead.includes(mark));
  return withCase(state, { firstDayHome, threeMonthDate, absence, clockSent });
}

function told(
  after: CaseState,
  s: Situation,
  about: Pick<AbsenceChanged, 'what' | 'on' | 'before' | 'reason'>,
  key: ReplyKey,
): Decision {
  const { threeMonthDate, absence } = after.case;
  const days = daysHome(after.case, s.today);
  const message: AbsenceChanged = {
    type: 'AbsenceChanged',
    ...inCase(after),
    ...about,
    by: actorRef(after, s),
    ...{ category: absence.category, enrolled: absence.enrolled },
    ...{ daysAtHome: days, threeMonthDate },
  };
  const values = {
    ...inCase(after),
    on: about.on ?? 'none',
    date: threeMonthDate ?? 'none',
    days: days ?? 0,
  };
  return accept(
    after,
    { key, values },
    {
      messages: [toRoom(after, `absence:${about.what}`, message)],
      audit: [{ action: `absence.${about.what}`, objectId: after.case.id }],
    },
  );
}
