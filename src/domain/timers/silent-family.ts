import { addWorkingDays, localDate, workingDaysBetween } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import { leadPersonOf, participant, ref } from '../case/participants.ts';
import { isRunning } from '../case/running.ts';
import type { CaseState, Consent } from '../case/state.ts';
import { missingMark, partyName, toldMissingOn } from '../consent/consent.ts';
import type { Outgoing } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { question } from '../rules/consent.ts';
import type { ConsentQuestion, PlainDate } from '../vocabulary.ts';

/**
 * Asked who may read along, and no answer: they are asked once more, and then whoever leads hears whose answer is missing,
 * every week while it is. No answer is no agreement, so nothing else follows from it.
 */

const MARK = 'consent_silent';

/** The day on which something is done about it next; null: it was answered, or they are not here any more. */
export function consentSilentOn(state: CaseState, region: Region, c: Consent): PlainDate | null {
  if (c.answer !== 'asked' || c.endedAt !== null || !isRunning(state.case)) return null;
  if (participant(state, c.participantId)?.leftAt !== null) return null;
  const asked = localDate(region.calendar.zone, c.at);
  const after = (days: number, from: PlainDate): PlainDate => addWorkingDays(region.calendar, from, days);
  // Who wants to talk first is not asked again: the lead calls.
  if (c.renewalAskedAt === null) return after(region.timers.consentAgain, asked);
  return after(region.timers.consentLead, toldMissingOn(state, c) ?? asked);
}

export function consentSilent(
  state: CaseState,
  s: Situation,
  id: string,
): { state: CaseState; messages: Outgoing[]; action: string } | null {
  const c = state.consents.find((one) => one.id === id);
  const on = c ? consentSilentOn(state, s.region, c) : null;
  if (!c || c.about === 'guardians' || on === null || on > s.today) return null;
  const { about } = c;
  return c.renewalAskedAt === null ? askedAgain(state, s, c, about) : tellLead(state, s, c, about);
}

function askedAgain(state: CaseState, s: Situation, c: Consent, about: ConsentQuestion) {
  const row = { ...c, renewalAskedAt: s.now };
  const after = { ...state, consents: state.consents.map((one) => (one === c ? row : one)) };
  const party = { key: c.partyKey, name: partyName(state, s.region, c.partyKey) };
  const asked = { party, about, again: false };
  const messages = question(after, s, c.participantId, asked).map((o) => ({
    ...o,
    key: `${MARK}:${c.id}:again`,
  }));
  return { state: after, messages, action: 'consent.asked_again' };
}

function tellLead(state: CaseState, s: Situation, c: Consent, about: ConsentQuestion) {
  const mark = missingMark(c);
  const others = state.case.clockSent.filter((one) => !one.startsWith(mark));
  const clockSent = [...others, `${mark}${s.today}`];
  const lead = leadPersonOf(state, s.today);
  const asked = localDate(s.region.calendar.zone, c.at);
  const { id: caseId, code } = state.case;
  const message: Outgoing = {
    recipient: lead ? { to: 'person', personId: lead } : { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `${MARK}:${c.id}:${s.today}`,
    message: {
      type: 'ConsentSilent',
      caseId,
      code,
      party: partyName(state, s.region, c.partyKey),
      about,
      who: ref(state, c.participantId),
      workingDays: workingDaysBetween(s.region.calendar, asked, s.today),
    },
  };
  return {
    state: { ...state, case: { ...state.case, clockSent } },
    messages: [message],
    action: 'consent.missing_told',
  };
}
