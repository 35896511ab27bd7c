import { addWorkingDays, localDate, workingDaysBetween } from '../calendar/index.ts';
import { agreement, isOpen, resume } from '../case/agreements.ts';
import { daysHome } from '../case/clock/home-clock.ts';
import { type Accepted, accept, type Situation } from '../case/decision.ts';
import { CASE_ERASED, emptied } from '../case/erase.ts';
import { participant, person, personOf, ref, refOfPerson } from '../case/participants.ts';
import type { Agreement, CaseState, NudgeRow, Timer } from '../case/state.ts';
import { contactSilent, countedFrom } from '../help/contact-silent.ts';
import { alertContact } from '../help/escalation.ts';
import { pastCallMessages } from '../help/past-call.ts';
import type { Outgoing } from '../messages/index.ts';
import { askedAgain } from '../reminders/asked-again.ts';
import { askConfirmDone } from '../reminders/done-question.ts';
import { escalationContact, isQuiet, rungContact, stepDue } from '../reminders/ladder.ts';
import { callAboutConfirming, toCallToday } from '../reminders/nobody-confirms.ts';
import { consentDue } from '../rules/consent.ts';
import { handoverDue } from '../rules/lead/handover.ts';
import { agreementFacts } from '../views/facts.ts';
import { appealWaits } from './appeal-waits.ts';
import { type Fired, leadOrCoordinators, quiet, remember, tell } from './fired.ts';
import { ageToCheck, intakeOpen } from './in-intake.ts';
import { clockMarks, comingAbsence, isCovered, unanswered } from './planned.ts';
import { reportWaits } from './report-waits.ts';
import { requestDue } from './request-due.ts';
import { consentSilent } from './silent-family.ts';

/**
 * Brings what the day holds: every timer of the case that is due, one after the other, each on the state the one
 * before left. It never changes status, owner or date (invariant 5), only asks, tells and remembers that it did.
 */
export function whatTimeBrings(state: CaseState, s: Situation): Accepted {
  let fired: Fired = { state, messages: [], audit: [] };
  for (const timer of state.timers.filter((t) => t.fireAt <= s.now)) {
    const next = fire(timer, fired.state, s);
    fired = {
      state: next.state,
      messages: [...fired.messages, ...next.messages],
      audit: [...fired.audit, ...next.audit],
    };
  }
  return accept(fired.state, 'done.round', fired);
}

function fire(timer: Timer, state: CaseState, s: Situation): Fired {
  switch (timer.kind) {
    case 'agreement':
      return climb(state, s, agreement(state, timer.subjectId));
    case 'confirm_again':
      return askAgain(state, s, agreement(state, timer.subjectId));
    case 'confirm_done':
      return confirmDone(state, s, agreement(state, timer.subjectId));
    case 'valid_until':
      return remindOfEnd(state, s, agreement(state, timer.subjectId));
    case 'pause_end':
      return endPause(state, s, agreement(state, timer.subjectId));
    case 'acknowledgement_end':
      return endAcknowledgement(state, s, timer.subjectId);
    case 'call_silent':
      return callSilent(state, s, timer.subjectId);
    case 'clock':
      return clock(state, s);
    case 'lead_missing':
      return leadMissing(state, s);
    case 'lead_handover': {
      const due = handoverDue(state, s);
      return due ? { ...due, messages: [...due.messages], audit: [...due.audit] } : quiet(state);
    }
    case 'appeal':
      return appealWaits(state, s, timer.subjectId);
    case 'lead_ladder':
      return leadLadder(state, s);
    case 'silence':
      return silence(state, s);
    case 'erase':
      return tell(emptied(state), [], CASE_ERASED, state.case.id);
    case 'report': {
      const waiting = reportWaits(state, s);
      return waiting ? tell(waiting.state, waiting.messages, 'report.asked', state.case.id) : quiet(state);
    }
    case 'intake':
      return intakeOpen(state, s);
    case 'age_band':
      return ageToCheck(state, s);
    case 'absence_uncovered':
      return uncovered(state, s, timer.subjectId);
    case 'consent_silent': {
      const silent = consentSilent(state, s, timer.subjectId);
      return silent ? tell(silent.state, silent.messages, silent.action, timer.subjectId) : quiet(state);
    }
    case 'request':
      return requestDue(state, s, timer.subjectId);
    case 'consent': {
      const due = consentDue(state, s, timer.subjectId);
      return due ? tell(due.state, due.messages, due.action, timer.subjectId) : quiet(state);
    }
  }
}

