import { localDate, workingDaysBetween } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import { isReported } from '../case/report.ts';
import type { CaseState } from '../case/state.ts';
import type { Outgoing } from '../messages/index.ts';
import { waits } from '../rules/case/report.ts';

/** A report waits for a coordinator: asked on every working day until it is taken in or not. Null: it waits no more. */
export function reportWaits(
  state: CaseState,
  s: Situation,
): { state: CaseState; messages: Outgoing[] } | null {
  const { id: caseId, report } = state.case;
  if (!isReported(state.case) || report === null) return null;
  const since = localDate(s.region.calendar.zone, report.at);
  const message: Outgoing = {
    recipient: { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `report:${caseId}:${s.today}`,
    message: waits(state, workingDaysBetween(s.region.calendar, since, s.today)),
  };
  return { state: { ...state, case: { ...state.case, lastEventAt: s.now } }, messages: [message] };
}
