import { addDays } from '../../../src/domain/calendar/index.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { followUp } from '../../../src/domain/follow-up.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { whatTimeBrings } from '../../../src/domain/timers/due.ts';
import { region, situation } from '../cases/case-builder.ts';

/** Somebody was asked, or a message left. */
export interface Happened {
  readonly on: string;
  readonly what: string;
  readonly to: string | null;
}

/** Turns the days from one date to another and writes down who is asked what, and which messages leave, on each. */
export function live(
  start: CaseState,
  from: string,
  until: string,
  over: Partial<Region> = {},
  skip: (day: string) => boolean = () => false,
): { log: Happened[]; state: CaseState } {
  const log: Happened[] = [];
  let state = start;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (skip(day)) continue;
    const s = situation(day, { region: region(over) });
    const planned = followUp(
      state,
      { ok: true, state, messages: [], tasks: [], audit: [], reply: { key: 'done.nothing' } },
      s,
    ).state;
    const fired = followUp(planned, whatTimeBrings(planned, s), s);
    const known = new Set<unknown>(state.nudges);
    for (const n of fired.state.nudges)
      if (!known.has(n) && n.outcome !== 'skipped') log.push({ on: day, what: n.step, to: n.personId });
    for (const m of fired.messages) {
      if (m.card) continue;
      const to = m.recipient.to === 'person' ? m.recipient.personId : m.recipient.to;
      log.push({ on: day, what: m.message.type, to });
    }
    state = fired.state;
  }
  return { log, state };
}
