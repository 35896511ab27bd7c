import { agreement } from '../case/agreements.ts';
import { type Decision, type Reply, refuse, type Situation } from '../case/decision.ts';
import { personOf, ref } from '../case/participants.ts';
import { isReported } from '../case/report.ts';
import type { Agreement, CaseState, Participant } from '../case/state.ts';
import { missingOfIntake } from '../intake/intake.ts';
import type { AgreementFacts, OnAgreement, Outgoing, PersonRef } from '../messages/index.ts';
import { agreementFacts } from '../views/facts.ts';
import type { IntakeStep } from '../vocabulary.ts';

/** Small tools the rules share: replacing a part, addressing a message, asking the first questions. */

export function withAgreement(state: CaseState, id: string, change: Partial<Agreement>): CaseState {
  return { ...state, agreements: state.agreements.map((a) => (a.id === id ? { ...a, ...change } : a)) };
}

export function withParticipant(state: CaseState, id: string, change: Partial<Participant>): CaseState {
  return { ...state, participants: state.participants.map((p) => (p.id === id ? { ...p, ...change } : p)) };
}

export function withCase(state: CaseState, change: Partial<CaseState['case']>): CaseState {
  return { ...state, case: { ...state.case, ...change } };
}

/** The one who acts, as a name for a text. */
export function actorRef(state: CaseState, s: Situation): PersonRef {
  if (s.actor?.participant) return ref(state, s.actor.participant.id);
  const found = state.people.find((p) => p.id === s.actor?.personId);
  return { id: s.actor?.personId ?? '', name: found?.name ?? '–' };
}

export function facts(state: CaseState, s: Situation, id: string): AgreementFacts {
  return agreementFacts(state, s.region, agreement(state, id) as Agreement, s.today);
}

export function inCase(state: CaseState): { caseId: string; code: string } {
  return { caseId: state.case.id, code: state.case.code };
}

/** The head of a message about one agreement: its case, and how it stands. */
export function aboutAgreement(state: CaseState, s: Situation, id: string): OnAgreement {
  return { ...inCase(state), agreement: facts(state, s, id) };
}

/** Message key that is unique per decision: two presses are one decision, so they share it. */
export function keyed(state: CaseState, what: string): string {
  return `${what}:${state.case.id}:${state.case.version}`;
}

export function toRoom(state: CaseState, what: string, message: Outgoing['message']): Outgoing {
  return { recipient: { to: 'room' }, urgency: 'unsolicited', key: keyed(state, `room:${what}`), message };
}

export function toParticipant(
  state: CaseState,
  id: string | null,
  what: string,
  message: Outgoing['message'],
): Outgoing[] {
  const found = personOf(state, id);
  if (!found) return [];
  return [
    {
      recipient: { to: 'person', personId: found.id },
      urgency: 'unsolicited',
      key: keyed(state, `person:${what}:${found.id}`),
      message,
    },
  ];
}

export function toCoordinators(state: CaseState, what: string, message: Outgoing['message']): Outgoing {
  return {
    recipient: { to: 'coordinators' },
    urgency: 'unsolicited',
    key: keyed(state, `coordinators:${what}`),
    message,
  };
}

/** Runs a rule on an agreement that is still to come, in a case that is open; otherwise says what is the matter. */
export function onOpenAgreement(
  state: CaseState,
  agreementId: string,
  rule: (a: Agreement) => Decision,
  allow: readonly Agreement['status'][] = ['open', 'reported_done'],
): Decision {
  const a = agreement(state, agreementId);
  if (!a) return refuse('refused.noSuchAgreement');
  if (state.case.status === 'closed') return refuse('refused.caseClosed', { code: state.case.code });
  if (!allow.includes(a.status)) return refuse(`refused.agreementIs.${a.status}`, { number: a.number });
  return rule(a);
}

export function inOpenCase(state: CaseState, rule: () => Decision): Decision {
  if (state.case.status === 'closed') return refuse('refused.caseClosed', { code: state.case.code });
  if (isReported(state.case)) return refuse('refused.onlyReported', { code: state.case.code });
  return rule();
}

/** The way to what an intake still misses. */
export function toIntake(state: CaseState): Pick<Reply, 'offer'> {
  return { offer: { command: 'intake.show', args: { caseId: state.case.id }, label: 'button.intake' } };
}

/** Steps as values of a reply, for `src/text` to name. */
export function named(steps: readonly IntakeStep[]): { readonly step: IntakeStep }[] {
  return steps.map((step) => ({ step }));
}

/** The refusal of what comes after an intake, with what is missing; null: the case is past it. */
export function inIntake(state: CaseState): Decision | null {
  if (state.case.status !== 'intake') return null;
  const { code } = state.case;
  return refuse('refused.stillIntake', { code, needed: named(missingOfIntake(state)) }, toIntake(state));
}
