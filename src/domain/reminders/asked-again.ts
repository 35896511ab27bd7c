import { addDays, addWorkingDaysFor, nextWorkingDayFor, weekdayOf } from '../calendar/index.ts';
import { openBlocker } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import { actingOwner, calendarOf, participant, personOf } from '../case/participants.ts';
import type { Agreement, CaseState, NudgeRow } from '../case/state.ts';
import type { DigestItem } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { type NudgeKind, type PlainDate, STEPS, type Step, type Uuid } from '../vocabulary.ts';
import { isDoneQuestion, workingDaysReported } from './done-question.ts';
import { isQuiet, nudgesOf, workingDaysOpen } from './ladder.ts';
import { askedToday, lastOn } from './nudge-rows.ts';

/**
 * Past its date an agreement stays in the bundle of whoever acts, every so many of their working days, until it is done,
 * paused, disputed, stuck (then the lead has it) or somebody is on it. The ladder goes on beside it, to others.
 */

const FIRST = STEPS.indexOf('open_owner');

/**
 * The day on which it is asked again; null: not now. `from` is the first day on which it may be asked:
 * ending a pause or solving a blocker does not bring the missed questions at once.
 */
export function askedAgainOn(
  state: CaseState,
  region: Region,
  a: Agreement,
  { today, from }: { readonly today: PlainDate; readonly from: PlainDate },
): PlainDate | null {
  const reached = nudgesOf(state, a).some((n) => STEPS.indexOf(n.step as Step) >= FIRST);
  if (!reached || isQuiet(state, a, today) || openBlocker(state, a.id) !== null) return null;
  const { calendar, timers } = region;
  const acting = actingOwner(state, a, today);
  const own = calendarOf(personOf(state, acting ?? a.ownerId));
  // Nobody acts today: whoever owns it finds it when they are back.
  if (acting === null) return nextWorkingDayFor(calendar, own, addDays(today, 1));
  const last = lastOn(state, a, isAsk);
  const pattern = { ...own, absences: [] };
  const after = (n: number): PlainDate =>
    last === null ? from : addWorkingDaysFor(calendar, pattern, last, n);
  const next = whenAsked(a, after, timers.remindEvery);
  const on = nextWorkingDayFor(calendar, own, next < from ? from : next);
  return onTheirDay(participant(state, acting)?.askedOn ?? null, on, (day) =>
    nextWorkingDayFor(calendar, own, addDays(day, 1)),
  );
}

/** Four weeks: a weekday on which they never work does not keep the question for ever. */
const LOOKED_AHEAD = 20;

/** The first of their working days that is one of the weekdays which they chose. */
function onTheirDay(
  chosen: readonly number[] | null,
  first: PlainDate,
  after: (day: PlainDate) => PlainDate,
): PlainDate {
  if (chosen === null) return first;
  let day = first;
  for (let n = 0; n < LOOKED_AHEAD; n += 1) {
    if (chosen.includes(weekdayOf(day))) return day;
    day = after(day);
  }
  return first;
}

/** The region says how often; it is less often where the lead said so, and as before when that is over. */
function whenAsked({ askedLess }: Agreement, after: (n: number) => PlainDate, usual: number): PlainDate {
  const asUsual = after(usual);
  if (askedLess === null) return asUsual;
  const seldom = after(askedLess.every);
  if (askedLess.until === null || seldom <= askedLess.until) return seldom;
  const over = addDays(askedLess.until, 1);
  return asUsual > over ? asUsual : over;
}

/** Adds today's question; null when none is due: the first to this person, or the short line of the days after. */
export function askedAgain(state: CaseState, s: Situation, a: Agreement): CaseState | null {
  const on = askedAgainOn(state, s.region, a, { today: s.today, from: s.today });
  const acting = actingOwner(state, a, s.today);
  const who = personOf(state, acting);
  if (on === null || on > s.today || acting === null || who === null) return null;
  const asked = lastOn(state, a, (n) => isAsk(n) && n.personId === who.id) !== null;
  const step: NudgeKind = asked ? 'again' : `first:${acting}`;
  return askedToday(state, s, a, { step, personId: who.id });
}

/** The question of a bundle that it is, for its words: the first one to somebody is that of the ladder. */
export function stepOfNudge(step: NudgeKind): DigestItem['step'] {
  if (step.startsWith('first:')) return 'open_owner';
  if (isDoneQuestion(step)) return 'done';
  if (step.startsWith('still:')) return 'still';
  return step as DigestItem['step'];
}

/** The working days that an item of a bundle tells. */
export function daysOfItem(
  state: CaseState,
  region: Region,
  item: { readonly step: DigestItem['step']; readonly agreement: Agreement },
  today: PlainDate,
): number {
  const days = item.step === 'done' ? workingDaysReported : workingDaysOpen;
  return days(state, region, item.agreement, today);
}

/** True for a question past the date to whoever acts. Without a person nobody was asked: the ladder went past it. */
function isAsk(n: NudgeRow): boolean {
  const isOwners = n.step === 'open_owner' || n.step === 'again' || n.step.startsWith('first:');
  return n.personId !== null && isOwners;
}

/** Whether the question of a bundle is still theirs: somebody else may act since it was planned. */
export function isStillTheirs(state: CaseState, a: Agreement, personId: Uuid, today: PlainDate): boolean {
  return openBlocker(state, a.id) === null && personOf(state, actingOwner(state, a, today))?.id === personId;
}
