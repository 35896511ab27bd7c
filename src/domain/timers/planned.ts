import {
  addDays,
  addWorkingDays,
  clockDates,
  instantAt,
  localDate,
  nextWorkingDay,
} from '../calendar/index.ts';
import { confirmationsOf, isOpen, isPaused } from '../case/agreements.ts';
import { atSchoolSince } from '../case/clock/home-clock.ts';
import { eraseOn } from '../case/erase.ts';
import { askedToConfirm, deputyOf, isHere, participant, person, present } from '../case/participants.ts';
import { isReported } from '../case/report.ts';
import { isRunning } from '../case/running.ts';
import type { Agreement, CaseState, Timer } from '../case/state.ts';
import { RENEWAL_DAYS } from '../consent/consent.ts';
import { askContactAgainOn } from '../help/contact-silent.ts';
import { pastCallOn } from '../help/past-call.ts';
import { nextBandFrom } from '../intake/intake.ts';
import type { Region } from '../region/region.ts';
import { askedAgainOn } from '../reminders/asked-again.ts';
import { confirmDoneOn } from '../reminders/done-question.ts';
import { isQuiet, nextStepOn } from '../reminders/ladder.ts';
import { callToConfirmOn } from '../reminders/nobody-confirms.ts';
import { handoverOn } from '../rules/lead/handover.ts';
import type { PlainDate, TimerKind, Uuid } from '../vocabulary.ts';
import { appealsToAskAfter } from './appeal-waits.ts';
import { nextStep } from './request-due.ts';
import { consentSilentOn } from './silent-family.ts';

type Planned = { readonly kind: TimerKind; readonly subjectId: Uuid; readonly on: PlainDate };

interface Planning {
  readonly today: PlainDate;
  readonly newId: () => Uuid;
  /** The first day on which what is asked every day may be asked: tomorrow when somebody acts after today's was. */
  readonly from?: PlainDate;
}

/**
 * Everything time will bring about in a case, derived whole from its state: at most one timer per kind and subject.
 * Recomputed after every decision, so that a changed date, calendar or absence moves what follows from it. Timers
 * that stay the same keep their object, so that nothing is written for them.
 */
export function plannedTimers(
  state: CaseState,
  region: Region,
  { today, newId, from = today }: Planning,
): Timer[] {
  const planned = plannedFor(state, region, { today, from });
  const known = new Map(state.timers.map((t) => [`${t.kind}:${t.subjectId}`, t]));
  return planned.map((p) => {
    const old = known.get(`${p.kind}:${p.subjectId}`);
    const timer = timerOf(state, region, p, old?.id ?? newId());
    return old?.fireAt === timer.fireAt ? old : timer;
  });
}

function plannedFor(
  state: CaseState,
  region: Region,
  { today, from }: { readonly today: PlainDate; readonly from: PlainDate },
): Planned[] {
  if (state.case.status === 'closed') return eraseTimers(state, region);
  if (isReported(state.case)) return [reportTimer(state, region)];
  return [
    ...caseTimers(state, region),
    ...agreementTimers(state, region, today, from),
    ...acknowledgementTimers(state, region),
    ...callTimers(state, region, today),
    ...absenceTimers(state, region, today),
    ...consentTimers(state, region),
    ...ageTimers(state, region),
    ...appealsToAskAfter(state, region).map(({ id, on }) => ({
      ...{ kind: 'appeal' as const, subjectId: id, on },
    })),
    ...requestTimers(state, region),
  ];
}

function requestTimers(state: CaseState, region: Region): Planned[] {
  return state.case.requests.flatMap((one): Planned[] => {
    const next = nextStep(state, region, one);
    return next ? [{ kind: 'request', subjectId: one.id, on: next.on }] : [];
  });
}

/** Coordinators are asked about a report on the next working day after they were asked, or it was made. */
function reportTimer({ case: c }: CaseState, { calendar }: Region): Planned {
  return {
    kind: 'report',
    subjectId: c.id,
    on: addWorkingDays(calendar, localDate(calendar.zone, c.lastEventAt), 1),
  };
}

function eraseTimers(state: CaseState, region: Region): Planned[] {
  const on = eraseOn(state, region);
  return on === null ? [] : [{ kind: 'erase', subjectId: state.case.id, on }];
}

