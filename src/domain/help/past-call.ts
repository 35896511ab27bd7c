import { addWorkingDays } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import { isReachable, leadPersonOf, person, refOfPerson } from '../case/participants.ts';
import type { Agreement, CaseState } from '../case/state.ts';
import type { DigestItem } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { isQuiet } from '../reminders/ladder.ts';
import { askedToday, lastOn } from '../reminders/nudge-rows.ts';
import type { PlainDate } from '../vocabulary.ts';

/**
 * The ladder is at its end and the agreement is still open: whoever leads and who coordinates find it in their bundle every
 * `pastCall` working days, with whom was asked and what they answered. The owner is asked every day beside it
 * (`reminders/asked-again.ts`).
 */

/** The day on which it is told next; null: help was not called for yet, or nobody is asked about it now. */
export function pastCallOn(
  state: CaseState,
  region: Region,
  a: Agreement,
  today: PlainDate,
): PlainDate | null {
  if (isQuiet(state, a, today)) return null;
  const called = lastOn(state, a, (n) => n.step === 'escalation');
  if (called === null) return null;
  const told = lastOn(state, a, (n) => n.step.startsWith('still:'));
  return addWorkingDays(
    region.calendar,
    told !== null && told > called ? told : called,
    region.timers.pastCall,
  );
}

/** Adds what is told today; null: nothing is due. */
export function pastCallMessages(state: CaseState, s: Situation, a: Agreement): CaseState | null {
  const on = pastCallOn(state, s.region, a, s.today);
  if (on === null || on > s.today) return null;
  const lead = leadPersonOf(state, s.today);
  const all = new Set([...(lead ? [lead] : []), ...s.region.coordinatorPersonIds]);
  const reached = [...all].filter((id) => isReachable(person(state, id)));
  return reached.reduce((st, id) => askedToday(st, s, a, { step: `still:${id}`, personId: id }), state);
}

/** The contact who was asked last about an agreement, and what they said. */
export function lastCall(state: CaseState, a: Agreement): NonNullable<DigestItem['call']> | null {
  const e = state.escalations.findLast((one) => one.agreementId === a.id && one.contactPersonId !== null);
  if (!e) return null;
  const contact = person(state, e.contactPersonId);
  return { contact: refOfPerson(contact, e.contactPersonId ?? ''), answer: e.answer };
}
