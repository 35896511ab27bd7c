import { agreement, openBlocker } from '../case/agreements.ts';
import { objectionToCall } from '../case/appeals/appeals.ts';
import { clockState, daysHome } from '../case/clock/home-clock.ts';
import { type Accepted, accept, type Reply, type Situation } from '../case/decision.ts';
import { hearsThatItWaits, person, personOf, ref, refOfPerson } from '../case/participants.ts';
import type { Agreement, CaseState, Escalation, Person } from '../case/state.ts';
import type { AgreementFacts, EscalationAlert, Outgoing } from '../messages/index.ts';
import { escalationContact, nudgesOf, rungContact, workingDaysOpen } from '../reminders/ladder.ts';
import { agreementFacts } from '../views/facts.ts';
import { viewOf } from '../views/limited-view.ts';
import type { Step, Uuid } from '../vocabulary.ts';
import { contactUnreached } from './contact-unreached.ts';

interface Call {
  /** The row of a call that reached nobody, which goes out now; a new call has none. */
  readonly id?: Uuid;
  readonly agreement: Agreement | null;
  readonly rung: number;
  readonly question: string | null;
}

/**
 * Brings in the next named person: facts, the steps already taken, what blocks, the question. When nobody is
 * known or can be reached, says so at once to the coordinators, and leaves the gap visible in the case (C07).
 */
export function alertContact(state: CaseState, s: Situation, call: Call): Accepted {
  const found =
    call.rung === 3
      ? escalationContact(state, s.region, call.agreement, s.today)
      : rungContact(state, s.region, call, s.today);
  return found.contact ? alert(state, s, call, found.contact) : missing(state, s, call, found.why);
}

/** A contact that was missing has been filled in: the same call goes out to them. */
export function alertFilled(state: CaseState, s: Situation, e: Escalation, contact: Person): Accepted {
  const rest = { ...state, escalations: state.escalations.filter((x) => x.id !== e.id) };
  const { id, rung, question } = e;
  return alert(rest, s, { id, agreement: agreement(state, e.agreementId), rung, question }, contact);
}

function rungTitle(s: Situation, rung: number): string {
  return s.region.ladder.find((r) => r.rung === rung)?.title ?? '';
}

function row(s: Situation, state: CaseState, call: Call, contact: Person | null): Escalation {
  return {
    id: call.id ?? s.newId(),
    caseId: state.case.id,
    agreementId: call.agreement?.id ?? null,
    rung: call.rung,
    contactPersonId: contact?.id ?? null,
    contactTitle: rungTitle(s, call.rung),
    question: call.question,
    status: contact ? 'asked' : 'missing',
    raisedById: s.actor?.participant?.id ?? null,
    raisedAt: s.now,
    acknowledgedById: null,
    acknowledgedUntil: null,
    answer: null,
    answeredAt: null,
  };
}

function alert(state: CaseState, s: Situation, call: Call, contact: Person): Accepted {
  const e = row(s, state, call, contact);
  const after: CaseState = {
    ...withoutGaps(state, e),
    escalations: [...withoutGaps(state, e).escalations, e],
  };
  const message = briefOf(after, s, e, contact);
  const facts = message.agreement;
  const { id: caseId, code } = state.case;
  const raised = {
    type: 'EscalationRaised',
    caseId,
    code,
    agreement: facts,
    title: e.contactTitle,
    contact: refOfPerson(contact, contact.id),
  } as const;
  const messages: Outgoing[] = [
    {
      recipient: { to: 'person', personId: contact.id },
      urgency: 'unsolicited',
      key: `alert:${e.id}`,
      // Whoever takes no part in the case reads in their brief what they may see of it.
      message: briefOf(viewOf(after, s.region, contact.id), s, e, contact),
    },
    {
      recipient: { to: 'coordinators' },
      urgency: 'unsolicited',
      key: `alert:${e.id}:copy`,
      message: { ...message, copy: true },
    },
    { recipient: { to: 'room' }, urgency: 'unsolicited', key: `alert:${e.id}:room`, message: raised },
    // It stands on their page all the same, and whoever can call them hears at once that nothing tells them to look.
    ...(hearsThatItWaits(s.region, contact, s.letters)
      ? []
      : contactUnreached(after, s, { call: e, contact, why: 'noWay' })),
  ];
  const reply: Reply = {
    key: 'done.helpAsked',
    values: { contact: refOfPerson(contact, contact.id), title: e.contactTitle },
  };
  return accept(after, reply, {
    messages,
    audit: [{ action: `escalation.raised.${e.rung}`, objectId: e.id }],
  });
}