/** The ladder's step of the day, to whomever it asks, and beside it the question of each day to whoever acts. */
function climb(given: CaseState, s: Situation, found: Agreement | null): Fired {
  if (!found || isQuiet(given, found, s.today)) return quiet(given);
  const state = withoutWhatIsOver(given, s, found);
  const a = agreement(state, found.id) ?? found;
  const due = stepDue(state, s.region, a, s.today);
  const fired = due ? takeStep(state, s, a, due) : quiet(state);
  // Without a line in the audit: that it was asked for the first time stands there, and each time in its message.
  const asked = askedAgain(fired.state, s, a) ?? fired.state;
  return { ...fired, state: pastCallMessages(asked, s, a) ?? asked };
}

/** The last day on which its owner is asked less often was before today: the card does not say so any more. */
function withoutWhatIsOver(state: CaseState, s: Situation, a: Agreement): CaseState {
  const until = a.askedLess?.until ?? s.today;
  if (until >= s.today) return state;
  const asUsual = { ...a, askedLess: null };
  return { ...state, agreements: state.agreements.map((x) => (x === a ? asUsual : x)) };
}

function takeStep(
  state: CaseState,
  s: Situation,
  a: Agreement,
  { take, skip }: NonNullable<ReturnType<typeof stepDue>>,
): Fired {
  const skipped = skip.map((step) => nudge(s, a, { step, personId: null, outcome: 'skipped' }));
  const alert = take.step === 'escalation' && !s.region.escalationNeedsButton;
  const outcome = alert ? 'told' : take.to ? 'planned' : 'skipped';
  const taken = nudge(s, a, { step: take.step, personId: take.to?.personId ?? null, outcome });
  const after = { ...state, nudges: [...state.nudges, ...skipped, taken] };
  if (!alert) return tell(after, [], `nudge.${take.step}`, a.id);
  const alerted = alertContact(after, s, { agreement: a, rung: 3, question: null });
  return { state: alerted.state, messages: [...alerted.messages], audit: [...alerted.audit] };
}

type Nudge = Pick<NudgeRow, 'step' | 'personId' | 'outcome'>;

function nudge(s: Situation, a: Agreement, told: Nudge): NudgeRow {
  const cycle = told.step.startsWith('confirm:') ? a.textVersion : a.cycle;
  return {
    id: s.newId(),
    caseId: a.caseId,
    agreementId: a.id,
    cycle,
    ...told,
    on: s.today,
    digestId: null,
    sentAt: null,
  };
}

function askAgain(state: CaseState, s: Situation, a: Agreement | null): Fired {
  if (!a) return quiet(state);
  const calls = toCallToday(state, s, a);
  const called = calls.map((id) =>
    nudge(s, a, { step: `confirm:call:${id}`, personId: null, outcome: 'told' }),
  );
  const rows = isConfirmDue(s, a)
    ? unanswered(state, a.id).map((id) =>
        nudge(s, a, {
          step: `confirm:${id}`,
          personId: participant(state, id)?.personId ?? null,
          outcome: 'planned',
        }),
      )
    : [];
  const messages = calls.map((id) => callAboutConfirming(state, s, id));
  const action = calls.length > 0 ? 'confirm.call_asked' : 'confirm.asked';
  return tell({ ...state, nudges: [...state.nudges, ...rows, ...called] }, messages, action, a.id);
}

/** A new text may be asked about beside one that somebody is silent about. */
function isConfirmDue({ region, today }: Situation, a: Agreement): boolean {
  const made = localDate(region.calendar.zone, a.createdAt);
  return addWorkingDays(region.calendar, made, region.timers.confirmAgain) <= today;
}

