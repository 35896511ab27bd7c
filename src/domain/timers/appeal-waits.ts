import { addWorkingDays } from '../calendar/index.ts';
import type { Appeal } from '../case/appeals/appeal.ts';
import { leadForAppeal, openAppeal, openAppeals } from '../case/appeals/appeals.ts';
import type { Situation } from '../case/decision.ts';
import { isRunning } from '../case/running.ts';
import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import { askingFor, withAppeal } from '../rules/family/appeals.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Fired, quiet, tell } from './fired.ts';

/** The day on which an appeal without an answer is asked after next. */
function appealOn({ calendar }: Region, { askedAgainOn, answerBefore }: Appeal): PlainDate {
  return askedAgainOn === null ? answerBefore : addWorkingDays(calendar, askedAgainOn, 1);
}

/** Appeals that wait for an answer, each with the day on which it is asked after. */
export function appealsToAskAfter(state: CaseState, region: Region): { id: string; on: PlainDate }[] {
  if (!isRunning(state.case)) return [];
  return openAppeals(state).map((one) => ({ id: one.id, on: appealOn(region, one) }));
}

/**
 * The promised day has come without an answer: whoever leads is asked after it, and on each working day after that with
 * the coordinators, until somebody answers. Nothing follows from it by itself.
 */
export function appealWaits(state: CaseState, s: Situation, id: string): Fired {
  const appeal = openAppeal(state, id);
  if (!appeal || appealOn(s.region, appeal) > s.today) return quiet(state);
  const isSilent = appeal.askedAgainOn !== null;
  const coordinators = appeal.coordinators || isSilent || leadForAppeal(state, appeal, s.today) === null;
  const asked = { ...appeal, coordinators, askedAgainOn: s.today };
  const after = withAppeal(state, asked);
  return tell(after, askingFor(after, s, asked, isSilent ? 'silent' : 'due'), 'appeal.asked_after', id);
}
