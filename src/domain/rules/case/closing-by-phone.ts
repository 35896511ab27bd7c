import type { SaidYesByPhone } from '../../case/asked-to-close.ts';
import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { answersInChat, guardiansOf, person, personOf, ref, refOfPerson } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import type { CaseStatusChanged, Message } from '../../messages/index.ts';
import type { Uuid } from '../../vocabulary.ts';
import { WORDS_MAX } from '../agreements/confirmations.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toParticipant, withCase } from '../tools.ts';
import { closedAsAsked } from './closing.ts';
import { reopened } from './reopening.ts';

/**
 * A guardian's yes to closing, said by phone and written down by who leads or coordinates: it holds at once, everybody
 * reads that it was by phone and who wrote it down, and the guardian has the last word, after the case is closed too.
 */
export function agreeByPhone(state: CaseState, s: Situation, participantId: Uuid): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const asked = state.case.closing;
    if (!asked) return refuse('refused.nobodyCloses', { code: state.case.code });
    const speaker = guardiansOf(state).find((p) => p.id === participantId);
    if (!speaker || !s.actor || speaker.personId === s.actor.personId)
      return refuse('refused.onlyGuardianCloses', {}, ABOUT);
    if (answersInChat(personOf(state, speaker.id), s.region))
      return refuse('refused.answersInChat', { person: ref(state, speaker.id) }, ABOUT);
    const said: SaidYesByPhone = { participantId, enteredBy: s.actor.personId, at: s.now };
    const decided = closedAsAsked(state, s, asked);
    return decided.ok ? written(decided, s, { ...asked, byPhone: said }, said) : decided;
  });
}

const ABOUT = { field: 'participant' };

function written(
  decided: Accepted,
  s: Situation,
  closing: NonNullable<CaseState['case']['closing']>,
  said: SaidYesByPhone,
): Decision {
  const state = withCase(decided.state, { closing });
  const speaker = person(state, personOf(state, said.participantId)?.id ?? null);
  const by = actorRef(state, s);
  const toCheck: CaseStatusChanged = {
    ...{ type: 'CaseStatusChanged', ...inCase(state), status: 'closed', by },
    ...{ reason: null, outcome: state.case.outcome, closing: 'byPhone' },
  };
  const agreedBy = ref(state, said.participantId);
  const marked = decided.messages.map((o) => ({
    ...o,
    message: { ...o.message, agreedBy, writtenBy: by } as Message,
  }));
  return accept(
    state,
    { key: 'done.closedByPhone', values: { code: state.case.code, person: agreedBy } },
    {
      messages: [...marked, ...toParticipant(state, said.participantId, 'closing-by-phone', toCheck)],
      tasks: decided.tasks,
      audit: decided.audit.map((event) => ({ ...event, onBehalfOf: speaker?.id ?? '' })),
    },
  );
}

/** "Yes, that is what I said": from now on it is their own yes. */
export function saidToClose(state: CaseState, s: Situation): Decision {
  return onTheirYes(state, s, () =>
    accept(withCase(state, { closing: null }), 'done.ownAnswer', {
      audit: [{ action: 'case.closing_agreed', objectId: state.case.id }],
    }),
  );
}

/** "That is not it": the case is open again, and everybody reads why, in their words. */
export function notSaidToClose(state: CaseState, s: Situation, words: string): Decision {
  return onTheirYes(state, s, () => {
    if (words.trim() === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
    if ([...words.trim()].length > WORDS_MAX)
      return refuse('refused.wordsTooLong', { max: WORDS_MAX }, { field: 'words' });
    return reopened(state, s, words.trim());
  });
}

function onTheirYes(state: CaseState, s: Situation, rule: () => Decision): Decision {
  const said = yesByPhone(state);
  return said && said.participantId === s.actor?.participant?.id
    ? rule()
    : refuse('refused.noYesByPhone', { code: state.case.code });
}

/** The yes by phone that closed the case, while who said it has not looked at it. */
export function yesByPhone({ case: c }: CaseState): SaidYesByPhone | null {
  return c.status === 'closed' ? (c.closing?.byPhone ?? null) : null;
}

/** The person who wrote it down, as everybody reads it. */
export function writerOf(state: CaseState, { enteredBy }: SaidYesByPhone) {
  return refOfPerson(person(state, enteredBy), enteredBy);
}
