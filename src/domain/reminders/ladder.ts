import {
  addDays,
  addWorkingDays,
  addWorkingDaysFor,
  localDate,
  nextWorkingDayFor,
  workingDaysBetween,
  worksOn,
} from '../calendar/index.ts';
import {
  effectiveDue,
  isAcknowledged,
  isDisputed,
  isPaused,
  openBlocker,
  waitsOn,
} from '../case/agreements.ts';
import {
  actingOwner,
  calendarOf,
  deputyOf,
  isHere,
  isReachable,
  leadOrCoordinator,
  person,
  personOf,
  present,
} from '../case/participants.ts';
import type { Agreement, CaseState, NudgeRow, Person } from '../case/state.ts';
import { isKeptFrom } from '../consent/consent.ts';
import type { Region } from '../region/region.ts';
import type { Timers } from '../region/timers.ts';
import { type PlainDate, STEPS, type Step, type Uuid } from '../vocabulary.ts';

/**
 * The nudges and the ladder (docs/domain.md#timers) as one climb: which step comes next for an agreement, on which day,
 * and whom it asks. Days are counted in working days of the region on which the one who acts works too.
 */

export interface PlannedStep {
  readonly step: Step;
  readonly on: PlainDate;
  readonly to: StepRecipient | null;
}

/** A case as it stands on a day, in its region. */
interface CaseOnDay {
  readonly state: CaseState;
  readonly region: Region;
  readonly today: PlainDate;
}

export interface StepRecipient {
  readonly personId: Uuid;
  readonly as: 'owner' | 'acting_owner' | 'deputy' | 'lead' | 'contact';
}

/** Working days from the due date; negative is before it. */
export function offsetOf(step: Step, timers: Timers): number {
  const offsets: Record<Step, number> = {
    before_long: -timers.remindBeforeLong.days,
    before: -timers.remindBefore,
    due: 0,
    open_owner: timers.overdueOwner,
    open_deputy: timers.overdueDeputy,
    open_lead: timers.overdueLead,
    escalation_notice: timers.escalationNotice,
    escalation: timers.escalation,
  };
  return offsets[step];
}

/** True while nothing is asked about it: done, paused, disputed, waiting on another, or somebody is on it. */
export function isQuiet(state: CaseState, a: Agreement, today: PlainDate): boolean {
  if (state.case.status !== 'open' || a.status !== 'open') return true;
  return (
    isPaused(a) || isDisputed(state, a) || waitsOn(state, a) !== null || isAcknowledged(state, a.id, today)
  );
}

/** Working days the agreement is open past its date, pauses not counted. 0 before and on the date. */
export function workingDaysOpen(state: CaseState, region: Region, a: Agreement, today: PlainDate): number {
  const due = effectiveDue(state, region, a);
  return Math.max(0, workingDaysBetween(region.calendar, due, today) - a.pausedWorkingDays);
}

/** The steps still to come, in order, each with its day and the one it asks. */
export function stepsToCome(state: CaseState, region: Region, a: Agreement, today: PlainDate): PlannedStep[] {
  const day = { state, region, today };
  const taken = nudgesOf(state, a);
  return stepsLeft(day, a, taken).map((step) => planned(step, day, a, taken));
}

function stepsLeft(day: CaseOnDay, a: Agreement, taken: readonly NudgeRow[]): Step[] {
  const last = Math.max(-1, ...taken.map((n) => STEPS.indexOf(n.step as Step)));
  const blocked = openBlocker(day.state, a.id) !== null;
  return STEPS.slice(last + 1).filter((step) => applies(step, day, a, blocked));
}

/**
 * The step to take on `today`, if any: the last whose day has come, so that after an outage there is one message and
 * not fourteen. Nobody is alerted above the lead before the lead was told so (`escalation_notice`).
 */