/** A gap on the same rung of the same agreement is closed by the call that replaces it. */
function withoutGaps(state: CaseState, e: Escalation): CaseState {
  const closes = (x: Escalation): boolean =>
    x.status === 'missing' && x.rung === e.rung && x.agreementId === e.agreementId;
  if (!state.escalations.some(closes)) return state;
  return {
    ...state,
    escalations: state.escalations.map((x) =>
      closes(x) ? { ...x, status: 'answered' as const, answeredAt: e.raisedAt } : x,
    ),
  };
}

/** The facts that a contact needs to help, read from a case or from what somebody may see of it. */
export function briefOf(
  state: CaseState,
  s: Pick<Situation, 'region' | 'today' | 'actor'>,
  e: Escalation,
  contact: Person | null,
): EscalationAlert {
  const a = agreement(state, e.agreementId);
  const blocker = a ? openBlocker(state, a.id) : null;
  const lead = state.case.leadId;
  return {
    type: 'EscalationAlert',
    caseId: state.case.id,
    code: state.case.code,
    escalationId: e.id,
    rung: e.rung,
    title: e.contactTitle,
    contact: refOfPerson(contact, e.contactPersonId ?? ''),
    agreement: factsOf(state, s, a),
    workingDaysOpen: a ? workingDaysOpen(state, s.region, a, s.today) : 0,
    steps: a ? stepsTaken(state, a) : [],
    blocker: blocker ? { category: blocker.category, decisionMaker: blocker.decisionMaker } : null,
    question: e.question,
    ...(objectionToCall(state, e) ? { objection: true as const } : {}),
    daysAtHome: clockState(state.case) === 'home' ? daysHome(state.case, s.today) : null,
    lead: lead ? ref(state, lead) : null,
    leadPhone: personOf(state, lead)?.phone ?? null,
    by: s.actor ? refOfPerson(person(state, s.actor.personId), s.actor.personId) : null,
    copy: false,
  };
}

/** The steps taken: who was asked what, and when; steps that were skipped asked nobody. */
function stepsTaken(state: CaseState, a: Agreement): EscalationAlert['steps'] {
  return nudgesOf(state, a)
    .filter((n) => n.outcome === 'planned' && n.personId !== null)
    .map((n) => ({
      step: n.step as Step,
      on: n.on,
      who: refOfPerson(person(state, n.personId), n.personId ?? ''),
    }));
}

function factsOf(
  state: CaseState,
  s: Pick<Situation, 'region' | 'today'>,
  a: Agreement | null,
): AgreementFacts | null {
  const found = a ? agreement(state, a.id) : null;
  return found ? agreementFacts(state, s.region, found, s.today) : null;
}

function missing(
  state: CaseState,
  s: Situation,
  call: Call,
  why: 'none' | 'unreachable' | 'away' | 'refused',
): Accepted {
  const e = row(s, state, call, null);
  const known = state.escalations.find(
    (x) => x.status === 'missing' && x.rung === e.rung && x.agreementId === e.agreementId,
  );
  const after = known ? state : { ...state, escalations: [...state.escalations, e] };
  const { id: caseId, code } = state.case;
  const id = known?.id ?? e.id;
  const message: Outgoing = {
    recipient: { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `contact-missing:${id}:${s.today}`,
    message: {
      type: 'ContactMissing',
      caseId,
      code,
      escalationId: id,
      title: e.contactTitle,
      rung: call.rung,
      why,
      regionName: s.region.name,
      agreement: factsOf(after, s, call.agreement),
    },
  };
  const reply: Reply = { key: 'done.helpMissing', values: { title: e.contactTitle } };
  return accept(after, reply, {
    messages: [message],
    audit: [{ action: `contact.missing.${call.rung}`, objectId: id }],
  });
}
