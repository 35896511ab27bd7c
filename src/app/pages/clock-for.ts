import { type ClockState, clockState, daysHome } from '../../domain/case/clock/home-clock.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { limitOf } from '../../domain/consent/consent.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';

/** The clock of a case in a list of cases; null days: it is not theirs to see. */
export function clockFor(
  state: CaseState,
  personId: Uuid,
  today: PlainDate,
): { readonly daysAtHome: number | null; readonly clock: ClockState } {
  const isTheirs = limitOf(state, personId) === null;
  return { daysAtHome: isTheirs ? (daysHome(state.case, today) ?? 0) : null, clock: clockState(state.case) };
}