export function stepDue(
  state: CaseState,
  region: Region,
  a: Agreement,
  today: PlainDate,
): { take: PlannedStep; skip: Step[] } | null {
  const come = stepsToCome(state, region, a, today).filter((s) => s.on <= today);
  const notice = come.find((s) => s.step === 'escalation_notice');
  const take = notice ?? come.at(-1);
  if (!take) return null;
  return {
    take,
    skip: come.filter((s) => STEPS.indexOf(s.step) < STEPS.indexOf(take.step)).map((s) => s.step),
  };
}

/** The day on which the climb has something to do next, or null while it is quiet or at its end. */
export function nextStepOn(
  state: CaseState,
  region: Region,
  a: Agreement,
  today: PlainDate,
): PlainDate | null {
  if (isQuiet(state, a, today)) return null;
  const day = { state, region, today };
  const taken = nudgesOf(state, a);
  // Only the first is worked out: this is asked of every open agreement after every decision.
  const [step] = stepsLeft(day, a, taken);
  return step ? planned(step, day, a, taken).on : null;
}

export function nudgesOf(state: CaseState, a: Agreement): NudgeRow[] {
  return state.nudges.filter(
    (n) => n.agreementId === a.id && n.cycle === a.cycle && STEPS.includes(n.step as Step),
  );
}

/** Steps whose day was over when the date was agreed are never asked. Counted as taken. */
export function stepsAlreadyPast(state: CaseState, region: Region, a: Agreement, today: PlainDate): Step[] {
  return stepsToCome(state, region, a, today)
    .filter((s) => offsetOf(s.step, region.timers) <= 0 && s.on <= today)
    .map((s) => s.step);
}

function applies(step: Step, { state, region }: CaseOnDay, a: Agreement, blocked: boolean): boolean {
  if (step === 'before_long') {
    const made = localDate(region.calendar.zone, a.createdAt);
    const term = workingDaysBetween(region.calendar, made, effectiveDue(state, region, a));
    if (term < region.timers.remindBeforeLong.whenTermAtLeast) return false;
  }
  // Who said "I'm stuck" is not asked again what they need; the lead and those above still are.
  return !(blocked && offsetOf(step, region.timers) <= region.timers.overdueOwner);
}

function planned(step: Step, day: CaseOnDay, a: Agreement, taken: readonly NudgeRow[]): PlannedStep {
  const { state, region } = day;
  const to = recipientOf(step, day, a);
  const own = stepDay(step, day, a);
  const notice = taken.find((n) => n.step === 'escalation_notice');
  const gap = region.timers.escalation - region.timers.escalationNotice;
  const earliest = step === 'escalation' && notice ? addWorkingDays(region.calendar, notice.on, gap) : own;
  const from = earliest > own ? earliest : own;
  // A contact above the lead is alerted on the day itself; everybody else on the first day they work.
  const asked = to && to.as !== 'contact' ? person(state, to.personId) : null;
  return { step, on: asked ? nextWorkingDayFor(region.calendar, calendarOf(asked), from) : from, to };
}

function stepDay(step: Step, { state, region, today }: CaseOnDay, a: Agreement): PlainDate {
  const due = effectiveDue(state, region, a);
  const offset = offsetOf(step, region.timers);
  const acts = personOf(state, actingOwner(state, a, today));
  const own = calendarOf(acts);
  // Absences hand over to the deputy instead of stopping the count; only the weekly pattern counts here.
  const pattern = { ...own, absences: [] };
  if (offset === 0) return nextWorkingDayFor(region.calendar, pattern, due);
  return addWorkingDaysFor(region.calendar, pattern, due, offset > 0 ? offset + a.pausedWorkingDays : offset);
}

