import { localDate, nextContactWindow } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import { calendarOf, isWrittenTo, personOf } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { PlainDate } from '../vocabulary.ts';

/** The promise that may be made about when the lead will hear: today, on the next day they work, or when they look. */
export interface Hears {
  readonly hears: 'today' | 'later' | 'looks' | 'self';
  readonly on: PlainDate;
}

/** Answers for what is urgent (`urgent` in app/outgoing/enqueue.ts): the rest may be in the next day's letter. */
export function leadHears(state: CaseState, s: Situation): Hears {
  const lead = personOf(state, state.case.leadId);
  const { calendar } = s.region;
  const { from } = nextContactWindow(calendar, lead ? calendarOf(lead) : null, s.now);
  const on = localDate(calendar.zone, from);
  if (lead !== null && lead.id === s.actor?.personId) return { hears: 'self', on };
  if (!isTold(s, lead)) return { hears: 'looks', on };
  return { hears: on === s.today ? 'today' : 'later', on };
}

/** Coordinators are known to be told when anything can be sent at all. */
function isTold({ region, letters }: Situation, lead: ReturnType<typeof personOf>): boolean {
  if (lead) return isWrittenTo(region, lead, letters);
  const chats = region.workspaces.some((w) => w.platform !== 'web' && !w.disabled);
  return region.demonstration === true || chats || letters === undefined || letters.email || letters.sms;
}
