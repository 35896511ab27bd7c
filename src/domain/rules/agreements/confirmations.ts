import { agreement, isOpen } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { ref } from '../../case/participants.ts';
import type { Agreement, CaseState, Confirmation } from '../../case/state.ts';
import { isOwnOf, limitOf } from '../../consent/consent.ts';
import type { Outgoing } from '../../messages/index.ts';
import type { Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toCoordinators, toParticipant } from '../tools.ts';

export const WORDS_MAX = 500;

/** C09: "this is right", of the version that was shown. Of another version it is an answer to another text. */
export function confirmAgreement(state: CaseState, s: Situation, id: Uuid, textVersion: number): Decision {
  return onTheirs(state, s, { id, rights: ['participant'] }, (a) => {
    if (a.textVersion !== textVersion) return refuse('refused.agreementChanged', { number: a.number });
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    const before = confirmationOf(state, a, me.id);
    if (before?.answer === 'confirmed' && before.enteredById === null)
      return accept(state, 'done.alreadyConfirmed');
    return accept(
      withConfirmation(state, s, a, { participantId: me.id, answer: 'confirmed', words: null }),
      { key: 'done.confirmed', values: { number: a.number } },
      {
        audit: [{ action: 'agreement.confirmed', objectId: a.id }],
      },
    );
  });
}

/** One "all correct" for a set that was shown together. What changed since is left out and said. */
export function confirmAll(
  state: CaseState,
  s: Situation,
  set: readonly { id: Uuid; textVersion: number }[],
): Decision {
  const me = s.actor?.participant;
  if (!me) return refuse('refused.notInCase', { code: state.case.code });
  if (state.case.status === 'closed') return refuse('refused.caseClosed', { code: state.case.code });
  const party = limitOf(state, me.personId);
  const right = set.flatMap(({ id, textVersion }) => {
    const a = agreement(state, id);
    if (a && party !== null && !isOwnOf(state, party, a)) return [];
    return a && isOpen(a) && a.textVersion === textVersion && !hasAnswered(state, a, me.id) ? [a] : [];
  });
  const after = right.reduce(
    (st, a) => withConfirmation(st, s, a, { participantId: me.id, answer: 'confirmed', words: null }),
    state,
  );
  const changed = set.filter(
    ({ id, textVersion }) => agreement(state, id)?.textVersion !== textVersion,
  ).length;
  return accept(
    after,
    { key: 'done.confirmedAll', values: { count: right.length, changed } },
    {
      audit: right.map((a) => ({ action: 'agreement.confirmed', objectId: a.id })),
    },
  );
}

/** "I understood it differently", with own words. Nudges stop until it is clear; the lead hears it. */
export function disputeAgreement(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { textVersion, words }: { readonly textVersion: number; readonly words: string },
): Decision {
  return onTheirs(state, s, { id, rights: ['participant'] }, (a) => {
    if (a.textVersion !== textVersion) return refuse('refused.agreementChanged', { number: a.number });
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    const said = words.trim();
    if (said === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
    if ([...said].length > WORDS_MAX)
      return refuse('refused.wordsTooLong', { max: WORDS_MAX }, { field: 'words' });
    const after = withConfirmation(state, s, a, { participantId: me.id, answer: 'disputed', words: said });
    return accept(
      after,
      { key: 'done.disputed', values: { number: a.number, lead: leadName(after) } },
      {
        messages: differently(after, s, id, said),
        audit: [{ action: 'agreement.disputed', objectId: a.id }],
      },
    );
  });
}

/** Answered by the person, not only by phone. */
export function hasAnswered(state: CaseState, a: Agreement, participantId: Uuid): boolean {
  return confirmationOf(state, a, participantId)?.enteredById === null;
}

function differently(state: CaseState, s: Situation, id: Uuid, words: string): Outgoing[] {
  return toLead(state, `dispute:${id}`, {
    type: 'DisputeReported',
    ...aboutAgreement(state, s, id),
    who: actorRef(state, s),
    words,
  });
}

/** Addresses a message to the lead; while there is none, to the coordinators. */
export function toLead(state: CaseState, what: string, message: Outgoing['message']): Outgoing[] {
  const direct = toParticipant(state, state.case.leadId, what, message);
  return direct.length > 0 ? direct : [toCoordinators(state, what, message)];
}

/** The lead's name for a sentence, or null when there is none yet. */
export function leadName(state: CaseState): { id: string; name: string } | null {
  return state.case.leadId ? ref(state, state.case.leadId) : null;
}

export function confirmationOf(
  state: CaseState,
  a: Agreement,
  participantId: Uuid,
): Confirmation | undefined {
  return state.confirmations.find(
    (c) => c.agreementId === a.id && c.textVersion === a.textVersion && c.participantId === participantId,
  );
}

export function withConfirmation(
  state: CaseState,
  s: Situation,
  a: Agreement,
  given: Pick<Confirmation, 'participantId' | 'answer' | 'words'>,
): CaseState {
  const old = confirmationOf(state, a, given.participantId);
  const row: Confirmation = {
    id: old?.id ?? s.newId(),
    caseId: a.caseId,
    agreementId: a.id,
    textVersion: a.textVersion,
    ...given,
    at: s.now,
    enteredById: s.writtenDownBy ?? null,
  };
  return { ...state, confirmations: [...state.confirmations.filter((c) => c !== old), row] };
}