/** The person whom a step asks; null when there is nobody, so that the gap can be said aloud. */
function recipientOf(step: Step, day: CaseOnDay, a: Agreement): StepRecipient | null {
  const { state, region, today } = day;
  const acting = actingOwner(state, a, today);
  if (step === 'escalation' && !region.escalationNeedsButton) {
    const contact = escalationContact(state, region, a, today).contact;
    return contact ? { personId: contact.id, as: 'contact' } : null;
  }
  if (offsetOf(step, region.timers) <= region.timers.overdueOwner && step !== 'open_deputy' && acting) {
    return toParticipant(state, acting, acting === a.ownerId ? 'owner' : 'acting_owner');
  }
  const deputy = deputyOf(state, a);
  if (
    step === 'open_deputy' &&
    deputy !== acting &&
    deputy !== state.case.leadId &&
    isHere(state, deputy, today)
  ) {
    return toParticipant(state, deputy as Uuid, 'deputy');
  }
  return toLeadOrCoordinator(day);
}

function toLeadOrCoordinator({ state, region, today }: CaseOnDay): StepRecipient | null {
  const personId = leadOrCoordinator(state, region, today);
  return personId ? { personId, as: 'lead' } : null;
}

function toParticipant(state: CaseState, id: Uuid, as: StepRecipient['as']): StepRecipient | null {
  const found = personOf(state, id);
  return found ? { personId: found.id, as } : null;
}

export interface FoundContact {
  readonly contact: Person | null;
  /** Why there is none: nobody is configured, or the family said no to all, or none can be reached, or all are away. */
  readonly why: 'none' | 'unreachable' | 'away' | 'refused';
}

/** Rung 3: the contact of the case, else of the owner's party, else of the region, else the ladder's own rung 3. */
export function escalationContact(
  state: CaseState,
  region: Region,
  a: Agreement | null,
  today: PlainDate,
): FoundContact {
  const owner = a ? state.participants.find((p) => p.id === a.ownerId) : undefined;
  const party = region.organisations.find((o) => o.key === owner?.organisationKey);
  return firstAvailable({ state, region, today }, a, [
    state.case.escalationContactPersonId,
    party?.escalationContactPersonId ?? null,
    region.escalationContactPersonId,
    ...(region.ladder.find((r) => r.rung === 3)?.contactPersonIds ?? []),
  ]);
}

/** The contact of a higher rung (4–6). On the highest one that the region has, who adopted the case is asked first. */
export function rungContact(
  state: CaseState,
  region: Region,
  { rung, agreement }: { readonly rung: number; readonly agreement: Agreement | null },
  today: PlainDate,
): FoundContact {
  const ids = region.ladder.find((r) => r.rung === rung)?.contactPersonIds ?? [];
  const isTop = region.ladder.every((r) => r.rung <= rung);
  return firstAvailable({ state, region, today }, agreement, isTop ? [...sponsors(state), ...ids] : ids);
}

function sponsors(state: CaseState): Uuid[] {
  return present(state).flatMap((p) => (p.role === 'caseSponsor' ? [p.personId] : []));
}

function firstAvailable(
  { state, region, today }: CaseOnDay,
  a: Agreement | null,
  ids: readonly (Uuid | null)[],
): FoundContact {
  const configured = ids.filter((id) => id !== null).map((id) => person(state, id));
  const allowed = configured.filter((p) => p === null || !isKeptFrom(state, region, p.id, a));
  const reachable = allowed.filter((p) => isReachable(p));
  const here = reachable.find((p) => !awayFor(region, p, today)) ?? null;
  return {
    contact: here,
    why: whyNobody(configured.length, allowed.length, reachable.length),
  };
}

function whyNobody(configured: number, allowed: number, reachable: number): FoundContact['why'] {
  if (configured === 0) return 'none';
  if (allowed === 0) return 'refused';
  return reachable === 0 ? 'unreachable' : 'away';
}

/** Away: absent today and on each of the next working days, as many as the region says; a day off is worth waiting for, a month is not. */
function awayFor(region: Region, found: Person | null, today: PlainDate): boolean {
  const own = { ...calendarOf(found) };
  const soon = addWorkingDays(region.calendar, today, region.timers.contactAway);
  for (let day = today; day <= soon; day = addDays(day, 1))
    if (worksOn(region.calendar, own, day)) return false;
  return true;
}
