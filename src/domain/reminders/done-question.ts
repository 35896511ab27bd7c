import { addWorkingDays, localDate, workingDaysBetween } from '../calendar/index.ts';
import { agreement, isDisputed } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import {
  actingLead,
  leadOrCoordinator,
  participant,
  participantOfPerson,
  personOf,
} from '../case/participants.ts';
import type { Agreement, CaseState, NudgeRow } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import type { NudgeKind, PlainDate, Uuid } from '../vocabulary.ts';
import { askedToday, lastOn } from './nudge-rows.ts';
import { askedIfDone } from './who-confirms.ts';

/**
 * An agreement reported done and not confirmed stays in sight: whoever can confirm it is asked again, then whoever
 * leads hears it, and both every few working days after that. What waits on it waits meanwhile, and stands in the
 * question.
 */

export function isDoneQuestion(step: NudgeKind | string): boolean {
  return step.startsWith('done:') || step === 'done_lead';
}

/**
 * When somebody reports something done, the room is asked: from that day on it is counted. What was reported before this
 * was counted is counted from the day on which that is seen.
 */
export function withReports(before: CaseState, after: CaseState, s: Situation): CaseState {
  return after.agreements.reduce((state, a) => {
    if (a.status !== 'reported_done') return state;
    const isNew = agreement(before, a.id)?.status !== 'reported_done' || lastOn(state, a, isReport) === null;
    return isNew ? askedToday(state, s, a, { step: 'done', personId: null, outcome: 'told' }) : state;
  }, after);
}

function isReport({ step }: NudgeRow): boolean {
  return step === 'done';
}

/** Since when it waits for a confirmation. */
export function reportedOn(state: CaseState, region: Region, a: Agreement): PlainDate {
  return lastOn(state, a, isReport) ?? localDate(region.calendar.zone, state.case.lastEventAt);
}

/** Working days since it was reported done. */
export function workingDaysReported(
  state: CaseState,
  region: Region,
  a: Agreement,
  today: PlainDate,
): number {
  return Math.max(0, workingDaysBetween(region.calendar, reportedOn(state, region, a), today));
}

/** True while it is asked: not in a case on hold, and not while people disagree on what was agreed. */
export function waitsForConfirmation(state: CaseState, a: Agreement): boolean {
  return state.case.status === 'open' && a.status === 'reported_done' && !isDisputed(state, a);
}

/** The day on which it is asked next; null: nobody waits for it. */
export function confirmDoneOn(state: CaseState, region: Region, a: Agreement): PlainDate | null {
  if (!waitsForConfirmation(state, a)) return null;
  const since = reportedOn(state, region, a);
  const later = (isOne: (step: string) => boolean): PlainDate | null =>
    lastOn(state, a, (n) => n.on > since && isOne(n.step));
  const isAsked = later((step) => step.startsWith('done:')) !== null;
  if (!isAsked && askedIfDone(state, a).length > 0)
    return addWorkingDays(region.calendar, since, region.timers.doneAgain);
  const told = later((step) => step === 'done_lead');
  return addWorkingDays(region.calendar, told ?? since, region.timers.doneLead);
}

/** Adds the questions of today, when their day has come. */
export function askConfirmDone(state: CaseState, s: Situation, a: Agreement): CaseState | null {
  const on = confirmDoneOn(state, s.region, a);
  if (on === null || on > s.today) return null;
  const since = reportedOn(state, s.region, a);
  const lead =
    addWorkingDays(s.region.calendar, since, s.region.timers.doneLead) <= s.today
      ? leadOrCoordinator(state, s.region, s.today, a.reportedDoneById)
      : null;
  const told = lead ? askedToday(state, s, a, { step: 'done_lead', personId: lead }) : state;
  const again = askedIfDone(state, a).filter((id) => personOf(state, id)?.id !== lead);
  return again.reduce(
    (st, id) => askedToday(st, s, a, { step: `done:${id}`, personId: participant(st, id)?.personId ?? null }),
    told,
  );
}

/** True for whoever hears as lead that nobody confirmed it: the lead, unless they reported it; else a coordinator. */
export function hearsAsLead(
  state: CaseState,
  region: Region,
  a: Agreement,
  { personId, today }: { readonly personId: Uuid; readonly today: PlainDate },
): boolean {
  const lead = actingLead(state, today);
  if (lead !== null && lead !== a.reportedDoneById) return participantOfPerson(state, personId)?.id === lead;
  return region.coordinatorPersonIds.includes(personId);
}

/** The numbers of what waits until it is confirmed. */
export function waitingFor(state: CaseState, a: Agreement): number[] {
  return state.agreements
    .filter((x) => x.predecessorId === a.id && x.status === 'open')
    .map(({ number }) => number);
}
