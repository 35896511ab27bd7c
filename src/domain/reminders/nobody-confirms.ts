import { addWorkingDays } from '../calendar/index.ts';
import { confirmationsOf } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import { askedToConfirm, leadPersonOf, participant, ref } from '../case/participants.ts';
import type { Agreement, CaseState } from '../case/state.ts';
import type { Outgoing } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';

/**
 * All say that an agreement is right but one, who was asked twice: whoever leads is asked to call them, wherever they
 * read. How it stands does not change by that: silence is no agreement.
 */

/** The day on which the lead is asked to call about somebody next; null: nobody is that silent. */
export function callToConfirmOn(state: CaseState, region: Region, a: Agreement): PlainDate | null {
  const [next] = silentIn(state, a)
    .map(({ on }) => addWorkingDays(region.calendar, on, region.timers.confirmCall))
    .sort();
  return next ?? null;
}

/** People silent after a second question whom nobody was asked to call. A lead is not asked to call themselves. */
function silentIn(state: CaseState, a: Agreement): { readonly id: Uuid; readonly on: PlainDate }[] {
  const answered = new Set(confirmationsOf(state, a).map((c) => c.participantId));
  const asked = new Map(
    state.nudges
      .filter((n) => n.agreementId === a.id && n.cycle === a.textVersion)
      .map((n) => [n.step as string, n.on]),
  );
  return askedToConfirm(state, a).flatMap((id) => {
    const on = asked.get(`confirm:${id}`);
    const isLead = id === state.case.leadId;
    return on === undefined || isLead || answered.has(id) || asked.has(`confirm:call:${id}`)
      ? []
      : [{ id, on }];
  });
}

/** The people whom the lead is asked to call today. */
export function toCallToday(state: CaseState, s: Situation, a: Agreement): Uuid[] {
  return silentIn(state, a)
    .filter(({ on }) => addWorkingDays(s.region.calendar, on, s.region.timers.confirmCall) <= s.today)
    .map(({ id }) => id);
}

/** Tells whoever leads, else the coordinators, once for all agreements of that day. */
export function callAboutConfirming(state: CaseState, s: Situation, id: Uuid): Outgoing {
  const lead = leadPersonOf(state, s.today);
  const theirs = lead !== null && lead !== participant(state, id)?.personId;
  const { id: caseId, code } = state.case;
  return {
    recipient: theirs ? { to: 'person', personId: lead } : { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `call:silent:${id}:${s.today}`,
    message: { type: 'CallAsked', caseId, code, person: ref(state, id), why: 'silent' },
  };
}

/** True when the lead was asked to call them: what they say then may be written down, also if they answer in chat. */
export function isToBeCalled(state: CaseState, participantId: Uuid): boolean {
  return state.nudges.some((n) => n.step === `confirm:call:${participantId}`);
}
