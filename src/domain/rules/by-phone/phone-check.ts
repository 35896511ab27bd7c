import { agreement, openBlocker } from '../../case/agreements.ts';
import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { ref } from '../../case/participants.ts';
import type { Agreement, CaseState, PhoneNote } from '../../case/state.ts';
import { shownDetail } from '../../views/facts.ts';
import type { Instant, Uuid } from '../../vocabulary.ts';
import { withResolved } from '../agreements/blockers.ts';
import { confirmationOf, WORDS_MAX, withConfirmation } from '../agreements/confirmations.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toRoom, withAgreement } from '../tools.ts';

/** Notes of what somebody said by phone, and what that person says of them. */

/** "Yes, that is what I said" of an answer to the text: from now on it is the person's own answer. */
export function ownAnswer(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['participant'] }, (a) => {
    const me = s.actor?.participant;
    const before = me && confirmationOf(state, a, me.id);
    if (!me || !before) return refuse('refused.nothingByPhone', { number: a.number });
    if (before.enteredById === null) return accept(state, 'done.ownAnswer');
    return accept(
      withConfirmation(state, s, a, { participantId: me.id, answer: before.answer, words: before.words }),
      'done.ownAnswer',
      {
        audit: [{ action: `agreement.${before.answer}`, objectId: a.id }],
      },
    );
  });
}

/** "Yes, that is what I said" of how an agreement stands: the note is gone, what it brought about stays. */
export function phoneRight(state: CaseState, s: Situation, id: Uuid, at: Instant): Decision {
  return onNote(state, s, { id, at }, (a, note) =>
    accept(without(state, a, note), 'done.ownAnswer', {
      audit: [{ action: 'phone.right', objectId: id }],
    }),
  );
}

/**
 * "That is not it", in their own words: what it brought about is undone as far as it still stands, and everybody hears
 * it once. What holds instead they say with the buttons that are there then.
 */
export function phoneWrong(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { at, words }: { readonly at: Instant; readonly words: string },
): Decision {
  return onNote(state, s, { id, at }, (a, note) => {
    const said = words.trim();
    if (said === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
    if ([...said].length > WORDS_MAX)
      return refuse('refused.wordsTooLong', { max: WORDS_MAX }, { field: 'words' });
    const after = undone(without(state, a, note), s, a, note);
    const message = {
      type: 'PhoneCorrected',
      ...aboutAgreement(after, s, id),
      who: actorRef(after, s),
      by: ref(after, note.enteredById),
      said: note.said,
      detail: shownDetail(note),
      words: said,
    } as const;
    return accept(
      after,
      { key: 'done.phoneWrong', values: { number: a.number } },
      {
        messages: [toRoom(after, `phone:${id}`, message)],
        audit: [{ action: 'phone.corrected', objectId: id }],
      },
    );
  });
}

/** A note as it was shown: of which agreement, written when. */
interface ShownNote {
  readonly id: Uuid;
  readonly at: Instant;
}

/** The very note that was shown: another one since then is another question. */
function onNote(
  state: CaseState,
  s: Situation,
  { id, at }: ShownNote,
  rule: (a: Agreement, note: PhoneNote) => Decision,
): Decision {
  return onTheirs(
    state,
    s,
    { id, rights: ['participant'], allow: ['open', 'reported_done', 'done', 'ended'] },
    (a) => {
      const note = a.phoneNotes.find((n) => n.participantId === s.actor?.participant?.id);
      if (!note) return refuse('refused.nothingByPhone', { number: a.number });
      return note.at === at ? rule(a, note) : refuse('refused.agreementChanged', { number: a.number });
    },
  );
}

function without(state: CaseState, a: Agreement, note: PhoneNote): CaseState {
  return withAgreement(state, a.id, { phoneNotes: a.phoneNotes.filter((n) => n !== note) });
}

function undone(state: CaseState, s: Situation, a: Agreement, note: PhoneNote): CaseState {
  const { participantId: who } = note;
  switch (note.said) {
    case 'done':
      return a.reportedDoneById === who && a.status !== 'ended'
        ? withAgreement(state, a.id, { status: 'open', reportedDoneById: null, doneOn: null, doneById: null })
        : state;
    case 'confirmDone':
      return a.status === 'done'
        ? withAgreement(state, a.id, { status: 'reported_done', doneOn: null, doneById: null })
        : state;
    case 'notYet':
      return note.detail !== null && a.status === 'open'
        ? withAgreement(state, a.id, { status: 'reported_done', reportedDoneById: note.detail })
        : state;
    case 'date':
      return a.proposedById === who && a.proposedDue === note.detail
        ? withAgreement(state, a.id, { proposedDue: null, proposedById: null })
        : state;
    case 'stuck': {
      const blocker = openBlocker(state, a.id);
      return blocker?.reportedById === who ? withResolved(state, s, blocker.id, null) : state;
    }
    case 'onTrack':
      return state;
  }
}

/** Actions by which somebody says themselves how an agreement stands. */
const SAYS_HOW_IT_STANDS: ReadonlySet<string> = new Set([
  'agreement.reported_done',
  'agreement.on_track',
  'agreement.date_proposed',
  'agreement.done',
  'agreement.not_yet',
  'blocker.reported',
]);

/** A person's own act replaces what was written down for them: there is nothing to check any more. */
export function inTheirOwnWords(decided: Accepted, s: Situation): CaseState {
  const { state, audit } = decided;
  const me = s.actor?.participant?.id;
  const noted = state.agreements.filter((a) => a.phoneNotes.some((n) => n.participantId === me));
  if (me === undefined || noted.length === 0) return state;
  const own = audit.filter((e) => SAYS_HOW_IT_STANDS.has(e.action) && e.onBehalfOf === undefined);
  const about = (a: Agreement): boolean =>
    own.some((e) => e.objectId === a.id || agreement(state, blockedBy(state, e.objectId))?.id === a.id);
  return noted
    .filter(about)
    .reduce(
      (after, a) =>
        withAgreement(after, a.id, { phoneNotes: a.phoneNotes.filter((n) => n.participantId !== me) }),
      state,
    );
}

function blockedBy(state: CaseState, blockerId: Uuid | null): Uuid | null {
  return state.blockers.find((b) => b.id === blockerId)?.agreementId ?? null;
}
