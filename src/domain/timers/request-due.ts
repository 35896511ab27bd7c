import { addWorkingDays, isAbsent } from '../calendar/index.ts';
import type { Situation } from '../case/decision.ts';
import { calendarOf, leadPersonOf, person, refOfPerson } from '../case/participants.ts';
import {
  type InformationRequest,
  REQUEST_STEPS,
  type RequestStep,
} from '../case/requests/information-request.ts';
import { isRunning } from '../case/running.ts';
import type { CaseState } from '../case/state.ts';
import { contactsOf, isContactOf } from '../consent/party-contacts.ts';
import type { Outgoing } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { withRequest } from '../rules/requests/answer.ts';
import { requestTold, toAsked } from '../rules/requests/messages.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Fired, quiet } from './fired.ts';

/**
 * A question to a party that nobody answers is asked after like an agreement: the contact before its day and after it,
 * then who stands in, then whoever leads hears it, each once. Asked is not heard: nothing else follows from it (C56).
 */

/** The day of a step, in the times of the region. */
function dayOf(region: Region, { due }: InformationRequest, step: RequestStep): PlainDate {
  const { calendar, timers } = region;
  const days = {
    before: -timers.remindBefore,
    contact: timers.overdueOwner,
    deputy: timers.overdueDeputy,
    lead: timers.overdueLead,
  };
  return addWorkingDays(calendar, due, days[step]);
}

/** The step that comes next, and its day; null: nothing is asked after any more. */
export function nextStep(
  state: CaseState,
  region: Region,
  request: InformationRequest,
): { readonly step: RequestStep; readonly on: PlainDate } | null {
  if (request.status !== 'open' || !isRunning(state.case)) return null;
  const taken = new Set(request.steps.map((one) => one.step));
  const asked = request.at.slice(0, 10);
  const step = REQUEST_STEPS.find(
    (one) => !taken.has(one) && !(one === 'before' && dayOf(region, request, one) <= asked),
  );
  return step ? { step, on: dayOf(region, request, step) } : null;
}

/** Takes the last step whose day has come; those before it that were missed ask nobody any more. */
export function requestDue(state: CaseState, s: Situation, id: string): Fired {
  const request = state.case.requests.find((one) => one.id === id);
  if (!request || nextStep(state, s.region, request) === null) return quiet(state);
  const taken = new Set(request.steps.map((one) => one.step));
  const due = REQUEST_STEPS.filter((step) => !taken.has(step) && dayOf(s.region, request, step) <= s.today);
  const step = due.at(-1);
  if (!step) return quiet(state);
  const steps = [...request.steps, ...due.map((one) => ({ step: one, on: s.today }))];
  return stepTaken(state, s, { ...request, steps }, step);
}

function stepTaken(state: CaseState, s: Situation, request: InformationRequest, step: RequestStep): Fired {
  const deputy = step === 'lead' ? null : standIn(state, s, request, step);
  const asked =
    deputy && !request.askedIds.includes(deputy) ? [...request.askedIds, deputy] : request.askedIds;
  const after = withRequest(state, { ...request, askedIds: asked });
  const audit = [{ action: `request.asked_${step}`, objectId: request.id }];
  if (step === 'lead' || (step === 'deputy' && deputy === null))
    return { state: after, messages: [toLead(after, s, request)], audit };
  const first = request.askedIds[0] ?? '';
  const to = deputy ?? (isContactOf(after, s.region, request.partyKey, first) ? first : null);
  const what = deputy === null ? 'again' : 'deputy';
  const messages = to === null ? [toLead(after, s, request)] : toAsked(after, request, what, to);
  return { state: after, messages, audit };
}

/** The deputy, from the third step on, or earlier while the contact is away. */
function standIn(
  state: CaseState,
  s: Situation,
  request: InformationRequest,
  step: RequestStep,
): string | null {
  const first = request.askedIds[0] ?? '';
  const isAway = isAbsent(calendarOf(person(state, first)), s.today);
  if (step !== 'deputy' && !isAway) return null;
  const contact = contactsOf(state, s.region, request.partyKey).find((one) => one.personId === first);
  return contact?.deputyId && person(state, contact.deputyId) ? contact.deputyId : null;
}

function toLead(state: CaseState, s: Situation, request: InformationRequest): Outgoing {
  const lead = leadPersonOf(state, s.today);
  const first = request.askedIds[0] ?? '';
  return {
    recipient: lead ? { to: 'person', personId: lead } : { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `request:${request.id}:silent:${s.today}`,
    message: requestTold(state, s.region, request, {
      what: 'silent',
      who: refOfPerson(person(state, first), first),
    }),
  };
}