/** Reported done, and nobody has confirmed it: whoever can is asked again, and whoever leads hears it. */
function confirmDone(state: CaseState, s: Situation, a: Agreement | null): Fired {
  const after = a && askConfirmDone(state, s, a);
  return after ? tell(after, [], 'confirm.done_asked', a.id) : quiet(state);
}

function remindOfEnd(state: CaseState, s: Situation, a: Agreement | null): Fired {
  if (!a) return quiet(state);
  const personId = personOf(state, a.ownerId)?.id ?? null;
  const row = nudge(s, a, { step: 'valid_until', personId, outcome: 'planned' });
  return tell({ ...state, nudges: [...state.nudges, row] }, [], 'nudge.valid_until', a.id);
}

/** The end of a pause was agreed by the lead when it began; reaching it is not a decision of ours. */
function endPause(state: CaseState, s: Situation, a: Agreement | null): Fired {
  if (!a || a.pausedReason === null) return quiet(state);
  const resumed = resume(state, s, a);
  const facts = agreementFacts(resumed, s.region, agreement(resumed, a.id) as Agreement, s.today);
  const { id: caseId, code } = state.case;
  const message: Outgoing = {
    recipient: { to: 'room' },
    urgency: 'unsolicited',
    key: `resumed:${a.id}:${s.today}`,
    message: { type: 'AgreementResumed', caseId, code, agreement: facts },
  };
  return tell(resumed, [message], 'agreement.resumed', a.id);
}

/** "I'm on it" ran out without an answer: the lead hears it, and the climb goes on where it was. */
function endAcknowledgement(state: CaseState, s: Situation, escalationId: string): Fired {
  const e = state.escalations.find((x) => x.id === escalationId);
  if (e?.status !== 'acknowledged') return quiet(state);
  const after: CaseState = {
    ...state,
    escalations: state.escalations.map((x) =>
      x.id === e.id ? { ...x, status: 'asked', acknowledgedUntil: null } : x,
    ),
  };
  const a = agreement(state, e.agreementId);
  const { id: caseId, code } = state.case;
  const message: Outgoing = {
    recipient: leadOrCoordinators(state, s),
    urgency: 'unsolicited',
    key: `ack-ended:${e.id}:${s.today}`,
    message: {
      type: 'AcknowledgementEnded',
      caseId,
      code,
      escalationId: e.id,
      by: refOfPerson(person(state, e.acknowledgedById), e.acknowledgedById ?? ''),
      until: e.acknowledgedUntil ?? s.today,
      agreement: a && isOpen(a) ? agreementFacts(after, s.region, a, s.today) : null,
    },
  };
  return tell(countedFrom(after, e, s.today), [message], 'escalation.acknowledgement_ended', e.id);
}

function callSilent(state: CaseState, s: Situation, escalationId: string): Fired {
  const e = state.escalations.find((x) => x.id === escalationId);
  const silent = e ? contactSilent(state, s, e) : null;
  return silent ? tell(silent.state, silent.messages, 'escalation.asked_again', escalationId) : quiet(state);
}

function clock(state: CaseState, s: Situation): Fired {
  const { id: caseId, code, clockSent, threeMonthDate } = state.case;
  const come = clockMarks(state, s.region).filter((m) => m.on <= s.today);
  const when = come.at(-1)?.when;
  if (!when || threeMonthDate === null) return quiet(state);
  // After an outage the message that holds today is given, and not those that are over.
  const sent = [...clockSent, ...come.map((m) => m.when)];
  const message: Outgoing = {
    recipient: { to: 'room' },
    urgency: 'unsolicited',
    key: `clock:${caseId}:${when}`,
    message: {
      type: 'ClockNotice',
      caseId,
      code,
      when,
      threeMonthDate,
      daysAtHome: daysHome(state.case, s.today) ?? 0,
      ...(state.case.status === 'intake' ? { inIntake: true } : {}),
    },
  };
  return tell({ ...state, case: { ...state.case, clockSent: sent } }, [message], `clock.${when}`, caseId);
}

