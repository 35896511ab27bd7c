import { addWorkingDays, localDate } from '../calendar/index.ts';
import { agreement } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import { person } from '../case/participants.ts';
import { isRunning } from '../case/running.ts';
import type { CaseState, Escalation } from '../case/state.ts';
import type { Outgoing } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { isQuiet } from '../reminders/ladder.ts';
import { isCallOpen } from '../views/calls.ts';
import { viewOf } from '../views/limited-view.ts';
import type { PlainDate } from '../vocabulary.ts';
import { contactUnreached } from './contact-unreached.ts';
import { briefOf } from './escalation.ts';

/** A call for help that nobody answers: the contact is asked again after the time that "I'm on it" holds, and weekly. */

/** The day on which the contact is asked again; null: nobody waits for them now. */
export function askContactAgainOn(
  state: CaseState,
  region: Region,
  e: Escalation,
  today: PlainDate,
): PlainDate | null {
  if (e.status !== 'asked' || e.contactPersonId === null || !isCallOpen(state, e)) return null;
  if (!isRunning(state.case)) return null;
  const a = agreement(state, e.agreementId);
  if (a && isQuiet(state, a, today)) return null;
  const last = askedAgainOn(state, e);
  if (last !== null) return addWorkingDays(region.calendar, last, region.timers.contactAgain);
  const raised = localDate(region.calendar.zone, e.raisedAt);
  return addWorkingDays(region.calendar, raised, Math.max(1, region.timers.acknowledgementExpires));
}

const MARK = 'asked_again';

function askedAgainOn(state: CaseState, e: Escalation): PlainDate | null {
  const mark = state.case.clockSent.find((one) => one.startsWith(`${MARK}:${e.id}:`));
  return mark?.slice(-10) ?? null;
}

/** The silence is counted anew from today on: they were asked again, or said that they are on it and it ran out. */
export function countedFrom(state: CaseState, e: Escalation, today: PlainDate): CaseState {
  const others = state.case.clockSent.filter((one) => !one.startsWith(`${MARK}:${e.id}:`));
  return { ...state, case: { ...state.case, clockSent: [...others, `${MARK}:${e.id}:${today}`] } };
}

/** The contact has not answered: they get the brief again, and who can do something about it hears so. */
export function contactSilent(
  state: CaseState,
  s: Situation,
  e: Escalation,
): { state: CaseState; messages: Outgoing[] } | null {
  const on = askContactAgainOn(state, s.region, e, s.today);
  const contact = person(state, e.contactPersonId);
  if (on === null || on > s.today || contact === null) return null;
  const again: Outgoing = {
    recipient: { to: 'person', personId: contact.id },
    urgency: 'unsolicited',
    key: `alert:${e.id}:${s.today}`,
    message: briefOf(viewOf(state, s.region, contact.id), s, e, contact),
  };
  return {
    state: countedFrom(state, e, s.today),
    messages: [again, ...contactUnreached(state, s, { call: e, contact, why: 'silent' })],
  };
}
