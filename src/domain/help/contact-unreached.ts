import { localDate, workingDaysBetween } from '../calendar/index.ts';
import { agreement } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import { leadPersonOf, refOfPerson } from '../case/participants.ts';
import type { CaseState, Escalation, Person } from '../case/state.ts';
import type { ContactUnreached, Outgoing } from '../messages/index.ts';
import { agreementFacts } from '../views/facts.ts';

interface Unreached {
  readonly call: Escalation;
  readonly contact: Person;
  readonly why: ContactUnreached['why'];
}

/** Tells whoever leads and the coordinators that the call reached nobody; once, when there is no way to tell them. */
export function contactUnreached(
  state: CaseState,
  s: Pick<Situation, 'region' | 'today'>,
  { call: e, contact, why }: Unreached,
): Outgoing[] {
  const a = agreement(state, e.agreementId);
  const { id: caseId, code } = state.case;
  const raised = localDate(s.region.calendar.zone, e.raisedAt);
  const message: Omit<ContactUnreached, 'canAsk'> = {
    type: 'ContactUnreached',
    caseId,
    code,
    escalationId: e.id,
    contact: refOfPerson(contact, contact.id),
    phone: contact.phone,
    why,
    workingDays: Math.max(0, workingDaysBetween(s.region.calendar, raised, s.today)),
    agreement: a ? agreementFacts(state, s.region, a, s.today) : null,
  };
  const when = why === 'noWay' || why === 'letter' ? 'way' : s.today;
  const lead = leadPersonOf(state, s.today);
  const to = (recipient: Outgoing['recipient'], who: string, canAsk: boolean): Outgoing => ({
    recipient,
    urgency: 'unsolicited',
    key: `unreached:${e.id}:${when}:${who}`,
    message: { ...message, canAsk },
  });
  const hears = lead !== null && lead !== contact.id && !s.region.coordinatorPersonIds.includes(lead);
  return [
    ...(hears ? [to({ to: 'person', personId: lead }, lead, true)] : []),
    to({ to: 'coordinators' }, 'coordinators', !hears),
  ];
}
