import { localDate, workingDaysBetween } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import { ageBandOf, missingOfIntake, nextBandFrom } from '../intake/intake.ts';
import type { Outgoing } from '../messages/index.ts';
import { type Fired, leadOrCoordinators, quiet, remember, tell } from './fired.ts';
import { ageMark } from './planned.ts';

/** Nobody did anything in an intake: whoever leads, or else the coordinators, are asked, and again as long as that lasts. */
export function intakeOpen(state: CaseState, s: Situation): Fired {
  const { id: caseId, code, lastEventAt, status } = state.case;
  const lastEventOn = localDate(s.region.calendar.zone, lastEventAt);
  const workingDays = workingDaysBetween(s.region.calendar, lastEventOn, s.today);
  if (status !== 'intake' || workingDays < s.region.timers.intakeOpen) return quiet(state);
  const message: Outgoing = {
    recipient: leadOrCoordinators(state, s),
    urgency: 'unsolicited',
    key: `intake:${caseId}:${s.today}`,
    message: { type: 'IntakeOpen', caseId, code, workingDays, lastEventOn, missing: missingOfIntake(state) },
  };
  return tell({ ...state, case: { ...state.case, lastEventAt: s.now } }, [message], 'intake.asked', caseId);
}

/** The month has come in which the child is in the next age group: whoever leads looks, and writes it down. */
export function ageToCheck(state: CaseState, s: Situation): Fired {
  const { id: caseId, code } = state.case;
  const month = nextBandFrom(state);
  const band = ageBandOf(state);
  if (month === null || band === null) return quiet(state);
  const message: Outgoing = {
    recipient: leadOrCoordinators(state, s),
    urgency: 'unsolicited',
    key: `age:${caseId}:${month}`,
    message: { type: 'AgeToCheck', caseId, code, band, month },
  };
  return tell(remember(state, ageMark(month)), [message], 'age.asked', caseId);
}