function timerOf(state: CaseState, region: Region, { kind, subjectId, on }: Planned, id: Uuid): Timer {
  const fireAt = instantAt(region.calendar.zone, on, region.calendar.nudgeTime);
  return { id, caseId: state.case.id, regionId: region.id, kind, subjectId, fireAt };
}

/** Clock messages still to come, in order. One whose day was over when the case was opened is not given any more. */
export function clockMarks(
  state: CaseState,
  region: Region,
): { when: 'four_weeks' | 'two_weeks' | 'passed'; on: PlainDate }[] {
  const { threeMonthDate } = state.case;
  // A child that has lessons again, or is not at home yet, is not counted.
  if (threeMonthDate === null || atSchoolSince(state.case) !== null) return [];
  const dates = clockDates(region.calendar, threeMonthDate);
  const opened = localDate(region.calendar.zone, state.case.openedAt);
  const marks = [
    { when: 'four_weeks', on: dates.fourWeeksBefore },
    { when: 'two_weeks', on: dates.twoWeeksBefore },
    { when: 'passed', on: dates.firstWorkingDayAfter },
  ] as const;
  return marks.filter(
    (m) => !state.case.clockSent.includes(m.when) && (m.on >= opened || m.when === 'passed'),
  );
}

function caseTimers(state: CaseState, region: Region): Planned[] {
  const { case: c } = state;
  const subjectId = c.id;
  const planned: Planned[] = [];
  const handover = handoverOn(state, region);
  if (handover) planned.push({ kind: 'lead_handover', subjectId, on: handover });
  const [mark] = clockMarks(state, region);
  if (mark) planned.push({ kind: 'clock', subjectId, on: mark.on });
  if (!isRunning(c)) return planned;
  if (c.leaderlessSince !== null) {
    const since = localDate(region.calendar.zone, c.leaderlessSince);
    const said = c.clockSent.includes('lead_missing');
    const days = said ? region.timers.leadMissingLadder : region.timers.leadMissingAlert;
    const kind = said ? 'lead_ladder' : 'lead_missing';
    if (!c.clockSent.includes('lead_ladder'))
      planned.push({ kind, subjectId, on: addWorkingDays(region.calendar, since, days) });
  }
  const lastEvent = localDate(region.calendar.zone, c.lastEventAt);
  const quiet = c.status === 'intake' ? 'intake' : 'silence';
  const days = region.timers[quiet === 'intake' ? 'intakeOpen' : 'silence'];
  planned.push({ kind: quiet, subjectId, on: addWorkingDays(region.calendar, lastEvent, days) });
  return planned;
}

function agreementTimers(state: CaseState, region: Region, today: PlainDate, from: PlainDate): Planned[] {
  if (state.case.status !== 'open') return [];
  return state.agreements.flatMap((a): Planned[] => {
    const planned: Planned[] = [];
    const [next] = [
      nextStepOn(state, region, a, today),
      askedAgainOn(state, region, a, { today, from }),
      pastCallOn(state, region, a, today),
    ]
      .filter((on) => on !== null)
      .sort();
    if (next) planned.push({ kind: 'agreement', subjectId: a.id, on: next });
    const confirm = confirmDoneOn(state, region, a);
    if (confirm) planned.push({ kind: 'confirm_done', subjectId: a.id, on: confirm });
    if (isOpen(a) && isPaused(a) && a.pausedUntil) {
      planned.push({
        kind: 'pause_end',
        subjectId: a.id,
        on: nextWorkingDay(region.calendar, a.pausedUntil),
      });
    }
    const reminded = state.nudges.some((n) => n.agreementId === a.id && n.step === 'valid_until');
    if (a.validUntil && !reminded && a.status !== 'ended') {
      const on = addDays(a.validUntil, -7 * region.timers.validUntilReminderWeeks);
      planned.push({ kind: 'valid_until', subjectId: a.id, on: nextWorkingDay(region.calendar, on) });
    }
    const again = isQuiet(state, a, today) ? null : confirmAgainOn(state, region, a);
    if (again) planned.push({ kind: 'confirm_again', subjectId: a.id, on: again });
    return planned;
  });
}

/** A person who has not answered is asked once more; then whoever leads is asked to call. */
function confirmAgainOn(state: CaseState, region: Region, a: Agreement): PlainDate | null {
  const call = callToConfirmOn(state, region, a);
  if (unanswered(state, a.id).length === 0) return call;
  const made = localDate(region.calendar.zone, a.createdAt);
  const again = addWorkingDays(region.calendar, made, region.timers.confirmAgain);
  return call !== null && call < again ? call : again;
}

