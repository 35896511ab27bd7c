import { addWorkingDays, workingDaysBetween } from '../calendar/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';
import type { Situation } from './decision.ts';
import type { Agreement, Blocker, CaseState, Confirmation } from './state.ts';

/** Facts that follow from the dates people agreed on: derived at every look, never written over what they agreed. */

export function agreement(state: CaseState, id: Uuid | null): Agreement | null {
  return id === null ? null : (state.agreements.find((a) => a.id === id) ?? null);
}

export function openBlocker(state: CaseState, agreementId: Uuid): Blocker | null {
  return state.blockers.find((b) => b.agreementId === agreementId && b.resolvedAt === null) ?? null;
}

/** Its owner said of the date that it has now that it works out. */
export function isOnTrack(a: Agreement): boolean {
  return a.onTrackFor !== null && a.onTrackFor === a.due;
}

/** Still to come: neither done nor ended. */
export function isOpen(a: Agreement): boolean {
  return a.status === 'open' || a.status === 'reported_done';
}

/** The agreement this one waits on, while that is not confirmed done. An ended predecessor holds nothing up. */
export function waitsOn(state: CaseState, a: Agreement): Agreement | null {
  const before = agreement(state, a.predecessorId);
  return before && isOpen(before) ? before : null;
}

/**
 * The date that holds today. With a predecessor: so many working days after its *confirmed* done; while that is
 * not there, after its own date, as a provisional one. Chains are followed; a circle cannot be made (see `create`).
 */
export function effectiveDue(state: CaseState, region: Region, a: Agreement): PlainDate {
  const before = agreement(state, a.predecessorId);
  if (!before || a.workingDaysAfter === null) return a.due;
  if (before.status === 'done' && before.doneOn)
    return addWorkingDays(region.calendar, before.doneOn, a.workingDaysAfter);
  if (before.status === 'ended') return a.due;
  return addWorkingDays(region.calendar, effectiveDue(state, region, before), a.workingDaysAfter);
}

/** The answers to the text as it stands. */
export function confirmationsOf(state: CaseState, a: Agreement): Confirmation[] {
  return state.confirmations.filter((c) => c.agreementId === a.id && c.textVersion === a.textVersion);
}

/** Somebody who takes part said of the current text that they understood it differently. */
export function isDisputed(state: CaseState, a: Agreement): boolean {
  return confirmationsOf(state, a).some((c) => c.answer === 'disputed' && isOfNow(state, c));
}

/** A participant who left is asked nothing any more: what they answered is read, and holds nothing up. */
export function isOfNow(state: CaseState, { participantId }: Confirmation): boolean {
  return !state.participants.find((p) => p.id === participantId)?.leftAt;
}

/** Paused until the pause is ended: by its timer on the day that was agreed, or by the lead. */
export function isPaused(a: Agreement): boolean {
  return a.pausedReason !== null;
}

/** Somebody on the ladder said "I'm on it" and the promise has not run out. */
export function isAcknowledged(state: CaseState, agreementId: Uuid, today: PlainDate): boolean {
  return state.escalations.some(
    (e) =>
      e.agreementId === agreementId &&
      e.status === 'acknowledged' &&
      e.acknowledgedUntil !== null &&
      today <= e.acknowledgedUntil,
  );
}

/** Ends a pause; the working days it lasted after the due date do not count on the ladder. */
export function resume(state: CaseState, s: Situation, a: Agreement): CaseState {
  const from = a.pausedFrom ?? s.today;
  const later = from > a.due ? from : a.due;
  const lost = Math.max(0, workingDaysBetween(s.region.calendar, later, s.today));
  const open = {
    ...a,
    pausedReason: null,
    pausedFrom: null,
    pausedUntil: null,
    pausedWorkingDays: a.pausedWorkingDays + lost,
  };
  return { ...state, agreements: state.agreements.map((x) => (x.id === a.id ? open : x)) };
}