function leadMissing(state: CaseState, s: Situation): Fired {
  const { id: caseId, code, leaderlessSince } = state.case;
  if (leaderlessSince === null) return quiet(state);
  const workingDays = leaderlessDays(state, s);
  const message = { type: 'LeadMissing', caseId, code, workingDays } as const;
  const key = `lead-missing:${caseId}:${leaderlessSince}`;
  return tell(
    remember(state, 'lead_missing'),
    [
      { recipient: { to: 'room' }, urgency: 'unsolicited', key: `${key}:room`, message },
      { recipient: { to: 'coordinators' }, urgency: 'unsolicited', key: `${key}:coordinators`, message },
    ],
    'lead.missing',
    caseId,
  );
}

function leaderlessDays(state: CaseState, s: Situation): number {
  const since = localDate(s.region.calendar.zone, state.case.leaderlessSince ?? s.now);
  return workingDaysBetween(s.region.calendar, since, s.today);
}

/**
 * The rung that may help a case without a lead: the first above the lead on which somebody can be asked, else the named
 * contact below it. Where nobody is known at all, the first that the region named: the gap is told then.
 */
export function ladderRungForCase(state: CaseState, s: Situation): number {
  const higher = s.region.ladder.map((r) => r.rung).filter((rung) => rung >= 4);
  const known = higher.find(
    (rung) => rungContact(state, s.region, { rung, agreement: null }, s.today).contact,
  );
  if (known !== undefined) return known;
  return escalationContact(state, s.region, null, s.today).contact ? 3 : (higher[0] ?? 4);
}

function leadLadder(state: CaseState, s: Situation): Fired {
  const { id: caseId, code } = state.case;
  if (state.case.leaderlessSince === null) return quiet(state);
  const rung = ladderRungForCase(state, s);
  const { contact } =
    rung === 3
      ? escalationContact(state, s.region, null, s.today)
      : rungContact(state, s.region, { rung, agreement: null }, s.today);
  const title = s.region.ladder.find((r) => r.rung === rung)?.title ?? '';
  const message: Outgoing = {
    recipient: { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `lead-ladder:${caseId}:${state.case.leaderlessSince}`,
    message: {
      type: 'LadderOffer',
      caseId,
      code,
      workingDays: leaderlessDays(state, s),
      title,
      rung,
      contact: contact ? refOfPerson(contact, contact.id) : null,
    },
  };
  return tell(remember(state, 'lead_ladder'), [message], 'lead.ladder_offered', caseId);
}

function silence(state: CaseState, s: Situation): Fired {
  const { id: caseId, code, lastEventAt } = state.case;
  const lastEventOn = localDate(s.region.calendar.zone, lastEventAt);
  const workingDays = workingDaysBetween(s.region.calendar, lastEventOn, s.today);
  if (workingDays < s.region.timers.silence) return quiet(state);
  const message: Outgoing = {
    recipient: leadOrCoordinators(state, s),
    urgency: 'unsolicited',
    key: `silence:${caseId}:${s.today}`,
    message: { type: 'Silence', caseId, code, workingDays, lastEventOn },
  };
  // The question is the event from which the next silence is measured.
  return tell({ ...state, case: { ...state.case, lastEventAt: s.now } }, [message], 'silence.asked', caseId);
}

function uncovered(state: CaseState, s: Situation, participantId: string): Fired {
  const p = participant(state, participantId);
  const coming = p ? comingAbsence(state, p.personId, s.today) : null;
  if (!p || !coming || isCovered(state, p.id, coming.from)) return quiet(state);
  const { id: caseId, code } = state.case;
  const message: Outgoing = {
    recipient: leadOrCoordinators(state, s, p.id),
    urgency: 'unsolicited',
    key: `uncovered:${p.id}:${coming.from}`,
    message: {
      type: 'AbsenceUncovered',
      caseId,
      code,
      participantId: p.id,
      person: ref(state, p.id),
      ...coming,
      numbers: state.agreements.filter((a) => isOpen(a) && a.ownerId === p.id).map((a) => a.number),
    },
  };
  return tell(remember(state, `uncovered:${p.id}:${coming.from}`), [message], 'absence.uncovered', p.id);
}