/** The people asked to confirm the current text who have neither answered nor been reminded once. */
export function unanswered(state: CaseState, agreementId: Uuid): Uuid[] {
  const a = state.agreements.find((x) => x.id === agreementId);
  if (!a) return [];
  const answered = new Set(confirmationsOf(state, a).map((c) => c.participantId));
  const reminded = new Set(
    state.nudges
      .filter((n) => n.agreementId === a.id && n.cycle === a.textVersion)
      .map((n) => n.step as string),
  );
  return askedToConfirm(state, a).filter((id) => !answered.has(id) && !reminded.has(`confirm:${id}`));
}

function acknowledgementTimers(state: CaseState, region: Region): Planned[] {
  return state.escalations
    .filter((e) => e.status === 'acknowledged' && e.acknowledgedUntil !== null)
    .map((e) => ({
      kind: 'acknowledgement_end' as const,
      subjectId: e.id,
      on: addWorkingDays(region.calendar, e.acknowledgedUntil as PlainDate, 1),
    }));
}

/** Somebody was asked for help and has not answered. */
function callTimers(state: CaseState, region: Region, today: PlainDate): Planned[] {
  return state.escalations.flatMap((e): Planned[] => {
    const on = askContactAgainOn(state, region, e, today);
    return on === null ? [] : [{ kind: 'call_silent', subjectId: e.id, on }];
  });
}

/** An absence nobody covers is said beforehand: the working day before it starts, or at once. */
function absenceTimers(state: CaseState, region: Region, today: PlainDate): Planned[] {
  return present(state).flatMap((p): Planned[] => {
    const coming = comingAbsence(state, p.personId, today);
    if (!coming || isCovered(state, p.id, coming.from)) return [];
    if (state.case.clockSent.includes(`uncovered:${p.id}:${coming.from}`)) return [];
    const before = addWorkingDays(region.calendar, coming.from, -1);
    return [{ kind: 'absence_uncovered', subjectId: p.id, on: before < today ? today : before }];
  });
}

/** The first absence that is still to start. */
export function comingAbsence(
  state: CaseState,
  personId: Uuid,
  today: PlainDate,
): { from: PlainDate; until: PlainDate | null } | null {
  const all = person(state, personId)?.absences ?? [];
  return [...all].filter((x) => x.from > today).sort((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
}

/** True when somebody present acts for all this participant owns or leads on that day. */
export function isCovered(state: CaseState, participantId: Uuid, on: PlainDate): boolean {
  const leads = state.case.leadId === participantId;
  const owned = state.agreements.filter((a) => isOpen(a) && a.ownerId === participantId);
  if (!leads && owned.length === 0) return true;
  const own = participant(state, participantId)?.deputyId ?? null;
  if (leads && !isHere(state, own, on)) return false;
  return owned.every((a) => isHere(state, deputyOf(state, a), on));
}

/** A yes ends: asked about beforehand, and over on the day after its last. */
function consentTimers(state: CaseState, region: Region): Planned[] {
  return state.consents.flatMap((c): Planned[] => {
    const silent = consentSilentOn(state, region, c);
    if (silent !== null) return [{ kind: 'consent_silent', subjectId: c.id, on: silent }];
    if (c.endedAt !== null || c.answer !== 'yes' || c.validUntil === null) return [];
    const on =
      c.renewalAskedAt === null
        ? nextWorkingDay(region.calendar, addDays(c.validUntil, -RENEWAL_DAYS))
        : addDays(c.validUntil, 1);
    return [{ kind: 'consent', subjectId: c.id, on }];
  });
}

/** The child comes into the next age group in the month that was written down: somebody looks whether it is right (P6). */
function ageTimers(state: CaseState, region: Region): Planned[] {
  const month = nextBandFrom(state);
  if (!isRunning(state.case) || month === null || state.case.clockSent.includes(ageMark(month))) return [];
  return [{ kind: 'age_band', subjectId: state.case.id, on: nextWorkingDay(region.calendar, `${month}-01`) }];
}

/** Remembers that it was asked for this month. */
export function ageMark(month: string): string {
  return `age:${month}`;
}
